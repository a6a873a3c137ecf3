"""Lists of codes of closed vocabularies, such as languages that people speak."""

from typing import Any

from django import forms
from django.db import models

from cms.network.enums import Access
from cms.network.languages import choices


class ChoicesField(models.JSONField):
    """A list of codes of a closed vocabulary, ticked in forms and never typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def vocabulary(self) -> list[tuple[str, Any]]:
        """The codes and their labels in the language of the screen."""
        raise NotImplementedError

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Tick boxes."""
        return forms.MultipleChoiceField(
            choices=self.vocabulary,
            widget=forms.CheckboxSelectMultiple,
            required=False,
            label=kwargs.get("label", self.verbose_name),
            help_text=kwargs.get("help_text", self.help_text),
            initial=kwargs.get("initial", list),
        )


class LanguagesField(ChoicesField):
    """Languages that people speak."""

    def vocabulary(self) -> list[tuple[str, Any]]:
        """Every spoken language the house knows."""
        return choices()


class AccessField(ChoicesField):
    """Ways to come to a service."""

    def vocabulary(self) -> list[tuple[str, Any]]:
        """Just come by, by appointment, by phone, by video."""
        return list(Access.choices)
