"""Who translates for the house: inviting people by their address, and ending what they may do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import pgettext_lazy
from wagtail.log_actions import log
from wagtail.models import Locale
from wagtail.users.models import UserProfile

from cms.translation import notifications
from cms.translation.languages import LANGUAGES, SOURCE, endonym
from cms.translation.models import Assignment, TranslatorRole
from cms.translation.rights import may_lead
from cms.translation.roots import roots
from cms.users.accounts import account_for
from cms.users.roles import works_in_the_admin

if TYPE_CHECKING:
    from cms.users.models import User


class InviteObstacle(StrEnum):
    """Why nobody can be invited, or why a role cannot be ended."""

    NO_RIGHT = "no_right"
    NO_LANGUAGE = "no_language"
    NOTHING_TO_DO = "nothing_to_do"
    ENDED = "ended"

    @property
    def sentence(self) -> str:
        """What the lead reads."""
        return str(_SENTENCES[self])


_SENTENCES = {
    InviteObstacle.NO_RIGHT: pgettext_lazy("staff", "Only whoever leads the translations may do this."),
    InviteObstacle.NO_LANGUAGE: pgettext_lazy("staff", "Choose at least one language."),
    InviteObstacle.NOTHING_TO_DO: pgettext_lazy("staff", "Choose at least one: translates, or checks and publishes."),
    InviteObstacle.ENDED: pgettext_lazy("staff", "This role has ended already."),
}


class InviteRefused(ValueError):
    """Nothing was changed; `obstacle` says why."""

    def __init__(self, obstacle: InviteObstacle) -> None:
        super().__init__(obstacle.sentence)
        self.obstacle = obstacle


@dataclass(frozen=True)
class Duty:
    """What somebody is asked to do, in which languages."""

    codes: Sequence[str]
    translate: bool = True
    review: bool = False


def obstacle_to_invite(duty: Duty, by: "User") -> InviteObstacle | None:
    """The first reason why somebody cannot be invited to this, or None when they can."""
    if not may_lead(by):
        return InviteObstacle.NO_RIGHT
    if not set(duty.codes) <= set(LANGUAGES) - {SOURCE} or not duty.codes:
        return InviteObstacle.NO_LANGUAGE
    return None if duty.translate or duty.review else InviteObstacle.NOTHING_TO_DO


@transaction.atomic
def invite(duty: Duty, *, email: str, name: str, language: str, by: "User", at: datetime) -> "User":
    """Give somebody a role in each language and write to them how to begin; whoever has an account keeps it.

    A role that ended begins anew, one that is there gets these duties. Raises InviteRefused.
    """
    if obstacle := obstacle_to_invite(duty, by):
        raise InviteRefused(obstacle)
    user = account_for(email, name=name, language=language)
    for code in duty.codes:
        role = _give(user, code, duty, on=localdate(at))
        _log(role, "translation.invite", by, translate=duty.translate, review=duty.review)
    if not works_in_the_admin(user):
        _without_wagtails_mails(user)
    notifications.invited(user, list(duty.codes), by=by, at=at)
    return user


def _give(user: "User", code: str, duty: Duty, *, on: date) -> TranslatorRole:
    """One row for each person and language: its beginning stays unless it had ended."""
    locale = Locale.objects.get(language_code=code)
    role = TranslatorRole.objects.filter(user=user, locale=locale).first()
    if role is None:
        role = TranslatorRole(user=user, locale=locale, valid_from=on)
    elif role.valid_from > on or has_ended(role, on=on):
        role.valid_from = on
    role.valid_until, role.may_translate, role.may_review = None, duty.translate, duty.review
    role.save()
    return role


def _without_wagtails_mails(user: "User") -> None:
    """Wagtail's own letters lead into the admin, where translators have no business; ours tell them."""
    off = dict.fromkeys(("submitted_notifications", "approved_notifications", "rejected_notifications"), False)
    UserProfile.objects.update_or_create(user=user, defaults=off)


def has_ended(role: TranslatorRole, *, on: date) -> bool:
    """Whether the last day of a role has passed."""
    return role.valid_until is not None and role.valid_until < on


def obstacle_to_end(role: TranslatorRole, by: "User", *, on: date) -> InviteObstacle | None:
    """The reason why a role cannot be ended, or None when it can."""
    if not may_lead(by):
        return InviteObstacle.NO_RIGHT
    return InviteObstacle.ENDED if has_ended(role, on=on) else None


@transaction.atomic
def end_role(role: TranslatorRole, *, by: "User", at: datetime) -> None:
    """The person may do nothing in this language any more, at once; what was assigned to them is free again.

    What they translated stays. A role given today was never there. Raises InviteRefused.
    """
    today = localdate(at)
    if obstacle := obstacle_to_end(role, by, on=today):
        raise InviteRefused(obstacle)
    _log(role, "translation.end_role", by)
    Assignment.objects.filter(assignee_id=role.user_id, locale_id=role.locale_id, ended_at=None).update(ended_at=at)
    if role.valid_from >= today:
        role.delete()
        return
    role.valid_until = today - timedelta(days=1)
    role.save(update_fields=["valid_until"])


def _log(role: TranslatorRole, action: str, by: "User", **data: bool) -> None:
    """Under the name of the language, not of the person: the log outlives accounts."""
    code = roots().code_of(role.locale_id)
    log(instance=role, action=action, user=by, title=endonym(code), data={"language": code, **data})
