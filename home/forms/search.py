"""Saying that something is missing: one tap, and one sentence for those who like."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.ui.forms import GuardedForm
from home.search.misses import LONGEST_SENTENCE


class MissingForm(GuardedForm):
    """The words that found nothing travel with the form; the sentence is nobody's duty."""

    q = forms.CharField(required=False, widget=forms.HiddenInput)
    sentence = forms.CharField(
        label=_("What would have helped you?"),
        required=False,
        max_length=LONGEST_SENTENCE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Please write no names and no phone numbers. We cannot answer here."),
    )
