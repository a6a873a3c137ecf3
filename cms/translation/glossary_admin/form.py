"""The form of a glossary word: its words, its facts, and its other forms in every language."""

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import pgettext, pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface

from cms.translation.glossary import fold
from cms.translation.glossary_admin.other_forms import keep_other_forms, other_forms_of
from cms.translation.languages import LANGUAGES, SOURCE, direction
from cms.translation.models import Term
from cms.translation.roots import roots

LONGEST_FORM = 120
MOST_FORMS = 60
EDIT = "wagtailsnippets_translation_term:edit"


def field_name(code: str) -> str:
    """The field for the other forms in one language."""
    return f"forms_{code.replace('-', '_')}"


def same_word(german: str, *, but: UUID) -> Term | None:
    """The German row of a word that is written the same, whatever its case; None where there is none."""
    rows = Term.objects.filter(locale_id=roots().source.locale_id).exclude(translation_key=but)
    return next((row for row in rows if fold(row.german) == fold(german)), None)


class LinesField(forms.CharField):
    """Words, one a line; each once."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 3, **kwargs.pop("attrs", {})}), **kwargs)

    def clean(self, value: Any) -> list[str]:
        """The words; refuses one that is too long, and too many of them."""
        words = list(dict.fromkeys(" ".join(line.split()) for line in str(value or "").splitlines() if line.split()))
        if long := next((word for word in words if len(word) > LONGEST_FORM), None):
            raise ValidationError(
                pgettext("staff", "“%(word)s” is longer than %(limit)d characters.")
                % {"word": long[:40], "limit": LONGEST_FORM}
            )
        if len(words) > MOST_FORMS:
            raise ValidationError(pgettext("staff", "These are more than %(limit)d forms.") % {"limit": MOST_FORMS})
        return words


class WordForm(WagtailAdminModelForm):
    """A German row has the facts and the other forms of all languages; a row of another language has words only."""

    class Media:
        js: ClassVar = ["js/counter.js"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_source = self.instance.locale_id in {None, roots().source.locale_id}
        if not self.is_source:
            for name in [*map(field_name, LANGUAGES), *FACTS]:
                self.fields.pop(name, None)
            return
        known = other_forms_of(self.instance.translation_key)
        for code in LANGUAGES:
            self.initial[field_name(code)] = "\n".join(known.get(code, []))
        if "german" in self.fields:
            self.fields["german"].required = False

    def clean(self) -> dict[str, Any]:
        """Without a German word the word itself is it; a word that is there already is linked."""
        cleaned: dict[str, Any] = super().clean()
        if not self.is_source or "german" not in self.fields:
            return cleaned
        cleaned["german"] = german = cleaned.get("german") or cleaned.get("term") or ""
        if german and (other := same_word(german, but=self.instance.translation_key)):
            self.add_error("german" if cleaned.get("german") != cleaned.get("term") else "term", _is_there(other))
        return cleaned

    def save_other_forms(self) -> None:
        """Other forms hold at once, also while the words are a draft: they are facts."""
        for code in LANGUAGES if self.is_source else ():
            if (words := self.cleaned_data.get(field_name(code))) is not None:
                keep_other_forms(self.instance.translation_key, code, words)


def _is_there(other: Term) -> ValidationError:
    sentence = pgettext("staff", "This word is in the glossary already:")
    return ValidationError(format_html('{} <a href="{}">{}</a>', sentence, reverse(EDIT, args=[other.pk]), other))


FACTS = ("german", "keep_german", "machine_protect", "related_page", "audio")

TermForm: type[WordForm] = type(
    "TermForm",
    (WordForm,),
    {
        "__doc__": WordForm.__doc__,
        "__module__": __name__,
        **{
            field_name(code): LinesField(
                label=endonym,
                help_text=pgettext_lazy("staff", "One a line: plural, compound, everyday word."),
                attrs={"lang": code, "dir": direction(code)},
            )
            for code, endonym in LANGUAGES.items()
        },
    },
)
"""The form with one field for each language of the settings."""

EDIT_HANDLER = TabbedInterface(
    [
        ObjectList(
            [
                FieldPanel("term"),
                FieldPanel(
                    "explanation",
                    help_text=pgettext_lazy("staff", "At most 300 characters, in sentences everybody understands."),
                ),
                MultiFieldPanel(
                    [
                        FieldPanel(
                            "german", help_text=pgettext_lazy("staff", "As in letters of the offices. Empty: the word.")
                        ),
                        FieldRowPanel([FieldPanel("keep_german"), FieldPanel("machine_protect")]),
                        FieldPanel("related_page"),
                        FieldPanel("audio"),
                    ],
                    heading=pgettext_lazy("staff", "Facts, the same in every language"),
                ),
            ],
            heading=pgettext_lazy("staff", "Word"),
        ),
        ObjectList(
            [FieldPanel(field_name(code)) for code in (SOURCE, *(code for code in LANGUAGES if code != SOURCE))],
            heading=pgettext_lazy("staff", "Other forms"),
        ),
    ],
    base_form_class=TermForm,
)
