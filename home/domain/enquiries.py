"""Enquiries: asked by anybody, confirmed by a mailed code, answered by one person (content.md 3.3, 3.5)."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.users.models import User
from home import notifications
from home.enums import ENQUIRY_CHANGES, EnquiryState, EnquiryTopic
from home.models import Enquiry

if TYPE_CHECKING:
    from home.models.base import ContentPage

CODE_LASTS = timedelta(minutes=30)
RESEND_AFTER = timedelta(seconds=60)
MOST_MISSES = 5
UNCONFIRMED_KEPT = timedelta(hours=48)


class CodeProblem(models.TextChoices):
    """Why a code does not confirm an enquiry."""

    WRONG = "wrong", _("That is not the code. Look at the mail again: it has six digits.")
    TOO_OFTEN = "too_often", _("That was wrong too often. Ask for a new code.")
    EXPIRED = "expired", _("This code is too old. Ask for a new one.")


class EnquiryObstacle(models.TextChoices):
    """Why somebody may not change an enquiry."""

    NOT_FROM_HERE = (
        "not_from_here",
        pgettext_lazy("staff", "This is not possible in the present state. Somebody was faster."),
    )
    TAKEN = "taken", pgettext_lazy("staff", "Somebody else works on this enquiry.")


@dataclass(frozen=True)
class Wish:
    """What the form brings: checked, but not yet kept."""

    key: UUID
    topic: EnquiryTopic
    name: str
    email: str
    phone: str
    language: str
    interpreter_wanted: bool
    wishes: str
    message: str
    page_key: UUID | None = None


def ask(wish: Wish, *, page: "ContentPage | None", at: datetime) -> Enquiry:
    """Keep an enquiry once, however often the form is sent, and mail the code.

    Without an e-mail address nothing can be mailed: the enquiry waits as new, to be called back.
    """
    try:
        with transaction.atomic():
            enquiry = Enquiry.objects.create(
                key=wish.key,
                page_key=wish.page_key,
                topic=wish.topic,
                name=wish.name,
                email=wish.email,
                phone=wish.phone,
                language=wish.language,
                interpreter_wanted=wish.interpreter_wanted,
                wishes=wish.wishes,
                message=wish.message,
                assigned_to=page.facts.responsible if page else None,
                created_at=at,
                changed_at=at,
                state=EnquiryState.UNCONFIRMED if wish.email else EnquiryState.NEW,
            )
            if wish.email:
                send_code(enquiry, at=at)
            else:
                _tell_staff(enquiry)
    except IntegrityError:
        return Enquiry.objects.get(key=wish.key)
    return enquiry


def may_send_again(enquiry: Enquiry, *, at: datetime) -> bool:
    """A new code at most once a minute, while the enquiry waits for one."""
    if enquiry.state != EnquiryState.UNCONFIRMED:
        return False
    return enquiry.code_sent_at is None or at - enquiry.code_sent_at >= RESEND_AFTER


def send_code(enquiry: Enquiry, *, at: datetime) -> None:
    """Mail a new code; an older one no longer counts."""
    code = f"{secrets.randbelow(1_000_000):06}"
    enquiry.code_number += 1
    enquiry.code_digest = _digest(enquiry, code)
    enquiry.code_sent_at, enquiry.code_misses = at, 0
    with transaction.atomic():
        enquiry.save(update_fields=["code_number", "code_digest", "code_sent_at", "code_misses"])
        notifications.send_code(enquiry, code)


def problem_with(enquiry: Enquiry, code: str, *, at: datetime) -> CodeProblem | None:
    """Why this code does not confirm the enquiry, or None when it does."""
    if enquiry.code_misses >= MOST_MISSES:
        return CodeProblem.TOO_OFTEN
    if enquiry.code_sent_at is None or at - enquiry.code_sent_at > CODE_LASTS:
        return CodeProblem.EXPIRED
    if not hmac.compare_digest(enquiry.code_digest, _digest(enquiry, code)):
        return CodeProblem.WRONG
    return None


def confirm(enquiry: Enquiry, code: str, *, at: datetime) -> CodeProblem | None:
    """Confirm with the mailed code; a confirmed enquiry stays so, whatever is typed."""
    if enquiry.state != EnquiryState.UNCONFIRMED:
        return None
    if problem := problem_with(enquiry, code, at=at):
        Enquiry.objects.filter(pk=enquiry.pk).update(code_misses=F("code_misses") + 1)
        return problem
    with transaction.atomic():
        if _change(enquiry, EnquiryState.NEW, at=at):
            _tell_staff(enquiry)
            notifications.say_received(enquiry)
    return None


def obstacle_to_change(enquiry: Enquiry, to: EnquiryState, user: User) -> EnquiryObstacle | None:
    """Why this person may not bring the enquiry into that state, or None. Who sees it may work on it."""
    if to not in ENQUIRY_CHANGES[EnquiryState(enquiry.state)]:
        return EnquiryObstacle.NOT_FROM_HERE
    if enquiry.assigned_to_id not in {None, user.pk} and not user.is_superuser:
        return EnquiryObstacle.TAKEN
    return None


def change(enquiry: Enquiry, to: EnquiryState, user: User, *, at: datetime) -> EnquiryObstacle | None:
    """Bring an enquiry into another state; who takes one nobody has is assigned."""
    if obstacle := obstacle_to_change(enquiry, to, user):
        return obstacle
    if not _change(enquiry, to, at=at, assigned_to=enquiry.assigned_to_id or user.pk):
        return EnquiryObstacle.NOT_FROM_HERE
    return None


def assign(enquiry: Enquiry, to: User) -> None:
    """Give an enquiry to somebody, who is told."""
    with transaction.atomic():
        Enquiry.objects.filter(pk=enquiry.pk).update(assigned_to=to)
        enquiry.assigned_to = to
        notifications.tell(enquiry, to)


def forget_unconfirmed(at: datetime) -> int:
    """Delete what nobody confirmed within 48 hours; returns how many."""
    old = Enquiry.objects.filter(state=EnquiryState.UNCONFIRMED, created_at__lt=at - UNCONFIRMED_KEPT)
    return old.delete()[0]


def _change(enquiry: Enquiry, to: EnquiryState, *, at: datetime, **fields: object) -> bool:
    """The one door of the state: True when it was still as this row says."""
    here = Enquiry.objects.filter(pk=enquiry.pk, state=enquiry.state)
    changed = bool(here.update(state=to, changed_at=at, **fields))
    enquiry.refresh_from_db()
    return changed


def _tell_staff(enquiry: Enquiry) -> None:
    """Mail the assigned person, else everybody who dispatches enquiries."""
    if enquiry.assigned_to:
        notifications.tell(enquiry, enquiry.assigned_to)
        return
    for user in User.objects.filter(is_active=True, groups__permissions__codename="dispatch_enquiry").distinct():
        notifications.tell(enquiry, user)


def _digest(enquiry: Enquiry, code: str) -> str:
    digits = "".join(sign for sign in code if sign.isdigit())
    secret = f"{settings.SECRET_KEY}:home.enquiry:{enquiry.key}:{digits}"
    return hashlib.sha256(secret.encode()).hexdigest()
