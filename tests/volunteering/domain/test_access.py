"""Who sees which rows and may do what."""

import pytest
from django.contrib.auth.models import AnonymousUser

from cms.users.models import User
from tests.make.people import make_staff, make_user
from tests.make.volunteering import make_need, make_shift, make_sign_up, make_volunteer
from volunteering.domain.access import Action, Refusal, may, obstacle_to, visible_to
from volunteering.enums import VolunteerState
from volunteering.models import Need, PendingSignUp, Shift, SignUp, SignUpEvent, Volunteer

pytestmark = pytest.mark.django_db


def codes(user: object) -> set[str]:
    return {need.address_hint for need in visible_to(Need.objects.all(), user)}


def test_needs_by_who_looks() -> None:
    for hint, fields in {
        "public": {},
        "members": {"visibility": "members"},
        "asked": {"visibility": "asked"},
        "draft": {"published": False},
    }.items():
        make_need(address_hint=hint, **fields)
    active, new = make_volunteer(), make_volunteer(state=VolunteerState.INTERESTED)

    assert codes(AnonymousUser()) == {"public"}
    assert codes(new.user) == {"public"}
    assert codes(active.user) == {"public", "members"}
    assert codes(make_staff("volunteer coordinator")) == {"public", "members", "asked", "draft"}
    assert codes(make_staff("agency manager")) == {"public", "members", "asked", "draft"}
    assert codes(make_staff("communications editor")) == {"public"}


def test_people_and_sign_ups_belong_to_themselves_and_the_coordination() -> None:
    one, other = make_volunteer(), make_volunteer()
    shift = make_shift()
    own, _foreign = make_sign_up(shift, one), make_sign_up(shift, other)

    def seen(user: object) -> list[int]:
        rows = (Volunteer, SignUp, SignUpEvent)
        return [visible_to(model.objects.all(), user).count() for model in rows]

    assert seen(AnonymousUser()) == [0, 0, 0]
    assert seen(one.user) == [1, 1, 1]
    assert list(visible_to(SignUp.objects.all(), one.user)) == [own]
    assert seen(make_staff("volunteer coordinator")) == [2, 2, 2]
    assert seen(make_staff("agency manager")) == [0, 0, 0]
    assert seen(make_staff("clearance officer")) == [0, 0, 0]


def test_shifts_follow_their_need_and_pending_wishes_are_nobodys() -> None:
    make_shift()
    make_shift(published=False)

    assert visible_to(Shift.objects.all(), AnonymousUser()).count() == 1
    assert visible_to(PendingSignUp.objects.all(), make_staff("volunteer coordinator")).count() == 0


RIGHTS = {
    "volunteer coordinator": {
        Action.EDIT_NEED,
        Action.PUBLISH_NEED,
        Action.DECIDE,
        Action.SEE_PEOPLE,
        Action.CANCEL_SHIFT,
    },
    "agency manager": {Action.EDIT_NEED, Action.PUBLISH_NEED},
    "clearance officer": set(),
    "communications editor": set(),
    "publisher": set(),
    "opening advisor": set(),
    "course office": set(),
}


@pytest.mark.parametrize("group", RIGHTS)
def test_rights_of_each_role(group: str) -> None:
    user = make_staff(group)

    assert {action for action in Action if may(action, user)} == RIGHTS[group]


def test_volunteer_has_no_right_of_the_staff_and_never_enters_the_admin() -> None:
    user: User = make_volunteer().user

    assert {action for action in Action if may(action, user)} == set()
    assert not user.has_perm("wagtailadmin.access_admin")


def test_own_sign_up_is_changed_by_its_person_alone() -> None:
    sign_up = make_sign_up(make_shift())

    assert obstacle_to(Action.CHANGE_SIGN_UP, sign_up.volunteer.user, sign_up) is None
    assert obstacle_to(Action.CHANGE_SIGN_UP, make_user(), sign_up) is Refusal.NOT_YOURS
    assert obstacle_to(Action.CHANGE_SIGN_UP, AnonymousUser(), sign_up) is Refusal.NOT_YOURS
    assert obstacle_to(Action.DECIDE, make_user()) is Refusal.NO_RIGHT
