"""A need (*Bedarf*): one row of facts for all languages; its words are in NeedText."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy
from wagtail.fields import RichTextField
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.network.models import Organisation, Place
from cms.translation.models import TranslatedSnippet
from volunteering.enums import Level, Mode, NeedKind, NeedState, Origin, ShiftState, Visibility


class NeedQuerySet(models.QuerySet["Need"]):
    """Which needs there are; who may see which stands in `domain/access.py`."""

    def public(self) -> "NeedQuerySet":
        """Needs everybody may read."""
        return self.filter(state=NeedState.PUBLISHED, visibility=Visibility.PUBLIC)

    def with_open_shift(self, at: datetime) -> "NeedQuerySet":
        """Needs with a shift still to come, or without fixed times."""
        from volunteering.models.shift import Shift

        ahead = Shift.objects.filter(need=OuterRef("pk"), state=ShiftState.OPEN, starts_at__gt=at)
        return self.filter(Exists(ahead) | Q(kind__in=[NeedKind.FLEXIBLE, NeedKind.TANDEM]))


class Need(models.Model):
    """What is to be done, where, for whom. Never holds the name of a client."""

    code = models.CharField(pgettext_lazy("staff", "code"), max_length=16, unique=True, editable=False)
    kind = models.CharField(
        pgettext_lazy("staff", "kind"), max_length=12, choices=NeedKind.choices, default=NeedKind.ONCE
    )
    organisation = models.ForeignKey(
        "network.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name=pgettext_lazy("staff", "for which organisation"),
    )
    district = models.ForeignKey(
        "network.District",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name=pgettext_lazy("staff", "district"),
    )
    venue = models.ForeignKey(
        "network.Place",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name=pgettext_lazy("staff", "venue"),
    )
    online = models.BooleanField(pgettext_lazy("staff", "possible from home"), default=False)
    address_hint = models.CharField(pgettext_lazy("staff", "hint to the place"), max_length=160, blank=True)
    tags = models.JSONField(pgettext_lazy("staff", "what it is about"), default=list, blank=True)
    field = models.CharField(
        pgettext_lazy("staff", "work field of the report"), max_length=40, blank=True, editable=False
    )
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="coordinated_needs",
        verbose_name=pgettext_lazy("staff", "coordinator"),
    )
    visibility = models.CharField(
        pgettext_lazy("staff", "who sees it"), max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    mode = models.CharField(
        pgettext_lazy("staff", "how one gets in"), max_length=10, choices=Mode.choices, default=Mode.INSTANT
    )
    open_to_new = models.BooleanField(pgettext_lazy("staff", "open to people we do not know yet"), default=True)
    min_age = models.PositiveSmallIntegerField(
        pgettext_lazy("staff", "minimum age"),
        null=True,
        blank=True,
        validators=[MinValueValidator(10), MaxValueValidator(99)],
    )
    state = models.CharField(
        pgettext_lazy("staff", "state"), max_length=12, choices=NeedState.choices, default=NeedState.DRAFT
    )
    due_on = models.DateField(pgettext_lazy("staff", "wanted by"), null=True, blank=True)
    hours_estimate = models.PositiveSmallIntegerField(pgettext_lazy("staff", "hours, roughly"), null=True, blank=True)
    origin = models.CharField(
        pgettext_lazy("staff", "comes from"), max_length=10, choices=Origin.choices, default=Origin.OWN
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("staff", "made by"),
    )
    created_at = models.DateTimeField(pgettext_lazy("staff", "made"), default=timezone.now)
    changed_at = models.DateTimeField(pgettext_lazy("staff", "last changed"), default=timezone.now)
    published_at = models.DateTimeField(pgettext_lazy("staff", "published"), null=True, blank=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("staff", "need")
        verbose_name_plural = pgettext_lazy("staff", "needs")
        ordering: ClassVar = ["-pk"]
        permissions: ClassVar = [("publish_need", "Can publish, pause and close a need")]

    def __str__(self) -> str:
        return self.code

    @property
    def meeting_place(self) -> Place | Organisation | None:
        """Where to go: the venue, else the organisation where it has an address."""
        if self.venue is not None:
            return self.venue
        return self.organisation if self.organisation and self.organisation.street else None


class NeedText(TranslatedSnippet):
    """The words of a need, one row a language; German is the source."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="texts", verbose_name=pgettext_lazy("staff", "need"))
    title = models.CharField(pgettext_lazy("staff", "title"), max_length=120)
    summary = models.CharField(pgettext_lazy("staff", "in one or two sentences"), max_length=300)
    body = RichTextField(
        pgettext_lazy("staff", "what there is to do"), features=["bold", "ul", "ol"], max_length=4000, blank=True
    )
    bring = models.CharField(pgettext_lazy("staff", "what to bring along"), max_length=300, blank=True)

    translatable_fields: ClassVar = [
        TranslatableField("title"),
        TranslatableField("summary"),
        TranslatableField("body"),
        TranslatableField("bring"),
    ]
    override_translatable_fields: ClassVar = [SynchronizedField("need", overridable=False)]

    class Meta(TranslatableMixin.Meta):
        verbose_name = pgettext_lazy("staff", "words of a need")
        verbose_name_plural = pgettext_lazy("staff", "words of needs")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["need", "locale"], name="need_text_once_a_language"),
        ]

    def __str__(self) -> str:
        return self.title


class NeedLanguage(models.Model):
    """A language the need asks for; `hard` keeps out who does not speak it, else it is a wish."""

    need = models.ForeignKey(
        Need, models.CASCADE, related_name="languages", verbose_name=pgettext_lazy("staff", "need")
    )
    language = models.CharField(pgettext_lazy("staff", "language"), max_length=12)
    level = models.CharField(pgettext_lazy("staff", "level"), max_length=6, choices=Level.choices, default=Level.B1)
    hard = models.BooleanField(pgettext_lazy("staff", "necessary"), default=False)

    class Meta:
        verbose_name = pgettext_lazy("staff", "language of a need")
        verbose_name_plural = pgettext_lazy("staff", "languages of needs")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["need", "language"], name="need_language_once")]

    def __str__(self) -> str:
        return f"{self.language} {self.level}"


class NeedSkill(models.Model):
    """A skill the need asks for; `hard` keeps out who does not have it."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="skills", verbose_name=pgettext_lazy("staff", "need"))
    skill = models.CharField(pgettext_lazy("staff", "skill"), max_length=40)
    hard = models.BooleanField(pgettext_lazy("staff", "necessary"), default=False)

    class Meta:
        verbose_name = pgettext_lazy("staff", "skill of a need")
        verbose_name_plural = pgettext_lazy("staff", "skills of needs")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["need", "skill"], name="need_skill_once")]

    def __str__(self) -> str:
        return self.skill
