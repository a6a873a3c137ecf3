"""The network of partners: districts, topics, organisations, contacts, memberships, places and hours."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.network.enums import (
    Access,
    Channel,
    ExceptionReason,
    LegalBasis,
    OrganisationKind,
    Sector,
    TopicKey,
)
from cms.translation.models import TranslatedSnippet

WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]


class District(models.Model):
    """A part of the city (*Stadtteil*); needs, people and observations are routed by it."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="districts",
        verbose_name=_("coordinator"),
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="deputy_districts",
        verbose_name=_("deputy"),
    )

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering: ClassVar = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Topic(models.Model):
    """One of the fixed subjects of pages, contacts and organisations; its label comes from the catalogue."""

    key = models.CharField(_("key"), max_length=40, unique=True, choices=TopicKey.choices)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering: ClassVar = ["position", "key"]

    def __str__(self) -> str:
        return str(TopicKey(self.key).label)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def listed(self) -> "OrganisationQuerySet":
        """Organisations that may stand in the public directory."""
        return self.filter(listed=True)


class Organisation(models.Model):
    """A partner of the house. One row for all languages; its words are in OrganisationText."""

    slug = models.SlugField(_("short name in the address"), max_length=80, unique=True, help_text=_("Never changes."))
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children", verbose_name=_("parent body")
    )
    sector = models.CharField(_("sector"), max_length=20, choices=Sector.choices, blank=True)
    district = models.ForeignKey(District, models.SET_NULL, null=True, blank=True, verbose_name=_("district"))
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    city = models.CharField(_("city"), max_length=80, default="Bochum")
    languages = models.JSONField(_("languages"), default=list, blank=True, help_text=_("Codes such as ar, uk, tr."))
    topics = models.ManyToManyField(Topic, blank=True, verbose_name=_("topics"))
    website = models.URLField(_("website"), blank=True)
    listed = models.BooleanField(
        _("in the public directory"),
        default=False,
        help_text=_("Only with the organisation's consent, or for public bodies."),
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class OrganisationText(TranslatedSnippet):
    """What readers see of an organisation, one row a language."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="texts", verbose_name=_("organisation"))
    what_we_do = models.TextField(_("What we do"), max_length=1200)
    how_to_reach_us = models.TextField(_("How to reach us"), max_length=600, blank=True)

    translatable_fields: ClassVar = [TranslatableField("what_we_do"), TranslatableField("how_to_reach_us")]
    override_translatable_fields: ClassVar = [SynchronizedField("organisation", overridable=False)]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("words of an organisation")
        verbose_name_plural = _("words of organisations")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "locale"], name="organisation_text_once_a_language"),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class Place(models.Model):
    """A venue (*Ort*) of shifts, events, courses and sessions."""

    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=120)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    city = models.CharField(_("city"), max_length=80, default="Bochum")
    district = models.ForeignKey(District, models.SET_NULL, null=True, blank=True, verbose_name=_("district"))
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    lift = models.BooleanField(_("lift"), default=False)
    step_free = models.BooleanField(_("step-free"), default=False)
    toilet = models.BooleanField(_("wheelchair toilet"), default=False)
    stop = models.CharField(_("nearest stop"), max_length=120, blank=True)
    public = models.BooleanField(_("shown on the website"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering: ClassVar = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """One person of contact: of the own house, of a partner, or a listed mediator."""

    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="contacts", verbose_name=_("organisation")
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contact",
        verbose_name=_("account"),
    )
    place = models.ForeignKey(
        Place, models.SET_NULL, null=True, blank=True, related_name="contacts", verbose_name=_("place")
    )
    name = models.CharField(_("name"), max_length=120)
    function = models.CharField(_("function"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    uses_whatsapp = models.BooleanField(_("uses WhatsApp"), default=False)
    languages = models.JSONField(_("languages spoken"), default=list, blank=True)
    language = models.CharField(
        _("language of letters and mails"), max_length=12, choices=settings.LANGUAGES, default="de"
    )
    channel = models.CharField(_("best reached by"), max_length=10, choices=Channel.choices, default=Channel.MAIL)
    topics = models.ManyToManyField(Topic, blank=True, verbose_name=_("topics"))
    mediator = models.BooleanField(_("language mediator"), default=False)
    public = models.BooleanField(
        _("shown on the website"), default=False, help_text=_("Only with the person's consent.")
    )
    legal_basis = models.CharField(
        _("legal basis"), max_length=20, choices=LegalBasis.choices, default=LegalBasis.INTEREST
    )

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """Makes somebody a partner of the house: may post needs for an organisation. Opens no process."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        MAY_POST_NEEDS = "may_post_needs", _("may post needs")
        MANAGES = "manages", _("manages the organisation")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("account"),
    )
    contact = models.ForeignKey(
        Contact, models.CASCADE, null=True, blank=True, related_name="memberships", verbose_name=_("contact")
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="memberships", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.MEMBER)
    since = models.DateField(_("from"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(user__isnull=True, contact__isnull=False) | Q(user__isnull=False, contact__isnull=True),
                name="membership_of_user_or_contact",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user or self.contact}: {self.organisation}"


class OwnedHours(models.Model):
    """Belongs to exactly one of place and contact."""

    place = models.ForeignKey(Place, models.CASCADE, null=True, blank=True, verbose_name=_("place"))
    contact = models.ForeignKey(Contact, models.CASCADE, null=True, blank=True, verbose_name=_("contact"))

    class Meta:
        abstract = True


class HoursSlot(OwnedHours):
    """Weekly opening or consultation hours of a place or a contact."""

    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=WEEKDAYS)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"), help_text=_("00:00 means midnight at the end of the day."))
    access = models.CharField(_("how to come"), max_length=20, choices=Access.choices, default=Access.WALK_IN)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    on_holidays = models.BooleanField(_("on public holidays, too"), default=False)

    class Meta:
        verbose_name = _("hours")
        verbose_name_plural = _("hours")
        ordering: ClassVar = ["weekday", "opens"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(place__isnull=True, contact__isnull=False) | Q(place__isnull=False, contact__isnull=True),
                name="hours_slot_of_place_or_contact",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"

    def clean(self) -> None:
        """Hours close after they open; midnight at the end of the day is written 00:00."""
        if self.opens and self.closes and self.closes <= self.opens and self.closes.strftime("%H:%M") != "00:00":
            raise ValidationError({"closes": _("The hours must close after they open.")})


class HoursException(OwnedHours):
    """Days on which other hours hold, or none."""

    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("until"))
    closed = models.BooleanField(_("closed"), default=True)
    opens = models.TimeField(_("opens"), null=True, blank=True)
    closes = models.TimeField(_("closes"), null=True, blank=True)
    reason = models.CharField(
        _("reason"), max_length=20, choices=ExceptionReason.choices, default=ExceptionReason.OTHER
    )

    class Meta:
        verbose_name = _("exception of the hours")
        verbose_name_plural = _("exceptions of the hours")
        ordering: ClassVar = ["first_day"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(place__isnull=True, contact__isnull=False) | Q(place__isnull=False, contact__isnull=True),
                name="hours_exception_of_place_or_contact",
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=models.F("first_day")), name="hours_exception_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day:%d.%m.%Y}–{self.last_day:%d.%m.%Y}"
