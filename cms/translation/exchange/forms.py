"""Choosing what goes out, and sending what came back."""

from typing import Any

from django import forms
from django.core.files.base import File
from django.utils.translation import pgettext_lazy

from cms.translation.exchange import scope
from cms.translation.exchange.archive import refuse_size
from cms.translation.exchange.faults import FileRefused
from cms.translation.exchange.preview import Wanted
from cms.translation.languages import endonym
from cms.translation.models import ExchangeFormat
from cms.translation.roots import roots

OPEN = "open"
ALL = "all"


class ExportForm(forms.Form):
    """Which texts in which languages, and in which format. A link from one text names it as `piece`."""

    piece = forms.CharField(required=False, widget=forms.HiddenInput)
    codes = forms.MultipleChoiceField(
        label=pgettext_lazy("staff", "Languages"), widget=forms.CheckboxSelectMultiple, required=False
    )
    which = forms.ChoiceField(
        label=pgettext_lazy("staff", "Which texts"),
        choices=[
            (OPEN, pgettext_lazy("staff", "Only texts with something to translate or to check")),
            (ALL, pgettext_lazy("staff", "All texts, the finished ones, too")),
        ],
        widget=forms.RadioSelect,
        initial=OPEN,
        required=False,
    )
    area = forms.ChoiceField(label=pgettext_lazy("staff", "Area"), required=False)
    format = forms.ChoiceField(
        label=pgettext_lazy("staff", "Format"),
        choices=[
            (ExchangeFormat.PO, pgettext_lazy("staff", "PO (Poedit and most other programs)")),
            (ExchangeFormat.XLIFF, pgettext_lazy("staff", "XLIFF 1.2 (OmegaT from version 6, agencies)")),
        ],
        widget=forms.RadioSelect,
        initial=ExchangeFormat.PO,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes: Any = self.fields["codes"]
        codes.choices = [(code, endonym(code)) for code in roots().languages if code != roots().source.code]
        area: Any = self.fields["area"]
        area.choices = [("", pgettext_lazy("staff", "Everything")), *scope.areas()]
        self.one = scope.piece(self["piece"].value() or "")
        if self.one:
            for name in ("codes", "which", "area"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """At least one language, unless one text in one language was named."""
        found = super().clean() or {}
        if not self.one and not found.get("codes"):
            self.add_error("codes", pgettext_lazy("staff", "Choose at least one language."))
        return found

    def pieces(self) -> list[tuple[Any, str]]:
        """The German rows with their languages."""
        if self.one:
            return [self.one]
        chosen = self.cleaned_data
        return scope.pieces(chosen["codes"], area=chosen["area"], only_open=chosen["which"] != ALL)


class UploadForm(forms.Form):
    """One file. A link from one text names it: a file that belongs elsewhere is then named, not taken over."""

    file = forms.FileField(
        label=pgettext_lazy("staff", "File"),
        help_text=pgettext_lazy(
            "staff", "A ZIP archive, or a single PO or XLIFF file; at most 10 MB. You see what it would change first."
        ),
    )
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    code = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def clean_file(self) -> File[bytes]:
        """Refused by its size before it is read."""
        file: File[bytes] = self.cleaned_data["file"]
        try:
            refuse_size(file.size or 0)
        except FileRefused as refused:
            raise forms.ValidationError(str(refused.problem)) from None
        return file

    @property
    def wanted(self) -> Wanted:
        """The one piece that is meant, or any."""
        return Wanted(self.cleaned_data["key"], self.cleaned_data["code"])
