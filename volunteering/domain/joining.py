"""How somebody without an account gets in: a link proves the address, then the sign-up is made.

Known and unknown addresses are treated alike until then: the same work, the same page, one mail.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.utils.crypto import salted_hmac

from cms.users import accounts, tokens
from cms.users.models import User
from volunteering import notifications
from volunteering.domain import requests
from volunteering.domain.people import Profile, become_volunteer, save_profile
from volunteering.domain.sign_up import Found, SignUpRefused
from volunteering.domain.vocabulary import rules
from volunteering.enums import Obstacle, SignUpState
from volunteering.models import PendingSignUp, Shift, SignUp, Volunteer

AGAIN_AFTER = timedelta(minutes=1)


class LinkState(StrEnum):
    """What a link of a guest still is."""

    OPEN = "open"
    USED = "used"
    OVER = "over"


@dataclass(frozen=True)
class Joined:
    """What came of it: a sign-up, or the obstacles in its way."""

    volunteer: Volunteer
    user: User
    is_new: bool
    sign_up: SignUp | None
    found: tuple[Found, ...] = ()


def address_hash(email: str) -> str:
    """By this an address is recognised without being stored."""
    return salted_hmac("volunteering.joining", email.strip().lower(), algorithm="sha256").hexdigest()


def ask_to_join(
    shift: Shift, *, name: str, email: str, language: str, size: int, profile: Profile, at: datetime
) -> PendingSignUp:
    """Remember the wish for 24 hours and send a link to the address. A second click within a minute changes nothing."""
    token, digest = tokens.issue()
    hashed = address_hash(email)
    with transaction.atomic():
        recent = PendingSignUp.objects.filter(
            address_hash=hashed, shift=shift, used_at__isnull=True, created_at__gt=at - AGAIN_AFTER
        ).first()
        if recent is not None:
            return recent
        pending = PendingSignUp.objects.create(
            name=name,
            address_hash=hashed,
            shift=shift,
            language=language,
            size=size,
            answers=profile.as_json(),
            digest=digest,
            created_at=at,
            expires_at=at + timedelta(hours=rules().periods.pending_hours),
        )
        pending.message = notifications.ask_to_confirm(pending, email=email, token=token)
        pending.save(update_fields=["message"])
    return pending


def find_pending(token: str) -> PendingSignUp | None:
    """The wish behind a link, used or not; None for a link that never was or is forgotten."""
    return (
        PendingSignUp.objects.select_related("shift__need", "message", "volunteer__user")
        .filter(digest=tokens.digest(token))
        .first()
    )


def state_of_link(pending: PendingSignUp, *, at: datetime) -> LinkState:
    """Whether the link can still be confirmed."""
    if pending.used_at is not None:
        return LinkState.USED
    return LinkState.OVER if pending.expires_at <= at or pending.message is None else LinkState.OPEN


def confirm(pending: PendingSignUp, *, at: datetime, may_wait: bool = True) -> Joined:
    """The address is proved: make or find the account and the volunteer, then sign up. Safe to repeat.

    The name and the answers count only for people who are new: nobody else may change what is known of a person.
    """
    assert pending.message is not None, "state_of_link said that the link is open."
    user = accounts.account_for(pending.message.to, name=pending.name, language=pending.language)
    volunteer, is_new = become_volunteer(user, name=pending.name, language=pending.language, at=at)
    profile = Profile.from_json(pending.answers)
    if is_new:
        save_profile(volunteer, profile)
    elif profile.birth_year and volunteer.birth_year is None:
        save_profile(volunteer, Profile(birth_year=profile.birth_year))
    made: SignUp | None
    found: tuple[Found, ...] = ()
    try:
        made = requests.sign_up(
            volunteer, pending.shift, size=pending.size, accepted=_WARNINGS, may_wait=may_wait, at=at, by=user
        )
    except SignUpRefused as refused:
        made, found = _already(volunteer, pending.shift), refused.found
    PendingSignUp.objects.filter(pk=pending.pk, used_at__isnull=True).update(used_at=at, volunteer=volunteer)
    return Joined(volunteer, user, is_new, made, () if made else found)


# A guest chose this very shift; warnings on the way to it were not asked, and the mail says when and where.
_WARNINGS = frozenset({Obstacle.OUTSIDE_GRID, Obstacle.TRAVEL})
_STANDING = (SignUpState.CONFIRMED, SignUpState.OFFERED, SignUpState.WAITLISTED, SignUpState.REQUESTED)


def _already(volunteer: Volunteer, shift: Shift) -> SignUp | None:
    """The sign-up that stands already, where the link is pressed twice or the person is in by another way."""
    return SignUp.objects.filter(volunteer=volunteer, shift=shift, state__in=_STANDING).first()


def forget_unproved(*, at: datetime) -> int:
    """Delete every wish whose time is over. Returns how many."""
    deleted, _by_model = PendingSignUp.objects.filter(expires_at__lte=at).delete()
    return deleted
