"""Staff enter here that a group of readers tested a text in Leichte Sprache."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import pgettext, pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet

from cms.translation import easy
from cms.translation.models import EasyCheck


class EasyCheckForm(WagtailAdminModelForm):
    """Which text, who tested it, and when. A slip in the name or the day can be mended later, the text stays."""

    text = forms.ChoiceField(
        label=pgettext_lazy("staff", "Text in Leichte Sprache"),
        help_text=pgettext_lazy("staff", "Only texts that are live. The test holds for the words as they are now."),
    )

    instance: EasyCheck

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["text"]
            return
        self.rows = {str(row.translation_key): row for row in easy.texts_to_test()}
        choices = [("", pgettext("staff", "Choose a text")), *((key, str(row)) for key, row in self.rows.items())]
        self.fields["text"].choices = choices

    def clean_tested_on(self) -> Any:
        """A test lies in the past."""
        tested_on = self.cleaned_data["tested_on"]
        if tested_on > timezone.localdate():
            raise ValidationError(pgettext("staff", "This day is still to come. Enter the day on which it was tested."))
        return tested_on

    def save(self, commit: bool = True) -> EasyCheck:
        """A new test goes through the door, which takes down the words that were tested."""
        if self.instance.pk:
            saved: EasyCheck = super().save(commit=commit)
            return saved
        cleaned = self.cleaned_data
        self.instance = easy.record_check(
            self.rows[cleaned["text"]],
            tested_by=cleaned["tested_by"],
            tested_on=cleaned["tested_on"],
            by=self.for_user,
        )
        return self.instance


class TextColumn(Column):
    """The title of the text, and whether the test still holds."""

    def get_value(self, instance: EasyCheck) -> str:
        """The title; without one where the text is gone."""
        row = easy.text_of(instance)
        return str(row) if row else pgettext("staff", "no longer public")


class HoldsColumn(Column):
    """Whether readers see this test."""

    def get_value(self, instance: EasyCheck) -> str:
        """In words."""
        row = easy.text_of(instance)
        if row is not None and easy.digest_of_words(row) == instance.digest:
            return pgettext("staff", "shown to readers")
        return pgettext("staff", "the words were changed since")


class EasyCheckViewSet(ModelViewSet):
    """Tests of texts in Leichte Sprache."""

    model = EasyCheck
    name = "easy_checks"
    url_prefix = "easy-checks"
    icon = "glasses"
    menu_label = pgettext_lazy("staff", "Tests of Leichte Sprache")
    menu_order = 600
    list_display: ClassVar = [
        "tested_by",
        TextColumn("text", label=pgettext_lazy("staff", "Text")),
        DateColumn("tested_on", label=pgettext_lazy("staff", "tested on"), sort_key="tested_on"),
        HoldsColumn("holds", label=pgettext_lazy("staff", "State")),
    ]
    edit_handler = ObjectList(
        [FieldPanel("text"), FieldPanel("tested_by"), FieldPanel("tested_on")], base_form_class=EasyCheckForm
    )
    inspect_view_enabled = False
    copy_view_enabled = False
    paginate_by = 50


EASY_CHECKS = EasyCheckViewSet()
