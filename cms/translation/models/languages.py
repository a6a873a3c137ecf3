"""What the house decides about each of its languages."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import pgettext_lazy
from wagtail_localize.locales.components import register_locale_component

from cms.translation.language_form import LanguageForm
from cms.translation.languages import direction, endonym
from cms.translation.roots import roots


class Review(models.TextChoices):
    """Who may publish a translation."""

    SECOND_PERSON = "second_person", pgettext_lazy("staff", "a second person checks it")
    SELF = "self", pgettext_lazy("staff", "whoever translated it may publish it")


@register_locale_component(heading=pgettext_lazy("staff", "Language on the website"), required=True)
class LocaleProfile(models.Model):
    """What the house decides about a language; part of the form of a Wagtail locale."""

    locale = models.OneToOneField("wagtailcore.Locale", models.CASCADE, related_name="profile", editable=False)
    public = models.BooleanField(
        pgettext_lazy("staff", "public"),
        default=False,
        help_text=pgettext_lazy(
            "staff", "Readers can choose this language. It needs a live front page and a complete interface."
        ),
    )
    position = models.PositiveSmallIntegerField(pgettext_lazy("staff", "position in the language switch"), default=0)
    hreflang = models.CharField(
        pgettext_lazy("staff", "code for search engines"),
        max_length=12,
        blank=True,
        help_text=pgettext_lazy("staff", "Empty where search engines know no code, as for Leichte Sprache."),
    )
    voice = models.CharField(
        pgettext_lazy("staff", "voice for reading aloud"),
        max_length=12,
        blank=True,
        help_text=pgettext_lazy("staff", "A language code of browsers, such as uk-UA."),
    )
    provider = models.CharField(pgettext_lazy("staff", "machine translation"), max_length=40, default="off")
    review = models.CharField(
        pgettext_lazy("staff", "before publication"),
        max_length=20,
        choices=Review.choices,
        default=Review.SECOND_PERSON,
    )
    monthly_words = models.PositiveIntegerField(
        pgettext_lazy("staff", "words a month for the machine"), default=100_000
    )

    base_form_class = LanguageForm

    class Meta:
        verbose_name = pgettext_lazy("staff", "language on the website")
        verbose_name_plural = pgettext_lazy("staff", "languages on the website")
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.endonym

    @property
    def code(self) -> str:
        """Code of the language, as in addresses."""
        return roots().code_of(self.locale_id)

    @property
    def endonym(self) -> str:
        """Name in the language itself; never stored."""
        return endonym(self.code)

    @property
    def direction(self) -> str:
        """Writing direction; never stored."""
        return direction(self.code)

    def clean(self) -> None:
        """A language goes public only when its readers find something."""
        from cms.translation.going_public import obstacle_to_go_public

        if self.public and self.locale_id and (obstacle := obstacle_to_go_public(self.locale)):
            raise ValidationError({"public": obstacle})
