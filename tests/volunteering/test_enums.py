"""Maps of states: every member has its row, and exactly the changes of the specification are allowed."""

from itertools import product

import pytest

from volunteering import enums
from volunteering.enums import (
    NEED_CHANGES,
    SHIFT_CHANGES,
    SIGN_UP_CHANGES,
    VOLUNTEER_CHANGES,
    Level,
    NeedState,
    Obstacle,
    Reason,
    ShiftState,
    SignUpState,
    VolunteerState,
)

# The specification (volunteering.md 3.3), written out a second time: from -> to.
ALLOWED = {
    VolunteerState: """
        interested: contacted interview onboarding active left
        contacted: interview onboarding active left
        interview: onboarding active left
        onboarding: active left
        active: paused left
        paused: active left
        left: interested
    """,
    NeedState: """
        draft: submitted published
        submitted: published draft declined
        published: paused closed
        paused: published closed
        closed: archived
        archived:
        declined:
    """,
    ShiftState: """
        open: moving cancelled done
        moving: open
        cancelled:
        done:
    """,
    SignUpState: """
        requested: confirmed waitlisted rejected withdrawn expired cancelled
        waitlisted: offered withdrawn expired cancelled
        offered: confirmed declined expired cancelled
        confirmed: withdrawn cancelled offered waitlisted attended excused no_show
        withdrawn: requested waitlisted offered confirmed
        declined: requested waitlisted offered confirmed
        expired: requested waitlisted offered confirmed
        rejected: requested waitlisted offered confirmed
        cancelled:
        attended: excused no_show
        excused: attended no_show
        no_show: attended excused
    """,
}
MAPS = {
    VolunteerState: VOLUNTEER_CHANGES,
    NeedState: NEED_CHANGES,
    ShiftState: SHIFT_CHANGES,
    SignUpState: SIGN_UP_CHANGES,
}


def rows(text: str) -> dict[str, set[str]]:
    lines = (line.split(":") for line in text.strip().splitlines())
    return {name.strip(): set(targets.split()) for name, targets in lines}


@pytest.mark.parametrize("states", MAPS, ids=lambda states: states.__name__)
def test_full_product_of_states_is_allowed_exactly_as_specified(states: type) -> None:
    written = rows(ALLOWED[states])

    assert set(MAPS[states]) == set(states)
    assert {
        (before.value, after.value): after in MAPS[states][before] for before, after in product(states, states)
    } == {
        (before.value, after.value): after.value in written[before.value] for before, after in product(states, states)
    }


def test_groups_of_states_do_not_drift() -> None:
    assert {state.value for state in enums.HOLDING} == {"offered", "confirmed"}
    assert {state.value for state in enums.COUNTED} == {"offered", "confirmed", "attended", "excused", "no_show"}


def test_levels_rise_from_first_words_to_first_language() -> None:
    assert [level.rank for level in Level] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("kind", [Obstacle, Reason])
def test_every_member_has_a_sentence_of_its_own(kind: type) -> None:
    sentences = [str(member.sentence) for member in kind]

    assert len(set(sentences)) == len(sentences)
    assert all(sentence.strip() for sentence in sentences)
