"""Closed vocabularies of the network; labels come from the catalogues."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TopicKey(models.TextChoices):
    GERMAN = "german", _("Learning German")
    FAMILY = "family", _("School and family")
    HEALTH = "health", _("Health")
    WORK = "work", _("Work")
    RESIDENCE = "residence", _("Residence and law")
    HOUSING = "housing", _("Housing")
    MONEY = "money", _("Money")
    WOMEN = "women", _("Women")
    YOUTH = "youth", _("Youth")
    DIALOGUE = "dialogue", _("Dialogue")
    VOLUNTEERING = "volunteering", _("Volunteering")
    OPENING = "opening", _("Intercultural opening")


class OrganisationKind(models.TextChoices):
    OWN = "own", _("our own house")
    INSTITUTION = "institution", _("institution")
    AUTHORITY = "authority", _("public authority")
    ASSOCIATION = "association", _("association")
    MSO = "mso", _("migrant self-organisation")
    COMMUNITY = "community", _("religious community")
    SCHOOL = "school", _("school")
    DAY_CARE = "day_care", _("day-care centre")
    HEALTH = "health", _("health service")
    COMPANY = "company", _("company")
    OTHER = "other", _("other")


class Sector(models.TextChoices):
    PUBLIC = "public", _("public body")
    FREE = "free", _("independent body")
    PRIVATE = "private", _("private")


class Channel(models.TextChoices):
    MAIL = "mail", _("e-mail")
    PHONE = "phone", _("phone")
    LETTER = "letter", _("letter")


class Access(models.TextChoices):
    WALK_IN = "walk_in", _("just come by")
    APPOINTMENT = "appointment", _("by appointment")
    PHONE = "phone", _("by phone")
    VIDEO = "video", _("by video")


class LegalBasis(models.TextChoices):
    """Art. 6 (1) GDPR, letters a, b, e and f."""

    CONSENT = "consent", _("consent")
    CONTRACT = "contract", _("agreement")
    TASK = "task", _("public task")
    INTEREST = "interest", _("legitimate interest")


class ExceptionReason(models.TextChoices):
    HOLIDAYS = "holidays", _("holidays")
    ILLNESS = "illness", _("illness")
    TRAINING = "training", _("training of the team")
    EVENT = "event", _("event in the house")
    OTHER = "other", _("other reason")
