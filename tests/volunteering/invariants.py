"""The invariants of volunteering, asked of the whole database; used by the race test and the state machine, too."""

from collections import defaultdict
from datetime import datetime

from volunteering.domain.waiting import obstacles_to_take_offer, queue_is_closed
from volunteering.enums import COUNTED, HOLDING, ShiftState, SignUpState
from volunteering.models import Shift, SignUp, SignUpEvent


def problems(at: datetime) -> list[str]:
    """One sentence for each breach of the invariants 1 to 6 at `at`."""
    sign_ups = list(SignUp.objects.select_related("shift", "volunteer").order_by("pk"))
    return [*_counters(sign_ups), *_overlaps(sign_ups), *_twice(sign_ups), *_histories(sign_ups), *_idle(sign_ups, at)]


def _counters(sign_ups: list[SignUp]) -> list[str]:
    found = []
    for shift in Shift.objects.all():
        own = [one for one in sign_ups if one.shift_id == shift.pk]
        taken = sum(one.group_size for one in own if one.state in COUNTED)
        waiting = sum(one.state == SignUpState.WAITLISTED for one in own)
        if shift.places_taken != taken or taken > shift.places_max:
            found.append(
                f"{shift}: {shift.places_taken} of {shift.places_max} taken by its counter, {taken} by its rows"
            )
        if shift.waiting != waiting:
            found.append(f"{shift}: {shift.waiting} waiting by its counter, {waiting} by its rows")
    return found


def _overlaps(sign_ups: list[SignUp]) -> list[str]:
    by_person = defaultdict(list)
    for one in sign_ups:
        if one.state in HOLDING:
            by_person[one.volunteer_id].append(one)
    return [
        f"volunteer {person}: {first} and {second} overlap"
        for person, held in by_person.items()
        for index, first in enumerate(held)
        for second in held[index + 1 :]
        if first.starts_at < second.ends_at and first.ends_at > second.starts_at
    ]


def _twice(sign_ups: list[SignUp]) -> list[str]:
    pairs = [(one.volunteer_id, one.shift_id) for one in sign_ups]
    return [f"volunteer and shift {pair} more than once" for pair in set(pairs) if pairs.count(pair) > 1]


def _histories(sign_ups: list[SignUp]) -> list[str]:
    last = dict(SignUpEvent.objects.order_by("pk").values_list("sign_up_id", "to_state"))
    return [f"{one}: the history ends with {last.get(one.pk)}" for one in sign_ups if last.get(one.pk) != one.state]


def _idle(sign_ups: list[SignUp], at: datetime) -> list[str]:
    """No place is free beside a waiting person who could take it."""
    found = []
    for one in sign_ups:
        shift = one.shift
        if one.state != SignUpState.WAITLISTED or shift.state != ShiftState.OPEN or queue_is_closed(shift, at=at):
            continue
        if shift.places_max - shift.places_taken >= one.group_size and not obstacles_to_take_offer(one, at=at):
            found.append(f"{one}: waits beside {shift.places_max - shift.places_taken} free places")
    return found
