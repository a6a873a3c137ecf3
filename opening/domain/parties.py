"""Seats: offer, join, decline, leave, hand over."""

from datetime import datetime

from cms.network.models import Contact, Organisation
from cms.users.models import User
from opening.domain import access, template
from opening.domain.access import Actor
from opening.domain.changes import change
from opening.domain.loading import day, holding
from opening.domain.missing import refuse
from opening.domain.trail import record
from opening.enums import PARTY_CHANGES, PartyState, Voice
from opening.models import Party, Process
from opening.obstacles import Obstacle


def next_number(process: Process) -> int:
    """The number of the next seat in a process."""
    return max((party.number for party in process.parties.all()), default=0) + 1


def contact_for(
    name: str, *, email: str = "", organisation: Organisation | None = None, language: str = "de"
) -> Contact:
    """The contact of an organisation with this address, or a new one; without an address always a new one."""
    if email:
        same = Contact.objects.filter(email__iexact=email, organisation=organisation)
        known: Contact | None = same.order_by("pk").first()
        if known:
            return known
    channel = "mail" if email else "letter"
    made: Contact = Contact.objects.create(
        name=name, email=email, organisation=organisation, language=language, channel=channel, legal_basis="contract"
    )
    return made


def offer_seat(
    actor: Actor,
    role: str,
    contact: Contact,
    *,
    at: datetime,
    organisation: Organisation | None = None,
    voice: Voice = Voice.MANDATE,
    can_sign: bool = True,
) -> Party:
    """Offers a seat to a contact; the link follows with `invites.issue`.

    Raises RefusedError when the role is not the actor's to give, or when the person already has it.
    """
    with holding(actor, at=at) as now:
        access.require(access.obstacle_to_invite(now, role))
        taken = {PartyState.INVITED, PartyState.ACTIVE}
        for party in now.process.parties.all():
            if party.role == role and party.contact_id == contact.pk and party.state in taken:
                raise refuse(Obstacle.SEAT_TAKEN, name=contact.name)
        party = Party.objects.create(
            process=now.process,
            number=next_number(now.process),
            contact=contact,
            organisation=organisation or contact.organisation or now.process.organisation,
            role=role,
            voice=voice,
            can_sign=can_sign,
            state=PartyState.INVITED,
            invited_on=day(at),
        )
        record(party, "opening.party.invite", now, role=role)
        return party


def add_advisor(actor: Actor, user: User, *, at: datetime) -> Party:
    """Gives a colleague of the agency a seat; no invitation is needed."""
    with holding(actor, at=at) as now:
        access.require(access.obstacle_to_lead(now))
        if any(p.user_id == user.pk and p.state == PartyState.ACTIVE for p in now.process.parties.all()):
            raise refuse(Obstacle.SEAT_TAKEN, name=user.get_full_name())
        party = Party.objects.create(
            process=now.process,
            number=next_number(now.process),
            user=user,
            role="advisor",
            state=PartyState.ACTIVE,
            since=day(at),
        )
        record(party, "opening.party.join", now, role=party.role)
        return party


def join(party: Party, account: User | None, *, at: datetime) -> None:
    """The person takes the seat, by the link they were sent; the account, if one is proved, gives them access.

    Call it inside the transaction that uses the link. Raises RefusedError when the account already holds the role.
    """
    if account and _holds(party, account):
        raise refuse(Obstacle.SEAT_TAKEN, name=account.get_full_name())
    change(party, PartyState.ACTIVE, PARTY_CHANGES, since=day(at), user=account)
    record(party, "opening.party.join", access.by_link(party), role=party.role)


def claim(party: Party, account: User, *, at: datetime) -> None:
    """Ties a seat that was taken by letter to the account the same person signed in to.

    Raises RefusedError when the seat belongs to somebody else by now, or is no longer active.
    """
    if party.user_id == account.pk:
        return
    if party.user_id or party.state != PartyState.ACTIVE or _holds(party, account):
        raise refuse(Obstacle.SEAT_TAKEN, name=party.name)
    free = Party.objects.filter(pk=party.pk, user__isnull=True, state=PartyState.ACTIVE)
    if free.update(user=account) != 1:
        raise refuse(Obstacle.CHANGED_MEANWHILE)
    if party.contact and not party.contact.email:
        Contact.objects.filter(pk=party.contact.pk, email="").update(email=account.email, channel="mail")
    party.user = account
    record(party, "opening.party.join", access.by_link(party), role=party.role, account=account.pk)


def _holds(party: Party, account: User) -> bool:
    others = Party.objects.seated().filter(process=party.process, role=party.role, user=account)
    return others.exclude(pk=party.pk).exists()


def decline(party: Party, *, at: datetime) -> None:
    """The person says no; nobody reminds them any more."""
    change(party, PartyState.DECLINED, PARTY_CHANGES, until=day(at))
    record(party, "opening.party.decline", access.by_link(party), role=party.role)


def leave(actor: Actor, party: Party, *, at: datetime) -> None:
    """Ends a seat: the own one, or any by the agency. The person keeps reading until the records are deleted."""
    with holding(actor, at=at) as now:
        own = next((p for p in now.process.parties.all() if p.pk == party.pk), None)
        if own is None or (not now.leads and own.pk not in {seat.pk for seat in now.seats}):
            raise refuse(Obstacle.NOT_FOR_YOU)
        leads = [p for p in now.process.parties.all() if p.role == template.LEAD and p.state == PartyState.ACTIVE]
        if own.role == template.LEAD and len(leads) == 1 and not now.process.is_over:
            raise refuse(Obstacle.LAST_LEAD)
        change(own, PartyState.LEFT, PARTY_CHANGES, until=day(at))
        record(own, "opening.party.leave", now, role=own.role)
