"""Who may see which rows, and who may do what. Staff rights are permissions; a stranger's object is not there."""

from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import pgettext_lazy

from volunteering.enums import NeedState, Visibility, VolunteerState
from volunteering.models import Need, PendingSignUp, Shift, SignUp, SignUpEvent, Volunteer


class Action(StrEnum):
    """What somebody wants to do."""

    EDIT_NEED = "edit_need"
    PUBLISH_NEED = "publish_need"
    DECIDE = "decide"
    SEE_PEOPLE = "see_people"
    CANCEL_SHIFT = "cancel_shift"
    CHANGE_SIGN_UP = "change_sign_up"


_PERMISSIONS = {
    Action.EDIT_NEED: "volunteering.change_need",
    Action.PUBLISH_NEED: "volunteering.publish_need",
    Action.DECIDE: "volunteering.decide_signup",
    Action.SEE_PEOPLE: "volunteering.view_volunteer",
    Action.CANCEL_SHIFT: "volunteering.decide_signup",
}


class Refusal(models.TextChoices):
    """Why somebody may not do something."""

    NOT_YOURS = "not_yours", pgettext_lazy("staff", "This belongs to somebody else.")
    NO_RIGHT = "no_right", pgettext_lazy("staff", "Your role does not include this. Ask the manager of the agency.")


def obstacle_to(action: Action, user: Any, target: models.Model | None = None) -> Refusal | None:
    """Why this user may not do this to the target, or None when they may.

    A sign-up is changed by the person it belongs to; all else is the business of the staff.
    """
    if action is Action.CHANGE_SIGN_UP:
        volunteer = getattr(target, "volunteer", None)
        own = user.is_authenticated and volunteer is not None and volunteer.user_id == user.pk
        return None if own else Refusal.NOT_YOURS
    return None if user.is_active and user.has_perm(_PERMISSIONS[action]) else Refusal.NO_RIGHT


def may(action: Action, user: Any, target: models.Model | None = None) -> bool:
    """The same as a plain yes or no."""
    return obstacle_to(action, user, target) is None


def needs_visible_to(user: Any) -> QuerySet[Need]:
    """Public needs for everybody; active volunteers also those for members; staff all."""
    if user.has_perm("volunteering.view_need"):
        return Need.objects.all()
    seen = [Visibility.PUBLIC]
    if user.is_authenticated and Volunteer.objects.filter(user=user, state=VolunteerState.ACTIVE).exists():
        seen.append(Visibility.MEMBERS)
    return Need.objects.filter(state=NeedState.PUBLISHED, visibility__in=seen)


def sign_ups_of(user: Any) -> QuerySet[SignUp]:
    """The own sign-ups of this user."""
    if not user.is_authenticated:
        return SignUp.objects.none()
    return SignUp.objects.filter(volunteer__user=user)


def visible_to(queryset: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """The rows of this queryset the user may see. Raises KeyError for a model without a rule."""
    return queryset.filter(pk__in=_VISIBLE[queryset.model](user).values("pk"))


def _volunteers(user: Any) -> QuerySet[Volunteer]:
    if user.has_perm("volunteering.view_volunteer"):
        return Volunteer.objects.all()
    return Volunteer.objects.filter(user=user) if user.is_authenticated else Volunteer.objects.none()


def _sign_ups(user: Any) -> QuerySet[SignUp]:
    return SignUp.objects.all() if user.has_perm("volunteering.view_signup") else sign_ups_of(user)


_VISIBLE: dict[type[models.Model], Any] = {
    Need: needs_visible_to,
    Shift: lambda user: Shift.objects.filter(need__in=needs_visible_to(user)),
    Volunteer: _volunteers,
    SignUp: _sign_ups,
    SignUpEvent: lambda user: SignUpEvent.objects.filter(sign_up__in=_sign_ups(user)),
    PendingSignUp: lambda user: PendingSignUp.objects.none(),
}
