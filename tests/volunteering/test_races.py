"""Many people at the same moment: real processes on a fresh database, with a control run that must go wrong.

`RACE_PROCESSES` (8; 16 in the long run) and `RACE_PEOPLE` (200) set the size.
"""

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.databases import Databases
from tests.volunteering import racing
from tests.volunteering.racing import PEOPLE, PROCESSES, Race

pytestmark = [pytest.mark.acceptance("V7")]


@pytest.fixture(scope="module")
def race(databases: Databases, django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Race]:
    race = Race(databases, tmp_path_factory.mktemp("race"))
    yield race
    race.close()


@pytest.fixture(scope="module")
def people(race: Race) -> list[int]:
    return race.one(racing.make_people, PEOPLE)


@pytest.fixture(autouse=True)
def _nobody_signed_up(race: Race) -> None:
    race.one(racing.forget_sign_ups)


def shared_out(pairs: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The pairs dealt to the processes like cards."""
    return [pairs[number::PROCESSES] for number in range(PROCESSES)]


def flat(answers: list[list[tuple[int, int, str]]]) -> list[tuple[int, int, str]]:
    return [answer for several in answers for answer in several]


@pytest.mark.parametrize(("places", "may_wait"), [(1, False), (5, True), (17, False)])
def test_exactly_as_many_are_confirmed_as_there_are_places(
    race: Race, people: list[int], places: int, may_wait: bool
) -> None:
    (shift,) = race.one(racing.make_shifts, 1, places, 0, 7)

    answers = flat(
        race.all(racing.claim_each, [(pairs, may_wait) for pairs in shared_out([(one, shift) for one in people])])
    )

    other = "waitlisted" if may_wait else "refused: full"
    assert Counter(answer for _person, _shift, answer in answers) == {
        "confirmed": places,
        other: len(people) - places,
    }
    acknowledged = {answer for answer in answers if not answer[2].startswith("refused")}
    assert acknowledged == set(race.one(racing.stored))
    assert race.one(racing.breaches) == []


def test_nobody_gets_two_places_at_the_same_time(race: Race, people: list[int]) -> None:
    first, second = race.one(racing.make_shifts, 2, len(people), 1, 7)
    half = PROCESSES // 2
    decks = [people[number::half] for number in range(half)]
    arguments = [([(one, first) for one in deck], False) for deck in decks]
    arguments += [([(one, second) for one in deck], False) for deck in decks]
    arguments += [([], False)] * (PROCESSES - len(arguments))

    answers = flat(race.all(racing.claim_each, arguments))

    by_person: dict[int, set[str]] = {}
    for person, _shift, answer in answers:
        by_person.setdefault(person, set()).add(answer)
    assert all(found == {"confirmed", "refused: overlap"} for found in by_person.values()), by_person
    assert len(race.one(racing.stored)) == len(people)
    assert race.one(racing.breaches) == []


def test_double_click_from_everywhere_makes_one_sign_up_and_one_mail(race: Race, people: list[int]) -> None:
    (shift,) = race.one(racing.make_shifts, 1, 40, 0, 7)

    answers = flat(race.all(racing.claim_each, [([(people[0], shift)], True)] * PROCESSES))

    assert Counter(answer for *_, answer in answers) == {"confirmed": 1, "refused: already_in": PROCESSES - 1}
    assert race.one(racing.stored) == [(people[0], shift, "confirmed")]
    assert race.one(racing.mails) == ["volunteering.confirmed"]


@pytest.mark.acceptance("V8")
def test_parallel_requests_on_one_place_each_get_an_answer(race: Race, people: list[int]) -> None:
    (shift,) = race.one(racing.make_shifts, 1, 1, 0, 7)

    answers = flat(
        race.all(racing.claim_each, [(pairs, False) for pairs in shared_out([(one, shift) for one in people[:20]])])
    )

    assert Counter(answer for *_, answer in answers) == {"confirmed": 1, "refused: full": 19}


def test_offer_is_either_accepted_or_lapsed(race: Race, people: list[int]) -> None:
    number = min(40, PEOPLE // 3)
    shifts = race.one(racing.make_shifts, number, 1, 3, 7)
    offers = race.one(racing.make_offers, shifts, people[:number], people[number : 2 * number])

    worked = race.all(racing.answer_or_lapse, [(offers, process % 2 == 0) for process in range(PROCESSES)])

    assert sum(worked) == number
    ends = Counter(state for person, _shift, state in race.one(racing.stored) if person in people[number : 2 * number])
    assert sum(ends.values()) == ends["confirmed"] + ends["expired"] == number
    assert race.one(racing.breaches) == []


def test_storm_breaks_no_invariant(race: Race, people: list[int]) -> None:
    shifts = race.one(racing.make_shifts, 20, 4, 1, 7)

    done = race.all(racing.storm, [(seed, 60, people[:40], shifts) for seed in range(PROCESSES)])

    total = Counter()
    for one in done:
        total.update(one)
    assert sum(total.values()) == 60 * PROCESSES
    assert {"confirmed", "waitlisted", "refused", "withdrawn True", "handed over"} <= set(total), total
    assert race.one(racing.breaches) == []


def test_control_without_protection_books_over_and_twice(race: Race, people: list[int]) -> None:
    """Shows that the race can be seen: the same load with a check before the insert goes wrong."""
    race.one(racing.without_net, True)
    shifts = race.one(racing.make_shifts, 20, 1, 3, 7)
    pair = race.one(racing.make_shifts, 2, len(people), 1, 14)

    for shift in shifts:
        race.all(racing.check_then_insert, [([(people[number], shift)],) for number in range(PROCESSES)])
    _twice, over = race.one(racing.booked_twice_and_over)
    race.one(racing.forget_sign_ups)
    race.all(
        racing.check_then_insert,
        [([(one, pair[number % 2]) for one in people[number // 2 :: PROCESSES // 2]],) for number in range(PROCESSES)],
    )
    twice, _over = race.one(racing.booked_twice_and_over)
    race.one(racing.forget_sign_ups)
    race.one(racing.without_net, False)

    assert over > 0
    assert twice > 0
