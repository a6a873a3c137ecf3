"""Random walks through sign-ups compared with a small model in plain Python, after every step.

Hypothesis looks for short walks that go wrong; a long walk of 500 steps goes on where it would stop.
`STATE_STEPS`, `STATE_WALKS`, `STATE_LONG` and `STATE_SEEDS` set the sizes.
"""

import os
from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from cms.mail.models import OutboxMessage
from tests.make.volunteering import AT, make_need, make_shift, make_volunteer
from tests.volunteering.invariants import problems
from volunteering.domain import places, shifts
from volunteering.domain.facts import local_day
from volunteering.domain.shifts import ResizeRefused
from volunteering.domain.sign_up import SignUpRefused
from volunteering.domain.waiting import offer_deadline
from volunteering.enums import SignUpState
from volunteering.models import Shift, SignUp, SignUpEvent, Volunteer

STEPS = int(os.environ.get("STATE_STEPS", "40"))
WALKS = int(os.environ.get("STATE_WALKS", "4"))
LONG = int(os.environ.get("STATE_LONG", "500"))
SEEDS = int(os.environ.get("STATE_SEEDS", "1"))
PEOPLE, SHIFTS = range(7), range(3)
HELD = {"offered", "confirmed"}
U = SignUpState


class Model:
    """What must hold, in plain Python: the shifts 0 and 1 overlap, 2 stands alone."""

    def __init__(self, most: list[int]) -> None:
        self.most = most
        self.rows: dict[tuple[int, int], list] = {}  # (person, shift) -> [state, size, ticket, until]
        self.paused: set[int] = set()
        self.cancelled: set[int] = set()
        self.tickets = 0

    def state(self, person: int, shift: int) -> str:
        return self.rows.get((person, shift), ["", 0, 0, None])[0]

    def free(self, shift: int) -> int:
        return self.most[shift] - sum(row[1] for (_p, s), row in self.rows.items() if s == shift and row[0] in HELD)

    def queue(self, shift: int) -> list[int]:
        waiting = [(row[2], p) for (p, s), row in self.rows.items() if s == shift and row[0] == "waitlisted"]
        return [person for _ticket, person in sorted(waiting)]

    def hindered(self, person: int, shift: int) -> bool:
        other = {0: 1, 1: 0}.get(shift)
        clash = other is not None and self.state(person, other) in HELD
        return clash or person in self.paused or shift in self.cancelled

    def put(self, person: int, shift: int, state: str, size: int, until=None) -> None:
        self.tickets += 1
        ticket = self.tickets if state == "waitlisted" else self.rows.get((person, shift), [0, 0, 0])[2]
        self.rows[person, shift] = [state, size, ticket, until]

    def claim(self, person: int, shift: int, size: int, deadline) -> bool:
        taken = self.state(person, shift) in {*HELD, "waitlisted"}
        if taken or self.hindered(person, shift) or size > self.most[shift]:
            return False
        fits = not self.queue(shift) and self.free(shift) >= size
        self.put(person, shift, "confirmed" if fits else "waitlisted", size)
        if not fits:
            self.promote(shift, deadline, present=person)
        return True

    def promote(self, shift: int, deadline, present: int | None = None) -> None:
        for person in self.queue(shift):
            row = self.rows[person, shift]
            if self.free(shift) >= row[1] and not self.hindered(person, shift):
                self.put(person, shift, "confirmed" if person == present else "offered", row[1], deadline(shift))

    def release(self, person: int, shift: int, to: str, deadline) -> None:
        self.rows[person, shift][0] = to
        self.promote(shift, deadline)
        for other in SHIFTS:
            if self.state(person, other) == "waitlisted":
                self.promote(other, deadline)


class SignUps(RuleBasedStateMachine):
    """The same walk through the model and through the doors of the domain."""

    def __init__(self) -> None:
        super().__init__()
        SignUp.objects.all().delete()
        Shift.objects.all().delete()
        Volunteer.objects.all().delete()
        OutboxMessage.objects.all().delete()
        need = make_need()
        self.people = [make_volunteer(email=f"p{n}@post.example").pk for n in PEOPLE]
        days, most = (40, 40 + 1 / 24, 50), [1, 1, 2]
        self.shifts = [make_shift(need, days=d, places=m).pk for d, m in zip(days, most, strict=True)]
        self.model, self.at = Model(most), AT

    def deadline(self, shift: int):
        return offer_deadline(Shift.objects.get(pk=self.shifts[shift]), self.at)

    def row(self, person: int, shift: int) -> SignUp | None:
        return SignUp.objects.filter(volunteer=self.people[person], shift=self.shifts[shift]).first()

    @rule(person=st.sampled_from(PEOPLE), shift=st.sampled_from(SHIFTS), size=st.sampled_from([1, 1, 1, 2]))
    def sign_up(self, person: int, shift: int, size: int) -> None:
        self.at += timedelta(seconds=1)  # nobody queues at the same moment as somebody else
        expected = self.model.claim(person, shift, size, self.deadline)
        try:
            places.claim(self.people[person], self.shifts[shift], size=size, may_wait=True, at=self.at)
            assert expected
        except SignUpRefused:
            assert not expected

    @rule(index=st.integers(0, 60), only_running=st.booleans())
    def withdraw_or_decline(self, index: int, only_running: bool) -> None:
        keys = sorted(
            key for key, row in self.model.rows.items() if not only_running or row[0] in {*HELD, "waitlisted"}
        )
        if not keys:
            return
        person, shift = keys[index % len(keys)]
        state = self.model.state(person, shift)
        if row := self.row(person, shift):
            done = places.withdraw(row.pk, at=self.at)
            assert done is (state in {*HELD, "waitlisted"})
            if done:
                self.model.release(person, shift, "declined" if state == "offered" else "withdrawn", self.deadline)

    @rule(person=st.sampled_from(PEOPLE), shift=st.sampled_from(SHIFTS), offered=st.booleans())
    def accept(self, person: int, shift: int, offered: bool) -> None:
        running = sorted(key for key, row in self.model.rows.items() if row[0] == "offered")
        if offered and running:
            person, shift = running[0]
        if row := self.row(person, shift):
            found = self.model.rows[person, shift]
            holds = found[0] == "offered" and found[3] > self.at
            try:
                places.confirm_offer(row.pk, at=self.at)
                assert holds
                found[0] = "confirmed"
            except SignUpRefused:
                assert not holds

    @rule(hours=st.sampled_from([1, 7, 25]))
    def time_passes_and_offers_lapse(self, hours: int) -> None:
        self.at += timedelta(hours=hours)
        self.at = min(self.at, AT + timedelta(days=30))
        over = [(row[3], self.row(*key).pk, key) for key, row in self.model.rows.items() if row[0] == "offered"]
        lapsed = places.lapse_offers(at=self.at)
        count = 0
        for until, _pk, key in sorted(over):
            if until <= self.at and self.model.state(*key) == "offered":
                self.model.release(*key, "expired", self.deadline)
                count += 1
        assert lapsed == count

    @rule(giver=st.sampled_from(PEOPLE), taker=st.sampled_from(PEOPLE), shift=st.sampled_from(SHIFTS))
    def hand_over(self, giver: int, taker: int, shift: int) -> None:
        if row := self.row(giver, shift):
            model = self.model
            allowed = (
                model.state(giver, shift) == "confirmed"
                and giver != taker
                and model.state(taker, shift) not in HELD
                and not model.hindered(taker, shift)
            )
            try:
                places.hand_over(row.pk, self.people[taker], at=self.at)
                assert allowed
            except SignUpRefused:
                assert not allowed
                return
            model.rows[giver, shift][0] = "withdrawn"
            model.put(taker, shift, "confirmed", 1)
            model.promote(shift, self.deadline)
            for other in SHIFTS:
                if model.state(giver, other) == "waitlisted":
                    model.promote(other, self.deadline)

    @rule(shift=st.sampled_from(SHIFTS), most=st.integers(1, 3))
    def grow_or_shrink(self, shift: int, most: int) -> None:
        taken = self.model.most[shift] - self.model.free(shift)
        try:
            shifts.resize(self.shifts[shift], places_min=1, places_max=most, at=self.at)
            assert taken <= most
        except ResizeRefused:
            assert taken > most
            return
        self.model.most[shift] = most
        self.model.promote(shift, self.deadline)

    @rule(person=st.sampled_from(PEOPLE))
    def pause_or_come_back(self, person: int) -> None:
        paused = person in self.model.paused
        until = None if paused else local_day(AT + timedelta(days=90))
        Volunteer.objects.filter(pk=self.people[person]).update(paused_until=until)
        self.model.paused ^= {person}

    @rule()
    def sweep(self) -> None:
        shifts.sweep(at=self.at)
        for shift in SHIFTS:
            self.model.promote(shift, self.deadline)
        assert [one for one in problems(self.at) if "waits beside" in one] == []

    @rule(shift=st.sampled_from(SHIFTS), sure=st.integers(1, 50))
    def call_off(self, shift: int, sure: int) -> None:
        if sure > 1 or shift in self.model.cancelled:
            return
        shifts.cancel_shift(self.shifts[shift], reason="", at=self.at)
        self.model.cancelled.add(shift)
        for person in PEOPLE:
            if self.model.state(person, shift) in {*HELD, "waitlisted"}:
                self.model.release(person, shift, "cancelled", self.deadline)

    @invariant()
    def states_queues_and_counters_are_equal(self) -> None:
        person_of = {pk: number for number, pk in enumerate(self.people)}
        for number, pk in enumerate(self.shifts):
            rows = SignUp.objects.filter(shift=pk).order_by("priority", "queued_at", "pk")
            assert {person_of[row.volunteer_id]: row.state for row in rows} == {
                person: row[0] for (person, shift), row in self.model.rows.items() if shift == number
            }
            waiting = [person_of[row.volunteer_id] for row in rows if row.state == U.WAITLISTED]
            assert waiting == self.model.queue(number)
            shift = Shift.objects.get(pk=pk)
            taken = self.model.most[number] - self.model.free(number)
            assert (shift.places_max, shift.places_taken, shift.waiting) == (
                self.model.most[number],
                taken,
                len(waiting),
            )
        assert [one for one in problems(self.at) if "waits beside" not in one] == []


@pytest.mark.django_db
def test_walks_that_hypothesis_chooses_agree_with_the_model() -> None:
    run_state_machine_as_test(
        SignUps,
        settings=settings(
            max_examples=WALKS,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def step(machine: SignUps, random: Random) -> None:
    """One step of a long walk: mostly sign-ups and cancellations, now and then everything else."""
    person, shift, dice = random.choice(PEOPLE), random.choice(SHIFTS), random.random()
    if dice < 0.60:
        machine.sign_up(person=person, shift=shift, size=random.choice([1, 1, 1, 2]))
    elif dice < 0.74:
        machine.withdraw_or_decline(index=random.randrange(60), only_running=True)
    elif dice < 0.78:
        machine.accept(person=person, shift=shift, offered=random.random() < 0.8)
    elif dice < 0.83:
        machine.time_passes_and_offers_lapse(hours=random.choice([1, 7, 25]))
    elif dice < 0.88:
        machine.hand_over(giver=person, taker=random.choice(PEOPLE), shift=shift)
    elif dice < 0.92:
        machine.grow_or_shrink(shift=shift, most=random.choice([1, 1, 1, 2]))
    elif dice < 0.97:
        back = machine.model.paused and random.random() < 0.8
        machine.pause_or_come_back(person=min(machine.model.paused) if back else person)
    else:
        machine.sweep()


@pytest.mark.django_db
@pytest.mark.acceptance("V10")
@pytest.mark.parametrize("seed", range(SEEDS))
def test_long_walk_agrees_with_the_model_at_every_step(seed: int) -> None:
    random, machine = Random(seed), SignUps()

    for _number in range(LONG):
        step(machine, random)
        machine.states_queues_and_counters_are_equal()
    machine.call_off(shift=0, sure=1)
    machine.sweep()
    machine.states_queues_and_counters_are_equal()

    happened = set(SignUpEvent.objects.values_list("from_state", "to_state"))
    assert {
        ("", U.CONFIRMED),
        ("", U.WAITLISTED),
        (U.WAITLISTED, U.OFFERED),
        (U.OFFERED, U.CONFIRMED),
        (U.OFFERED, U.DECLINED),
        (U.CONFIRMED, U.WITHDRAWN),
        (U.WITHDRAWN, U.WAITLISTED),
    } <= happened
