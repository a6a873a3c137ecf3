"""The portal in the account: who has it, and what is next there."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from cms.users.portals import portals_of
from tests.make.people import make_user
from tests.make.volunteering import AT, fill, make_shift, make_sign_up, make_volunteer
from volunteering import portal
from volunteering.domain import places
from volunteering.enums import SignUpState

pytestmark = pytest.mark.django_db


def test_volunteers_have_the_portal_and_others_do_not() -> None:
    assert [found.key for found in portals_of(make_volunteer().user)] == ["volunteering"]
    assert "volunteering" not in [found.key for found in portals_of(make_user())]


def test_offers_come_before_the_next_shift() -> None:
    person = make_volunteer()
    wanted, taken, later = make_shift(places=1), make_shift(days=9), make_shift(days=20)
    (holder,) = fill(wanted)
    offer = make_sign_up(wanted, person, state=SignUpState.WAITLISTED)
    places.withdraw(holder.pk, at=AT)
    make_sign_up(taken, person)
    make_sign_up(later, person)
    offer.refresh_from_db()

    with override("en"):
        steps = portal.steps(person.user, AT)

    assert [(step.sentence, step.url, step.due) for step in steps] == [
        (
            "A place is kept for you: \u2068Hausaufgabenhilfe\u2069. Please answer.",
            "/en/mitmachen/mein/",
            offer.offered_until,
        ),
        (
            "Next shift: \u2068Hausaufgabenhilfe\u2069, Wednesday, 10 June, \u206612:00–14:00\u2069",
            "/en/mitmachen/mein/",
            None,
        ),
    ]
    assert portal.steps(person.user, AT + timedelta(days=60)) == []
