"""The admin's page of everybody who translates: by language, with an invitation and the end of a role."""

from itertools import groupby
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.translation.inviting import Duty, InviteRefused, end_role, has_ended, invite
from cms.translation.languages import LANGUAGES, SOURCE
from cms.translation.models import TranslatorRole
from cms.translation.rights import may_lead
from cms.translation.roots import roots

TRANSLATE, REVIEW = "translate", "review"
DUTIES = [
    (TRANSLATE, pgettext_lazy("staff", "translates")),
    (REVIEW, pgettext_lazy("staff", "checks and publishes")),
]


class InviteForm(forms.Form):
    """Who is asked to do what, in which languages."""

    name = forms.CharField(label=pgettext_lazy("staff", "Name"), max_length=120)
    email = forms.EmailField(label=pgettext_lazy("staff", "E-mail address"))
    codes = forms.MultipleChoiceField(
        label=pgettext_lazy("staff", "Languages"),
        choices=[(code, name) for code, name in LANGUAGES.items() if code != SOURCE],
        widget=forms.CheckboxSelectMultiple,
    )
    duties = forms.MultipleChoiceField(
        label=pgettext_lazy("staff", "Role"), choices=DUTIES, initial=[TRANSLATE], widget=forms.CheckboxSelectMultiple
    )
    language = forms.ChoiceField(
        label=pgettext_lazy("staff", "Language of our mails to this person"),
        choices=settings.LANGUAGES,
        help_text=pgettext_lazy("staff", "Whoever has an account already keeps the language chosen there."),
    )

    def duty(self) -> Duty:
        """What was filled in, in the words of the door."""
        chosen = self.cleaned_data["duties"]
        return Duty(self.cleaned_data["codes"], translate=TRANSLATE in chosen, review=REVIEW in chosen)


@require_GET
def translators(request: HttpRequest) -> HttpResponse:
    """Everybody with a role, by language; roles that ended stand below."""
    _leads_only(request)
    roles = TranslatorRole.objects.select_related("user").order_by("locale__profile__position", "user__name", "pk")
    context = {
        "languages": _by_language([role for role in roles if not has_ended(role, on=timezone.localdate())]),
        "ended": _by_language([role for role in roles if has_ended(role, on=timezone.localdate())]),
        "without": _without(roles),
    }
    return render(request, "translation/staff/translators.html", context)


@require_http_methods(["GET", "POST"])
def translator_invite(request: HttpRequest) -> HttpResponse:
    """The form, and what it does."""
    user = _leads_only(request)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        try:
            invite(
                form.duty(),
                email=cleaned["email"],
                name=cleaned["name"],
                language=cleaned["language"],
                by=user,
                at=timezone.now(),
            )
        except InviteRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            said = pgettext("staff", "%(name)s was invited. The mail says how to sign in and where to begin.")
            messages.success(request, said % {"name": cleaned["name"]})
            return redirect("translation_translators")
    return render(
        request, "translation/staff/translator_invite.html", {"form": form, "back": reverse("translation_translators")}
    )


@require_POST
def translator_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one role."""
    user = _leads_only(request)
    role = get_object_or_404(TranslatorRole.objects.select_related("user"), pk=pk)
    try:
        end_role(role, by=user, at=timezone.now())
    except InviteRefused as refusal:
        messages.error(request, str(refusal))
    else:
        said = pgettext("staff", "%(name)s does not work in %(language)s any more. What is translated stays.")
        messages.success(
            request, said % {"name": role.user.get_full_name(), "language": LANGUAGES[roots().code_of(role.locale_id)]}
        )
    return redirect("translation_translators")


def _leads_only(request: HttpRequest) -> Any:
    if not may_lead(request.user):
        raise PermissionDenied
    return request.user


def _by_language(roles: list[TranslatorRole]) -> list[tuple[str, str, list[TranslatorRole]]]:
    """Code, name and roles of each language that has any."""
    grouped = groupby(roles, key=lambda role: roots().code_of(role.locale_id))
    return [(code, LANGUAGES[code], list(found)) for code, found in grouped]


def _without(roles: Any) -> list[str]:
    """The public languages nobody translates or checks now: there nothing gets on."""
    today = timezone.localdate()
    taken = {roots().code_of(role.locale_id) for role in roles if not has_ended(role, on=today)}
    return [language.endonym for language in roots().public if language.code not in taken | {SOURCE}]
