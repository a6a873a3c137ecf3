"""Writing documents, and asking for changes before signing."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.ui.forms import HouseForm
from opening.forms.typed import clean_text
from opening.obstacles import Obstacle


class DocumentForm(HouseForm):
    """Title and text; `seen` is the version that was opened for editing."""

    title = forms.CharField(label=pgettext_lazy("staff", "Title"), max_length=200)
    body = forms.CharField(
        label=pgettext_lazy("staff", "Text"),
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text=pgettext_lazy("staff", "An empty line begins a paragraph; ## begins a heading."),
    )
    note = forms.CharField(label=pgettext_lazy("staff", "What is new?"), max_length=200, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_title(self) -> str:
        return clean_text(self.cleaned_data["title"])

    def clean_body(self) -> str:
        return clean_text(self.cleaned_data["body"])


class CommentForm(HouseForm):
    """What should be changed before somebody signs."""

    comment = forms.CharField(
        label=_("What should be changed?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": Obstacle.COMMENT_NEEDED.label},
    )

    def clean_comment(self) -> str:
        return clean_text(self.cleaned_data["comment"])
