"""The network of partners: districts, topics, organisations, contacts, memberships, places and hours."""

from datetime import date, time
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
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
from cms.network.fields import LanguagesField
from cms.translation.models import TranslatedSnippet

if TYPE_CHECKING:  # modelcluster has no types: without this nobody could see what a place refers to
    from django.db.models import Model as ClusterableModel
else:
    from modelcluster.models import ClusterableModel

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

    key = models.SlugField(pgettext_lazy("staff", "key"), max_length=40, unique=True)
    name = models.CharField(pgettext_lazy("staff", "name"), max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(pgettext_lazy("staff", "position"), default=0)
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="districts",
        verbose_name=pgettext_lazy("staff", "coordinator"),
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="deputy_districts",
        verbose_name=pgettext_lazy("staff", "deputy"),
    )

    class Meta:
        verbose_name = pgettext_lazy("staff", "district")
        verbose_name_plural = pgettext_lazy("staff", "districts")
        ordering: ClassVar = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Topic(models.Model):
    """One of the fixed subjects of pages, contacts and organisations; its label comes from the catalogue."""

    key = models.CharField(pgettext_lazy("staff", "key"), max_length=40, unique=True, choices=TopicKey.choices)
    position = models.PositiveSmallIntegerField(pgettext_lazy("staff", "position"), default=0)

    class Meta:
        verbose_name = pgettext_lazy("staff", "topic")
        verbose_name_plural = pgettext_lazy("staff", "topics")
        ordering: ClassVar = ["position", "key"]

    def __str__(self) -> str:
        return str(TopicKey(self.key).label)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def listed(self) -> "OrganisationQuerySet":
        """Organisations that may stand in the public directory."""
        return self.filter(listed=True)


class Organisation(models.Model):
    """A partner of the house. One row for all languages; its words are in OrganisationText."""

    slug = models.SlugField(
        pgettext_lazy("staff", "short name in the address"),
        max_length=80,
        unique=True,
        help_text=pgettext_lazy("staff", "Never changes."),
    )
    name = models.CharField(pgettext_lazy("staff", "name"), max_length=160)
    kind = models.CharField(pgettext_lazy("staff", "kind"), max_length=20, choices=OrganisationKind.choices)
    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=pgettext_lazy("staff", "parent body"),
    )
    sector = models.CharField(pgettext_lazy("staff", "sector"), max_length=20, choices=Sector.choices, blank=True)
    district = models.ForeignKey(
        District, models.SET_NULL, null=True, blank=True, verbose_name=pgettext_lazy("staff", "district")
    )
    street = models.CharField(pgettext_lazy("staff", "street and number"), max_length=120, blank=True)
    postcode = models.CharField(pgettext_lazy("staff", "postcode"), max_length=10, blank=True)
    city = models.CharField(pgettext_lazy("staff", "city"), max_length=80, default="Bochum")
    languages = LanguagesField(pgettext_lazy("staff", "languages"))
    topics = models.ManyToManyField(Topic, blank=True, verbose_name=pgettext_lazy("staff", "topics"))
    website = models.URLField(pgettext_lazy("staff", "website"), blank=True)
    listed = models.BooleanField(
        pgettext_lazy("staff", "in the public directory"),
        default=False,
        help_text=pgettext_lazy("staff", "Only with the organisation's consent, or for public bodies."),
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("staff", "organisation")
        verbose_name_plural = pgettext_lazy("staff", "organisations")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class OrganisationText(TranslatedSnippet):
    """What readers see of an organisation, one row a language."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="texts", verbose_name=pgettext_lazy("staff", "organisation")
    )
    what_we_do = models.TextField(pgettext_lazy("staff", "What we do"), max_length=1200)
    how_to_reach_us = models.TextField(pgettext_lazy("staff", "How to reach us"), max_length=600, blank=True)

    translatable_fields: ClassVar = [TranslatableField("what_we_do"), TranslatableField("how_to_reach_us")]
    override_translatable_fields: ClassVar = [SynchronizedField("organisation", overridable=False)]

    class Meta(TranslatableMixin.Meta):
        verbose_name = pgettext_lazy("staff", "words of an organisation")
        verbose_name_plural = pgettext_lazy("staff", "words of organisations")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "locale"], name="organisation_text_once_a_language"),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class Place(ClusterableModel):
    """A venue (*Ort*) of shifts, events, courses and sessions."""

    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, verbose_name=pgettext_lazy("staff", "organisation")
    )
    name = models.CharField(pgettext_lazy("staff", "name"), max_length=120)
    street = models.CharField(pgettext_lazy("staff", "street and number"), max_length=120, blank=True)
    postcode = models.CharField(pgettext_lazy("staff", "postcode"), max_length=10, blank=True)
    city = models.CharField(pgettext_lazy("staff", "city"), max_length=80, default="Bochum")
    district = models.ForeignKey(
        District, models.SET_NULL, null=True, blank=True, verbose_name=pgettext_lazy("staff", "district")
    )
    phone = models.CharField(pgettext_lazy("staff", "phone"), max_length=40, blank=True)
    lift = models.BooleanField(pgettext_lazy("staff", "lift"), default=False)
    step_free = models.BooleanField(pgettext_lazy("staff", "step-free"), default=False)
    toilet = models.BooleanField(pgettext_lazy("staff", "wheelchair toilet"), default=False)
    stop = models.CharField(pgettext_lazy("staff", "nearest stop"), max_length=120, blank=True)
    public = models.BooleanField(pgettext_lazy("staff", "shown on the website"), default=True)
    position = models.PositiveSmallIntegerField(pgettext_lazy("staff", "position"), default=0)

    class Meta:
        verbose_name = pgettext_lazy("staff", "place")
        verbose_name_plural = pgettext_lazy("staff", "places")
        ordering: ClassVar = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Contact(ClusterableModel):
    """One person of contact: of the own house, of a partner, or a listed mediator."""

    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=pgettext_lazy("staff", "organisation"),
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contact",
        verbose_name=pgettext_lazy("staff", "account"),
    )
    place = models.ForeignKey(
        Place,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=pgettext_lazy("staff", "place"),
    )
    name = models.CharField(pgettext_lazy("staff", "name"), max_length=120)
    function = models.CharField(pgettext_lazy("staff", "function"), max_length=120, blank=True)
    email = models.EmailField(pgettext_lazy("staff", "e-mail address"), blank=True)
    phone = models.CharField(pgettext_lazy("staff", "phone"), max_length=40, blank=True)
    uses_whatsapp = models.BooleanField(pgettext_lazy("staff", "uses WhatsApp"), default=False)
    languages = LanguagesField(pgettext_lazy("staff", "languages spoken"))
    language = models.CharField(
        pgettext_lazy("staff", "language of letters and mails"), max_length=12, choices=settings.LANGUAGES, default="de"
    )
    channel = models.CharField(
        pgettext_lazy("staff", "best reached by"), max_length=10, choices=Channel.choices, default=Channel.MAIL
    )
    topics = models.ManyToManyField(Topic, blank=True, verbose_name=pgettext_lazy("staff", "topics"))
    mediator = models.BooleanField(pgettext_lazy("staff", "language mediator"), default=False)
    public = models.BooleanField(
        pgettext_lazy("staff", "shown on the website"),
        default=False,
        help_text=pgettext_lazy("staff", "Only with the person's consent."),
    )
    legal_basis = models.CharField(
        pgettext_lazy("staff", "legal basis"), max_length=20, choices=LegalBasis.choices, default=LegalBasis.INTEREST
    )

    class Meta:
        verbose_name = pgettext_lazy("staff", "contact")
        verbose_name_plural = pgettext_lazy("staff", "contacts")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """Makes somebody a partner of the house: may post needs for an organisation. Opens no process."""

    class Role(models.TextChoices):
        MEMBER = "member", pgettext_lazy("staff", "member")
        MAY_POST_NEEDS = "may_post_needs", pgettext_lazy("staff", "may post needs")
        MANAGES = "manages", pgettext_lazy("staff", "manages the organisation")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=pgettext_lazy("staff", "account"),
    )
    contact = models.ForeignKey(
        Contact,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=pgettext_lazy("staff", "contact"),
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="memberships", verbose_name=pgettext_lazy("staff", "organisation")
    )
    role = models.CharField(pgettext_lazy("staff", "role"), max_length=20, choices=Role.choices, default=Role.MEMBER)
    since = models.DateField(pgettext_lazy("staff", "from"), default=timezone.localdate)
    until = models.DateField(pgettext_lazy("staff", "until"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("staff", "membership")
        verbose_name_plural = pgettext_lazy("staff", "memberships")
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

    place = ParentalKey(
        Place, on_delete=models.CASCADE, null=True, blank=True, verbose_name=pgettext_lazy("staff", "place")
    )
    contact = ParentalKey(
        Contact, on_delete=models.CASCADE, null=True, blank=True, verbose_name=pgettext_lazy("staff", "contact")
    )

    class Meta:
        abstract = True


class HoursSlot(OwnedHours):
    """Weekly opening or consultation hours of a place or a contact."""

    weekday = models.PositiveSmallIntegerField(pgettext_lazy("staff", "weekday"), choices=WEEKDAYS)
    opens = models.TimeField(pgettext_lazy("staff", "opens"))
    closes = models.TimeField(
        pgettext_lazy("staff", "closes"),
        help_text=pgettext_lazy("staff", "00:00 means midnight at the end of the day."),
    )
    access = models.CharField(
        pgettext_lazy("staff", "how to come"), max_length=20, choices=Access.choices, default=Access.WALK_IN
    )
    valid_from = models.DateField(pgettext_lazy("staff", "valid from"), null=True, blank=True)
    valid_until = models.DateField(pgettext_lazy("staff", "valid until"), null=True, blank=True)
    on_holidays = models.BooleanField(pgettext_lazy("staff", "on public holidays, too"), default=False)

    class Meta:
        verbose_name = pgettext_lazy("staff", "hours")
        verbose_name_plural = pgettext_lazy("staff", "hours")
        ordering: ClassVar = ["weekday", "opens"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(place__isnull=True, contact__isnull=False) | Q(place__isnull=False, contact__isnull=True),
                name="hours_slot_of_place_or_contact",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"

    def overlaps(self, other: "HoursSlot") -> bool:
        """Whether both say the same for some minute of some day; different ways to come may stand side by side."""
        if (self.weekday, self.access) != (other.weekday, other.access):
            return False
        if not _meet(self.valid_from, self.valid_until, other.valid_from, other.valid_until):
            return False
        return self.opens < _end(other) and other.opens < _end(self)

    def clean(self) -> None:
        """Hours close after they open; midnight at the end of the day is written 00:00."""
        if self.opens and self.closes and self.closes <= self.opens and self.closes.strftime("%H:%M") != "00:00":
            raise ValidationError({"closes": pgettext_lazy("staff", "The hours must close after they open.")})


def _end(slot: HoursSlot) -> time:
    """The end within the day; midnight is the last moment of it."""
    return slot.closes if slot.closes != time(0, 0) else time.max


def _meet(first: date | None, last: date | None, other_first: date | None, other_last: date | None) -> bool:
    """Whether two spans of days, open where None, have a day in common."""
    return (first or date.min) <= (other_last or date.max) and (other_first or date.min) <= (last or date.max)


class HoursException(OwnedHours):
    """Days on which other hours hold, or none."""

    first_day = models.DateField(pgettext_lazy("staff", "from"))
    last_day = models.DateField(pgettext_lazy("staff", "until"))
    closed = models.BooleanField(pgettext_lazy("staff", "closed"), default=True)
    opens = models.TimeField(pgettext_lazy("staff", "opens"), null=True, blank=True)
    closes = models.TimeField(pgettext_lazy("staff", "closes"), null=True, blank=True)
    reason = models.CharField(
        pgettext_lazy("staff", "reason"), max_length=20, choices=ExceptionReason.choices, default=ExceptionReason.OTHER
    )

    class Meta:
        verbose_name = pgettext_lazy("staff", "exception of the hours")
        verbose_name_plural = pgettext_lazy("staff", "exceptions of the hours")
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
