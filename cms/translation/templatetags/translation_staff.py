"""What the screens of the staff say about translations."""

from django import template
from django.utils.translation import npgettext

register = template.Library()

HOUR = 60


@register.filter
def duration_in_words(minutes: int) -> str:
    """Minutes as one says them: up to an hour in minutes, above it in whole hours."""
    if minutes <= HOUR:
        return npgettext("staff", "%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    hours = round(minutes / HOUR)
    return npgettext("staff", "%(count)d hour", "%(count)d hours", hours) % {"count": hours}
