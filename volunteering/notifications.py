"""What volunteering mails and when; the words are in `letters.py`. Written in the transaction of the cause."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from cms.mail import Letter, kinds
from cms.mail.models import OutboxMessage
from cms.mail.outbox import enqueue
from cms.users import tokens
from cms.users.models import User
from volunteering import letters
from volunteering.domain.waiting import position
from volunteering.domain.words import words_of_one
from volunteering.enums import SignUpState
from volunteering.models import PendingSignUp, Shift, SignUp, SignUpEvent

_U = SignUpState


# ---------------------------------------------------------------- when something is mailed
def tell(sign_up: SignUp, event: SignUpEvent) -> None:
    """Tell the person of this change, and the coordination where it has something to do. Inside its transaction."""
    kind = kind_of_change(event)
    volunteer = sign_up.volunteer
    if kind and volunteer is not None and volunteer.address:
        values = shift_values(sign_up.shift, language=volunteer.language) | {"size": sign_up.group_size}
        values |= _more(kind, sign_up)
        enqueue(
            f"volunteering.{kind}",
            to=volunteer.address,
            name=volunteer.name,
            language=volunteer.language,
            key=f"volunteering.{kind}:{sign_up.pk}:{event.pk}",
            values=values,
            at=event.at,
        )
    if event.to_state == _U.REQUESTED or (event.from_state == _U.CONFIRMED and event.to_state == _U.WITHDRAWN):
        _note_to_coordinator(sign_up, event)


def kind_of_change(event: SignUpEvent) -> str:
    """The kind of mail this change causes, or "" where the person did it themselves and reads it on the page."""
    match event.from_state, event.to_state:
        case _U.OFFERED, _U.CONFIRMED:
            return "promoted"
        case _, _U.CONFIRMED:
            return "confirmed"
        case _, _U.WAITLISTED:
            return "waiting"
        case _, _U.OFFERED:
            return "offer"
        case _, _U.REQUESTED:
            return "requested"
        case _U.OFFERED, _U.EXPIRED:
            return "lapsed"
        case _, _U.EXPIRED:
            return "queue_closed"
        case _, _U.CANCELLED:
            return "cancelled"
        case _, _U.REJECTED:
            return "rejected"
    return ""


def _more(kind: str, sign_up: SignUp) -> dict[str, Any]:
    if kind == "waiting":
        return {"position": position(sign_up)}
    if kind == "offer" and sign_up.offered_until:
        token, sign_up.answer_digest = tokens.issue()
        SignUp.objects.filter(pk=sign_up.pk).update(answer_digest=sign_up.answer_digest)
        return {"until": sign_up.offered_until.isoformat(), "token": token}
    if kind == "cancelled":
        return {"reason": sign_up.shift.cancel_reason}
    return {}


def ask_to_confirm(pending: PendingSignUp, *, email: str, token: str) -> OutboxMessage | None:
    """The link by which a guest proves the address."""
    values = shift_values(pending.shift, language=pending.language)
    return enqueue(
        "volunteering.confirm_address",
        to=email,
        name=pending.name,
        language=pending.language,
        key=f"volunteering.confirm_address:{pending.pk}:1",
        values=values | {"size": pending.size, "token": token, "until": pending.expires_at.isoformat()},
        at=pending.created_at,
    )


def _note_to_coordinator(sign_up: SignUp, event: SignUpEvent) -> None:
    coordinator: User | None = sign_up.shift.need.coordinator
    if coordinator is None or sign_up.volunteer is None:
        return
    values = shift_values(sign_up.shift, language=coordinator.language)
    enqueue(
        "volunteering.coordinator_note",
        to=coordinator.email,
        name=coordinator.name,
        language=coordinator.language,
        key=f"volunteering.coordinator_note:{sign_up.pk}:{event.pk}",
        values=values | {"person": sign_up.volunteer.name, "what": event.to_state, "need": sign_up.shift.need_id},
        at=event.at,
    )


def shift_values(shift: Shift, *, language: str) -> dict[str, Any]:
    """The facts of a shift for a letter, with the title in the best language there is."""
    need = shift.need
    words = words_of_one(need.pk, language)
    place = need.meeting_place
    return {
        "title": words.title or need.code,
        "bring": words.bring,
        "starts_at": shift.starts_at.isoformat(),
        "ends_at": shift.ends_at.isoformat(),
        "where": f"{place.name}, {place.street}, {place.postcode} {place.city}" if place else need.address_hint,
        "online": need.online and place is None,
        "contact": need.coordinator.get_full_name() if need.coordinator else "",
        "code": need.code,
        "number": shift.number,
        "shift": shift.pk,
        "sequence": shift.sequence,
    }


# ---------------------------------------------------------------- the registry
CONFIDENTIAL = frozenset({"confirm_address", "offer"})
LETTERS: dict[str, Callable[[letters.Values], Letter]] = {
    letter.__name__: letter
    for letter in (
        letters.confirm_address,
        letters.confirmed,
        letters.promoted,
        letters.requested,
        letters.waiting,
        letters.offer,
        letters.lapsed,
        letters.queue_closed,
        letters.cancelled,
        letters.rejected,
        letters.coordinator_note,
    )
}


def sample() -> dict[str, Any]:
    """Values for the preview of every letter."""
    starts = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
    return {
        "title": "Hausaufgabenhilfe in Langendreer",
        "bring": "Gute Laune genügt.",
        "starts_at": starts.isoformat(),
        "ends_at": (starts + timedelta(hours=2)).isoformat(),
        "where": "Mehrgenerationenhaus Am Förderturm, Zechenstraße 8, 44894 Bochum",
        "online": False,
        "contact": "Britta Nowak",
        "code": "B-2026-001",
        "number": 1,
        "shift": 1,
        "sequence": 0,
        "size": 1,
        "position": 2,
        "until": (starts - timedelta(days=1)).isoformat(),
        "token": "beispiel",
        "reason": "Der Raum ist an diesem Tag nicht frei.",
        "person": "Amina Osman",
        "what": SignUpState.REQUESTED.value,
        "need": 1,
    }


def register() -> None:
    """Name every letter to the outbox; called when the app is ready."""
    for key, letter in LETTERS.items():
        kinds.register(kinds.MailKind(f"volunteering.{key}", letter, sample, confidential=key in CONFIDENTIAL))
