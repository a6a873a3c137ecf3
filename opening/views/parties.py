"""People involved: seats, invitations and their state."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opening.domain import access, invites, next_steps, parties, template
from opening.domain.access import Actor
from opening.enums import InviteChannel, InviteState, PartyState, Voice
from opening.forms.parties import InviteForm
from opening.models import Invite, Party
from opening.views import shown
from opening.views.entering import in_process
from opening.views.frame import frame
from opening.views.letters import letter


def party_list_address(actor: Actor) -> str:
    """The page of everybody involved."""
    return reverse("opening:party_list", args=[actor.process.code])


def _found(actor: Actor, number: int) -> Party:
    row = next((party for party in actor.process.parties.all() if party.number == number), None)
    if row is None:
        raise Http404
    return row


@require_safe
@in_process
def party_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who takes part, grouped by side; whoever invites sees the state of each invitation."""
    links: dict[int, Invite] = {}
    for invite in actor.process.invites.order_by("pk"):
        if invite.party_id:
            links[invite.party_id] = invite
    sides = template.of_process(actor.process)
    groups: dict[str, list[dict[str, Any]]] = {template.AGENCY: [], template.PARTNER: [], "external": []}
    former = []
    for party in actor.process.parties.all():
        line = _line(actor, party, links.get(party.pk))
        if party.state in {PartyState.LEFT, PartyState.DECLINED}:
            former.append(line)
        else:
            groups.setdefault(sides.side(party.role), []).append(line)
    context = {
        **frame(actor, "party_list", (_("People involved"), "")),
        "code_words": shown.code_words(actor.process),
        "agency": groups[template.AGENCY],
        "partners": groups[template.PARTNER],
        "external": groups["external"],
        "former": former,
    }
    return render(request, "opening/party_list.html", context)


def _line(actor: Actor, party: Party, invite: Invite | None) -> dict[str, Any]:
    named = next_steps.may_name(actor, party)
    may_invite = access.obstacle_to_invite(actor, party.role) is None
    obstacle = invites.problem(invite, at=timezone.now()) if invite else None
    return {
        "party": party,
        "name": shown.seat_name(actor, party),
        "role": template.of_process(actor.process).role(party.role),
        "organisation": party.organisation if named else None,
        "state_kind": shown.status_kind(party),
        "is_mine": party in actor.seats,
        "invite": invite if may_invite and party.state == PartyState.INVITED else None,
        "invite_problem": obstacle.label if obstacle and may_invite else "",
        "can_mail": bool(party.email),
        "may_invite": may_invite and party.state == PartyState.INVITED,
        "may_leave": party.state == PartyState.ACTIVE and (party in actor.seats or actor.leads),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@in_process
def party_invite(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Offers a seat, by mail or by a letter to print."""
    roles = access.invitable_roles(actor)
    if not roles:
        raise Http404
    wanted = request.GET.get("role", "")
    initial = {"role": wanted if wanted in roles else roles[0], "language": actor.process.language}
    form = InviteForm(request.POST or None, actor=actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        data, at = form.cleaned_data, timezone.now()
        contact = parties.contact_for(
            data["name"],
            email=data["email"] if data["channel"] == InviteChannel.MAIL else "",
            organisation=actor.process.organisation,
            language=data["language"],
        )
        issued = invites.invite(
            actor, data["role"], contact, InviteChannel(data["channel"]), voice=Voice(data["voice"]), at=at
        )
        if data["channel"] == InviteChannel.LETTER:
            return letter(request, actor, issued)
        messages.success(request, _("The invitation is on its way."))
        return redirect(party_list_address(actor))
    crumbs = ((_("People involved"), party_list_address(actor)), (_("Invite somebody"), ""))
    context = {**frame(actor, "party_list", *crumbs), "form": form, "language": get_language()}
    return render(request, "opening/party_invite.html", context)


@require_POST
@in_process
def invite_again(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """A new link for a seat; the old one stops working."""
    channel = InviteChannel.LETTER if request.POST.get("channel") == "letter" else InviteChannel.MAIL
    issued = invites.issue(actor, _found(actor, number), channel, at=timezone.now())
    if channel == InviteChannel.LETTER:
        return letter(request, actor, issued)
    messages.success(request, _("A new link is on its way. The old one no longer works."))
    return redirect(party_list_address(actor))


@require_POST
@in_process
def invite_revoke(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Takes the open link of a seat back."""
    party = _found(actor, number)
    for invite in party.invites.filter(state__in=[InviteState.CREATED, InviteState.SENT]):
        invites.revoke(actor, invite, at=timezone.now())
    messages.success(request, _("The link no longer works."))
    return redirect(party_list_address(actor))


@require_http_methods(["GET", "HEAD", "POST"])
@in_process
def party_leave(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Ends a seat: the own one, or any by the agency."""
    party = _found(actor, number)
    if party.state != PartyState.ACTIVE or not (party in actor.seats or actor.leads):
        raise Http404
    if request.method == "POST":
        parties.leave(actor, party, at=timezone.now())
        messages.success(request, _("The seat is free again."))
        return redirect(party_list_address(actor))
    crumbs = ((_("People involved"), party_list_address(actor)), (_("Leave"), ""))
    context = {
        **frame(actor, "party_list", *crumbs),
        "title": _("End this seat?"),
        "text": _("%(name)s no longer acts in this process, but can still read everything.")
        % {"name": shown.seat_name(actor, party)},
        "submit": _("End the seat"),
        "back_url": party_list_address(actor),
    }
    return render(request, "opening/confirm.html", context)
