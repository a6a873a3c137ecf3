"""Links by mail or letter: issue, use, revoke, ask for a new one.

Only the fingerprint of a token is stored. Reading a link changes nothing; using it is one conditional UPDATE.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F

from cms.network.models import Contact
from cms.users import tokens
from cms.users.accounts import account_for
from cms.users.models import User
from opening import notifications
from opening.domain import access, parties
from opening.domain.access import Actor
from opening.domain.changes import change
from opening.domain.loading import day, holding
from opening.domain.missing import refuse
from opening.domain.trail import record
from opening.enums import INVITE_CHANGES, InviteChannel, InvitePurpose, InviteState, PartyState, Voice
from opening.models import Invite, Party
from opening.obstacles import Obstacle

VALID: Final = timedelta(days=28)
"""How long an invitation to take part is valid."""


@dataclass(frozen=True)
class Issued:
    """A new link. The token exists in this object and in the mail or letter, nowhere else."""

    invite: Invite
    token: str


# ---------------------------------------------------------------- rules


def find(token: str) -> Invite | None:
    """The invitation behind a token, or None; an altered token is an unknown one."""
    found = Invite.objects.filter(token_sha256=tokens.digest(token))
    return found.select_related(
        "process__organisation", "process__definition", "party__contact", "party__user", "party__organisation"
    ).first()


def problem(invite: Invite, *, at: datetime) -> Obstacle | None:
    """Why a link no longer works, or None; the sender sees the same reason."""
    if invite.state == InviteState.REVOKED:
        return Obstacle.LINK_REVOKED
    if invite.state == InviteState.USED:
        return Obstacle.LINK_USED
    if invite.expires_on < day(at):
        return Obstacle.LINK_EXPIRED
    if invite.process.is_over:
        return Obstacle.PROCESS_OVER
    if invite.party and invite.party.state == PartyState.DECLINED:
        return Obstacle.LINK_REVOKED
    return None


def obstacle_to_issue(actor: Actor, party: Party, channel: InviteChannel) -> Obstacle | None:
    """Whether this person may send this seat a link by this way."""
    if obstacle := access.obstacle_to_invite(actor, party.role):
        return obstacle
    if party.state != PartyState.INVITED:
        return Obstacle.LINK_USED
    if channel == InviteChannel.MAIL and not party.email:
        return Obstacle.ADDRESS_MISSING
    return None


# ---------------------------------------------------------------- actions


def issue(actor: Actor, party: Party, channel: InviteChannel, *, at: datetime) -> Issued:
    """A new link to take part, mailed or handed back for a letter; earlier links of the seat stop working.

    Raises RefusedError with the obstacle.
    """
    with holding(actor, at=at) as now:
        seat = next(p for p in now.process.parties.all() if p.pk == party.pk)
        access.require(obstacle_to_issue(now, seat, channel))
        for older in seat.invites.filter(state__in=[InviteState.CREATED, InviteState.SENT]):
            change(older, InviteState.REVOKED, INVITE_CHANGES, revoked_on=day(at), revoked_by=now.user)
        token, digest = tokens.issue()
        invite = Invite.objects.create(
            process=now.process,
            purpose=InvitePurpose.JOIN,
            party=seat,
            email=seat.email if channel == InviteChannel.MAIL else "",
            channel=channel,
            token_sha256=digest,
            expires_on=day(at) + VALID,
            created_on=day(at),
            created_by=now.user,
        )
        change(invite, InviteState.SENT, INVITE_CHANGES, sent_at=at)
        if channel == InviteChannel.MAIL:
            notifications.send_invitation(invite, token, at=at)
        return Issued(invite, token)


def invite(actor: Actor, role: str, contact: Contact, channel: InviteChannel, *, at: datetime, voice: Voice) -> Issued:
    """Offers a seat and issues its first link, both or neither."""
    with transaction.atomic():
        seat = parties.offer_seat(actor, role, contact, voice=voice, at=at)
        return issue(actor, seat, channel, at=at)


def accept(invite: Invite, *, language: str, at: datetime) -> Party:
    """Uses a link: the seat becomes active, and an address the link was mailed to becomes an account.

    The account alone opens nothing: whoever wants in types a code that is mailed to the same address.
    Raises RefusedError when the link no longer works.
    """
    with transaction.atomic():
        if obstacle := problem(invite, at=at):
            raise refuse(obstacle)
        still = Invite.objects.filter(
            pk=invite.pk, state=InviteState.SENT, uses_left__gt=0, expires_on__gte=day(at), purpose=InvitePurpose.JOIN
        )
        if still.update(uses_left=F("uses_left") - 1) != 1:
            raise refuse(Obstacle.LINK_USED)
        change(invite, InviteState.USED, INVITE_CHANGES, used_on=day(at))
        party = invite.party
        assert party is not None  # a link to take part has a seat, by constraint
        account = account_for(invite.email, name=party.name, language=language) if invite.email else None
        parties.join(party, account, at=at)
        notifications.tell_joined(invite, at=at)
        return party


def account_to_prove(email: str, party: Party) -> User:
    """The account of an address somebody with a letter names; a new one counts only once the mailed code was typed."""
    address = email.strip().lower()
    with transaction.atomic():
        user = User.objects.filter(email__iexact=address).first()
        if user is None:
            user = User.objects.create_user(address, name=party.name, language=party.language)
            EmailAddress.objects.create(user=user, email=address, verified=False, primary=True)
        return user


def decline(invite: Invite, *, at: datetime) -> None:
    """The person says no by the same link."""
    with transaction.atomic():
        if obstacle := problem(invite, at=at):
            raise refuse(obstacle)
        assert invite.party is not None  # a link to take part has a seat, by constraint
        parties.decline(invite.party, at=at)
        change(invite, InviteState.REVOKED, INVITE_CHANGES, revoked_on=day(at))


def revoke(actor: Actor, invite: Invite, *, at: datetime) -> None:
    """Takes a link back; whoever opens it reads whom to ask."""
    with holding(actor, at=at) as now:
        role = invite.party.role if invite.party else ""
        access.require(access.obstacle_to_invite(now, role))
        change(invite, InviteState.REVOKED, INVITE_CHANGES, revoked_on=day(at), revoked_by=now.user)
        record(invite, "opening.invite.revoke", now, role=role)


def ask_again(invite: Invite, *, at: datetime) -> None:
    """Somebody with a link that no longer works asks for a new one; the sender is told, once a day."""
    with transaction.atomic():
        fresh = Invite.objects.filter(pk=invite.pk).exclude(asked_again_on=day(at))
        if fresh.update(asked_again_on=day(at)):
            notifications.tell_link_asked_for(invite, at=at)


def expired(*, at: datetime) -> int:
    """How many links are past their date without having been used; the sender's page says so for each."""
    return Invite.objects.filter(state=InviteState.SENT, expires_on__lt=day(at)).count()


def delete_old(*, at: datetime) -> int:
    """Deletes links that ended unused more than 30 days ago; who was invited stays with the seat."""
    old = Invite.objects.exclude(state=InviteState.USED).filter(expires_on__lt=day(at) - timedelta(days=30))
    deleted, _ = old.delete()
    return deleted
