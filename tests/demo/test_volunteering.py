"""The story of volunteering can be told on any day, and shows sign-ups in all states without breaking a rule."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cms.demo import network, people, volunteering
from cms.demo.story import Story
from tests.volunteering.invariants import problems
from volunteering.domain import shifts
from volunteering.enums import NeedState, SignUpState
from volunteering.models import Need, Shift, SignUp, Volunteer

MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.django_db
@pytest.mark.parametrize("hours", [24 * day + 6 * (day % 3) for day in range(7)])
def test_story_of_volunteering_holds_on_every_day(hours: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(volunteering, "translations", lambda _code: {})
    at = MONDAY + timedelta(hours=hours)
    story = Story()
    people.tell(story, at)
    network.tell(story, at)

    volunteering.tell(story, at)

    assert set(SignUp.objects.values_list("state", flat=True)) == set(SignUpState.values)
    assert (Volunteer.objects.count(), Need.objects.filter(state=NeedState.PUBLISHED).count()) == (15, 10)
    assert Shift.objects.filter(waiting__gt=0).exists()
    assert SignUp.objects.filter(state=SignUpState.OFFERED, offered_until__gt=at).count() == 1
    assert (problems(at), shifts.recount()) == ([], [])
