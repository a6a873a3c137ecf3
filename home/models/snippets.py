"""Words about records: what a person does, and notices that end by themselves."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, ObjectList, TabbedInterface
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import TranslatableField

from cms.network.models import Contact
from cms.translation.models import TranslatedSnippet
from home.enums import NoticeLevel
from home.models.base import fact


class PersonProfile(TranslatedSnippet):
    """What readers see of a person; name, phone and languages are the Contact's."""

    function = models.CharField(_("What this person does"), max_length=120)
    about = models.TextField(_("About this person"), max_length=600, blank=True)
    contact = models.ForeignKey(
        Contact, models.CASCADE, related_name="profiles", verbose_name=pgettext_lazy("staff", "contact")
    )
    photo = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("staff", "photo"),
        help_text=pgettext_lazy("staff", "Only with the person's consent."),
    )
    public = models.BooleanField(pgettext_lazy("staff", "shown on the website"), default=True)
    position = models.PositiveSmallIntegerField(pgettext_lazy("staff", "position"), default=0)

    translatable_fields: ClassVar = [TranslatableField("function"), TranslatableField("about"), fact("contact")]
    edit_handler = TabbedInterface(
        [
            ObjectList([FieldPanel("function"), FieldPanel("about")], heading=pgettext_lazy("staff", "Words")),
            ObjectList(
                [FieldPanel("contact"), FieldPanel("photo"), FieldPanel("public"), FieldPanel("position")],
                heading=pgettext_lazy("staff", "Facts"),
            ),
        ]
    )

    class Meta(TranslatableMixin.Meta):
        verbose_name = pgettext_lazy("staff", "profile")
        verbose_name_plural = pgettext_lazy("staff", "profiles")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contact", "locale"], name="profile_once_a_language"),
        ]

    def __str__(self) -> str:
        return str(self.contact)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The card as readers see it."""
        return "home/previews/profile.html"


class Notice(TranslatedSnippet, ClusterableModel):
    """A notice (*Hinweis*) on top of every page, or of some; it ends by itself."""

    text = models.CharField(_("Text"), max_length=300)
    level = models.CharField(
        pgettext_lazy("staff", "level"), max_length=20, choices=NoticeLevel.choices, default=NoticeLevel.INFO
    )
    starts_at = models.DateTimeField(pgettext_lazy("staff", "shown from"))
    ends_at = models.DateTimeField(pgettext_lazy("staff", "shown until"))
    pages = ParentalManyToManyField(
        "wagtailcore.Page",
        blank=True,
        related_name="+",
        limit_choices_to={"locale__language_code": settings.LANGUAGE_CODE, "depth__gt": 2},
        verbose_name=pgettext_lazy("staff", "only on these pages"),
        help_text=pgettext_lazy("staff", "And those below them. Empty: on every page."),
    )

    translatable_fields: ClassVar = [TranslatableField("text"), fact("level"), fact("starts_at"), fact("ends_at")]
    edit_handler = TabbedInterface(
        [
            ObjectList([FieldPanel("text")], heading=pgettext_lazy("staff", "Words")),
            ObjectList(
                [FieldPanel("level"), FieldPanel("starts_at"), FieldPanel("ends_at"), FieldPanel("pages")],
                heading=pgettext_lazy("staff", "Facts"),
            ),
        ]
    )

    class Meta(TranslatableMixin.Meta):
        verbose_name = pgettext_lazy("staff", "notice")
        verbose_name_plural = pgettext_lazy("staff", "notices")
        ordering: ClassVar = ["-starts_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="notice_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """A notice ends after it begins."""
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end must come after the beginning.")})

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The notice as readers see it."""
        return "home/previews/notice.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The notice under the name its component expects."""
        return {**super().get_preview_context(request, mode_name), "notice": self}
