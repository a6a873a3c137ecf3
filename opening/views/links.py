"""The landing of a link: who invites, to what, until when, one button. Reading changes nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.ui.client import client_address
from cms.ui.limits import allow
from cms.users.models import User
from opening import notifications
from opening.addresses import process_address
from opening.domain import invites, parties, template
from opening.domain.missing import RefusedError
from opening.domain.wording import Words
from opening.enums import InviteState, PartyState
from opening.forms.parties import AddressForm
from opening.models import Invite, Party
from opening.obstacles import Obstacle
from opening.views.entering import private

SEAT = "opening.seat"
"""Where the session keeps which seat was just taken by letter, until the person has proved an address."""


def secret(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page whose address is a secret: no cache, no index, and other pages learn at most the name of the host.

    Not `no-referrer`: with it browsers send `Origin: null` with a form, and the guard against forged forms refuses it.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = private(view(request, *args, **kwargs))
        response["Referrer-Policy"] = "strict-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapped


@secret
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """A link to take part: before, after, and when it no longer works."""
    invite = invites.find(token)
    if invite is None or invite.party is None:
        return render(request, "opening/link_unknown.html", status=404)
    if request.method == "POST":
        return _act(request, invite, invite.party, token)
    obstacle = invites.problem(invite, at=timezone.now())
    if obstacle == Obstacle.LINK_USED and invite.party.state == PartyState.ACTIVE:
        return _joined(request, invite, invite.party, AddressForm())
    if obstacle:
        return _gone(request, invite, obstacle)
    return render(request, "opening/link_invitation.html", _about(invite, invite.party))


def _act(request: HttpRequest, invite: Invite, party: Party, token: str) -> HttpResponse:
    """One of the buttons: take part, decline, mail me a code, ask for a new link."""
    if not allow("opening.link", who=f"{client_address(request)}:{invite.pk}", limit=20, seconds=600):
        return render(request, "opening/link_slow.html", status=429)
    at, action = timezone.now(), request.POST.get("action", "")
    try:
        if action == "accept":
            party = invites.accept(invite, language=get_language() or "de", at=at)
            return _welcome(request, invite, party, token)
        if action == "decline":
            invites.decline(invite, at=at)
            return render(request, "opening/link_declined.html", _about(invite, party))
        if action == "code" and invite.state == InviteState.USED and party.state == PartyState.ACTIVE:
            return _code(request, invite, party)
        if action == "new":
            invites.ask_again(invite, at=at)
            return render(request, "opening/link_asked.html", _about(invite, party))
    except RefusedError as refusal:
        if refusal.obstacle == Obstacle.LINK_USED:
            return redirect(request.path)
        return _gone(request, invite, refusal.obstacle)
    return redirect(request.path)


def _welcome(request: HttpRequest, invite: Invite, party: Party, token: str) -> HttpResponse:
    """The seat is taken; who is already signed in with the invited account goes straight on."""
    if party.user_id and request.user.is_authenticated and request.user.pk == party.user_id:
        messages.success(request, _("You take part now. Here you see where we stand."))
        return redirect(process_address(invite.process))
    return redirect("opening:link", token)


def _code(request: HttpRequest, invite: Invite, party: Party) -> HttpResponse:
    """Mails a code: to the address of the invitation, or to the one that somebody with a letter names."""
    if party.user is not None:
        return _start_code(request, party.user, party.user.email, process_address(invite.process))
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _joined(request, invite, party, form)
    user = invites.account_to_prove(form.cleaned_data["email"], party)
    request.session[SEAT] = party.pk
    return _start_code(request, user, user.email, reverse("opening:seat_claim"))


def _start_code(request: HttpRequest, user: User, email: str, after: str) -> HttpResponse:
    """allauth mails the code and asks for it; typing it proves the address and signs in."""
    if request.user.is_authenticated:
        return redirect(after)
    LoginCodeVerificationProcess.initiate(request=request, user=user, email=email)
    return redirect(f"{reverse('account_confirm_login_code')}?{urlencode({'next': after})}")


@secret
@require_http_methods(["GET", "HEAD", "POST"])
def seat_claim(request: HttpRequest) -> HttpResponse:
    """Somebody who came by letter is signed in now: one button ties the seat to the account."""
    party = Party.objects.with_names().filter(pk=request.session.get(SEAT, 0)).first()
    if party is None or not isinstance(request.user, User):
        raise Http404
    if request.method == "POST":
        try:
            parties.claim(party, request.user, at=timezone.now())
        except RefusedError as refusal:
            messages.error(request, refusal.missing[0].sentence)
            return redirect("opening:process_list")
        del request.session[SEAT]
        messages.success(request, _("You take part now. Here you see where we stand."))
        return redirect(process_address(party.process))
    context = {"party": party, "process_title": Words(party.process.title, party.process.language)}
    return render(request, "opening/seat_claim.html", context)


def _about(invite: Invite, party: Party) -> dict[str, Any]:
    """What a landing page says, and no more: who invites, to what, as what, until when."""
    process = invite.process
    words = template.of_process(process)
    return {
        "invite": invite,
        "sender": notifications.sender_name(invite),
        "party": party,
        "process_title": Words(process.title, process.language),
        "summary": words.words(words.raw["summary"]),
        "role": words.role(party.role),
        "institution": str(process.organisation or ""),
    }


def _joined(request: HttpRequest, invite: Invite, party: Party, form: AddressForm) -> HttpResponse:
    user = request.user
    mine = user.is_authenticated and user.pk == party.user_id
    context = {
        **_about(invite, party),
        "form": form,
        "is_mine": mine,
        "other_user": user if user.is_authenticated and not mine else None,
        "process_url": process_address(invite.process) if mine else "",
        "masked": _masked(party.user.email) if party.user else "",
    }
    return render(request, "opening/link_joined.html", context)


def _masked(email: str) -> str:
    """Enough of an address to recognise it: s…@kita.example."""
    name, _at, domain = email.partition("@")
    return f"{name[:1]}…@{domain}"


def _gone(request: HttpRequest, invite: Invite, obstacle: Obstacle) -> HttpResponse:
    """Why a link no longer works, and the way to a new one."""
    party = invite.party
    assert party is not None  # a link to take part has a seat, by constraint
    may_ask = obstacle in {Obstacle.LINK_EXPIRED, Obstacle.LINK_REVOKED} and party.state == PartyState.INVITED
    context = {"sender": notifications.sender_name(invite), "reason": obstacle.label, "may_ask": may_ask}
    return render(request, "opening/link_gone.html", context, status=410)
