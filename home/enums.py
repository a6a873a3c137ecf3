"""Closed vocabularies of the pages and the states of enquiries, with the map of allowed changes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Drawing(models.TextChoices):
    """Drawings that come with the house, in cms/static/img/."""

    FRONT = "front", pgettext_lazy("staff", "open door")
    GERMAN = "german", pgettext_lazy("staff", "book with a letter")
    PARENTS = "parents", pgettext_lazy("staff", "school bag")
    HEALTH = "health", pgettext_lazy("staff", "heart")
    LANGUAGES = "languages", pgettext_lazy("staff", "speech bubbles")
    AGENCY = "agency", pgettext_lazy("staff", "three houses")
    VOLUNTEERING = "volunteering", pgettext_lazy("staff", "watering can")
    OPENING = "opening", pgettext_lazy("staff", "three doors")
    CALENDAR = "calendar", pgettext_lazy("staff", "calendar")
    STORY = "story", pgettext_lazy("staff", "window")


class ServiceKind(models.TextChoices):
    COURSE = "course", _("course")
    COUNSELLING = "counselling", _("counselling")
    INFORMATION = "information", _("information")


class EventKind(models.TextChoices):
    INFORMATION = "information", _("information event")
    NATIVE_LANGUAGE = "native_language", _("in your language")
    DIALOGUE = "dialogue", _("dialogue")
    CELEBRATION = "celebration", _("celebration")
    TRAINING = "training", _("training")
    MEETING = "meeting", _("open meeting")


class Audience(models.TextChoices):
    ALL = "all", _("for everybody")
    WOMEN = "women", _("for women")
    PARENTS = "parents", _("for parents")
    YOUTH = "youth", _("for young people")


class EventRegistration(models.TextChoices):
    NONE = "none", _("just come by")
    ENQUIRY = "enquiry", _("please write to us before")
    EXTERNAL = "external", _("registration on another website")


class LegalKind(models.TextChoices):
    IMPRINT = "imprint", _("Legal notice")
    PRIVACY = "privacy", _("Privacy")
    ACCESSIBILITY = "accessibility", _("Accessibility")
    TERMS = "terms", _("Terms of use")


class NoticeLevel(models.TextChoices):
    INFO = "info", _("Information")
    IMPORTANT = "important", _("Important")
    URGENT = "urgent", _("Urgent")


class OccurrenceState(models.TextChoices):
    SCHEDULED = "scheduled", _("takes place")
    MOVED = "moved", _("moved")
    CANCELLED = "cancelled", _("cancelled")


OCCURRENCE_CHANGES: dict[OccurrenceState, frozenset[OccurrenceState]] = {
    OccurrenceState.SCHEDULED: frozenset({OccurrenceState.MOVED, OccurrenceState.CANCELLED}),
    OccurrenceState.MOVED: frozenset({OccurrenceState.MOVED, OccurrenceState.CANCELLED}),
    OccurrenceState.CANCELLED: frozenset(),
}


class EnquiryState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", pgettext_lazy("staff", "not confirmed")
    NEW = "new", pgettext_lazy("staff", "new")
    IN_PROGRESS = "in_progress", pgettext_lazy("staff", "in progress")
    ANSWERED = "answered", pgettext_lazy("staff", "answered")
    CLOSED = "closed", pgettext_lazy("staff", "closed")
    SPAM = "spam", pgettext_lazy("staff", "spam")


ENQUIRY_CHANGES: dict[EnquiryState, frozenset[EnquiryState]] = {
    EnquiryState.UNCONFIRMED: frozenset({EnquiryState.NEW}),
    EnquiryState.NEW: frozenset({EnquiryState.IN_PROGRESS, EnquiryState.SPAM}),
    EnquiryState.IN_PROGRESS: frozenset({EnquiryState.ANSWERED, EnquiryState.SPAM}),
    EnquiryState.ANSWERED: frozenset({EnquiryState.IN_PROGRESS, EnquiryState.CLOSED}),
    EnquiryState.CLOSED: frozenset(),
    EnquiryState.SPAM: frozenset(),
}


class EnquiryTopic(models.TextChoices):
    """What an enquiry is about; the topics of the house and the observation from the district."""

    GENERAL = "general", _("Something else")
    GERMAN = "german", _("Learning German")
    FAMILY = "family", _("School and family")
    HEALTH = "health", _("Health")
    WORK = "work", _("Work")
    RESIDENCE = "residence", _("Residence and law")
    HOUSING = "housing", _("Housing")
    MONEY = "money", _("Money")
    VOLUNTEERING = "volunteering", _("Volunteering")
    OPENING = "opening", _("Intercultural opening")
    DIRECTORY = "directory", _("Our organisation is missing in the directory")
    OBSERVATION = "observation", _("An observation from the district")
    BARRIER = "barrier", _("A barrier on this website")
