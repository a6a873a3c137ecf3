from django.apps import AppConfig


class CalendarConfig(AppConfig):
    """Local time, recurrence, holidays, iCal; owns no tables."""

    name = "cms.calendar"
    label = "calendar"
    default_auto_field = "django.db.models.BigAutoField"
