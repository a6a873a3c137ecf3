"""The form for anybody who wants to ask or to come; only a name and one way to answer are required."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms.translation.languages import reader_language
from cms.ui.forms import GuardedForm, HouseForm
from cms.ui.widgets import CodeInput
from home.blocks.phone import PHONE
from home.domain.enquiries import Wish
from home.enums import EnquiryTopic

MOST_SIGNS = 2000


class EnquiryForm(GuardedForm):
    """Name, e-mail or phone, language, interpreter, wishes for a time, message."""

    topic = forms.ChoiceField(label=_("What is it about?"), choices=EnquiryTopic.choices)
    message = forms.CharField(
        label=_("Your message"),
        max_length=MOST_SIGNS,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("In any language you like. Please do not write about illnesses or your asylum procedure."),
    )
    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        help_text=_("We send you a code there, so that nobody writes in your name."),
    )
    phone = forms.CharField(
        label=_("Your phone number"),
        required=False,
        max_length=32,
        validators=[PHONE],
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "dir": "ltr"}),
        help_text=_("E-mail or phone: one of the two is enough."),
    )
    language = forms.ChoiceField(label=_("In which language may we answer?"), choices=settings.LANGUAGES)
    interpreter_wanted = forms.BooleanField(label=_("Please bring an interpreter along"), required=False)
    wishes = forms.CharField(
        label=_("When does it suit you?"),
        required=False,
        max_length=240,
        help_text=_("For example: in the morning, not on Friday."),
    )
    key = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, request: HttpRequest, topic: str = "", **kwargs: Any) -> None:
        super().__init__(data, request=request, **kwargs)
        self.initial.setdefault("topic", topic or EnquiryTopic.GENERAL)
        self.initial.setdefault("language", reader_language())
        self.initial.setdefault("key", str(uuid4()))
        self.shown_topic = str(self.data.get("topic", "")) or self.initial["topic"]

    @property
    def is_about_health(self) -> bool:
        """Whether readers must be asked not to name illnesses."""
        return self.shown_topic == EnquiryTopic.HEALTH

    def clean_key(self) -> UUID:
        """The token of the form; a broken one is replaced, for it is not the reader's fault."""
        try:
            return UUID(self.cleaned_data["key"])
        except ValueError:
            return uuid4()

    def clean(self) -> dict[str, Any]:
        """Refuses an enquiry that nobody could answer."""
        cleaned = super().clean()
        untouched = "email" not in self.errors and "phone" not in self.errors
        if untouched and not cleaned.get("email") and not cleaned.get("phone"):
            self.add_error("email", _("Give us an e-mail address or a phone number, so that we can answer you."))
        return cleaned

    def wish(self, page_key: UUID | None) -> Wish:
        """What was asked, for the domain."""
        fields = self.cleaned_data
        return Wish(
            key=fields["key"],
            topic=EnquiryTopic(fields["topic"]),
            name=fields["name"],
            email=fields["email"],
            phone=fields["phone"],
            language=fields["language"],
            interpreter_wanted=fields["interpreter_wanted"],
            wishes=fields["wishes"],
            message=fields["message"],
            page_key=page_key,
        )


class CodeForm(HouseForm):
    """Six digits from the mail."""

    code = forms.CharField(label=_("Code from the mail"), max_length=12, widget=CodeInput)
