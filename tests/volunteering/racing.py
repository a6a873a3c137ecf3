"""Processes that race for places: real ones, each with its own connection, let go at the same moment.

The functions under *In the racing process* run there; each takes plain values and returns plain values.
"""

import multiprocessing
import os
import sqlite3
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from tests.databases import Databases

PROCESSES = int(os.environ.get("RACE_PROCESSES", "8"))
PEOPLE = int(os.environ.get("RACE_PEOPLE", "200"))
START = 300  # seconds until every process has loaded the house


class Race:
    """A fresh database and processes that wait for the start."""

    def __init__(self, databases: Databases, folder: Path) -> None:
        self.databases, self.folder = databases, folder
        self.name = f"house_race_{os.getpid()}"
        context = multiprocessing.get_context("spawn")
        self.barrier = context.Barrier(PROCESSES)
        self.pipes, self.processes = [], []
        environment = {**os.environ, **self._make_database(), "PAGE_CACHE_SECONDS": "0"}
        before = dict(os.environ)
        os.environ.update(environment)
        try:
            for _number in range(PROCESSES):
                here, there = context.Pipe()
                process = context.Process(target=_work, args=(there, self.barrier), daemon=True)
                process.start()
                self.pipes.append(here)
                self.processes.append(process)
        finally:
            os.environ.clear()
            os.environ.update(before)

    def _make_database(self) -> dict[str, str]:
        template = self.databases.names["base"]
        if self.databases.on_postgresql:
            self.databases.drop(self.name)
            self.databases.create(self.name, template)
            parts = urlsplit(os.environ["DATABASE_URL"])
            return {"DATABASE_URL": urlunsplit(parts._replace(path=f"/{self.name}"))}
        with sqlite3.connect(self.databases.path(template)) as source:
            with sqlite3.connect(self.folder / "house.sqlite3") as copy:
                source.backup(copy)
            copy.close()
        source.close()
        return {"DATA_DIR": str(self.folder), "DATABASE_URL": ""}

    def one(self, function: Callable[..., Any], *args: Any) -> Any:
        """Run this in one process."""
        return self._collect([(0, function.__name__, args, False)])[0]

    def all(self, function: Callable[..., Any], arguments: list[tuple[Any, ...]]) -> list[Any]:
        """Run this in every process at the same moment, each with its own arguments."""
        assert len(arguments) == PROCESSES
        return self._collect([(number, function.__name__, args, True) for number, args in enumerate(arguments)])

    def _collect(self, tasks: list[tuple[int, str, tuple[Any, ...], bool]]) -> list[Any]:
        for number, name, args, together in tasks:
            self.pipes[number].send((name, args, together))
        answers = []
        for number, _name, _args, _together in tasks:
            while not self.pipes[number].poll(1):
                if not self.processes[number].is_alive():
                    raise AssertionError(f"Racing process {number} ended by itself.")
            kind, answer = self.pipes[number].recv()
            if kind == "error":
                raise AssertionError(f"Racing process {number} failed:\n{answer}")
            answers.append(answer)
        return answers

    def close(self) -> None:
        """End the processes and drop the database."""
        for pipe, process in zip(self.pipes, self.processes, strict=True):
            if process.is_alive():
                pipe.send(None)
        for process in self.processes:
            process.join(10)
        if self.databases.on_postgresql:
            self.databases.drop(self.name)


def _work(pipe: Any, barrier: Any) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
    import django

    django.setup()
    while (task := pipe.recv()) is not None:
        name, args, together = task
        try:
            if together:
                barrier.wait(START)
            pipe.send(("done", globals()[name](*args)))
        except Exception:  # told to the test, which fails with it
            pipe.send(("error", traceback.format_exc()))


# ---------------------------------------------------------------- in the racing process
def make_people(number: int) -> list[int]:
    from volunteering.enums import VolunteerState
    from volunteering.models import Volunteer

    people = [
        Volunteer(
            name=f"Person {index}",
            email=f"person{index}@post.example",
            state=VolunteerState.ACTIVE,
            max_per_day=100,
            max_per_week=100,
        )
        for index in range(number)
    ]
    return [person.pk for person in Volunteer.objects.bulk_create(people)]


def make_shifts(number: int, places: int, apart: float, first_day: float) -> list[int]:
    """Shifts of two hours, each beginning `apart` hours after the one before."""
    from tests.make.volunteering import make_need, make_shift

    need = make_need()
    return [make_shift(need, days=first_day + index * apart / 24, places=places).pk for index in range(number)]


def claim_each(pairs: list[tuple[int, int]], may_wait: bool) -> list[tuple[int, int, str]]:
    """(volunteer, shift, what came of it) for each pair in turn."""
    from tests.make.volunteering import AT
    from volunteering.domain import places
    from volunteering.domain.sign_up import SignUpRefused

    answers = []
    for volunteer, shift in pairs:
        try:
            answer = places.claim(volunteer, shift, may_wait=may_wait, at=AT).state
        except SignUpRefused as refused:
            answer = "refused: " + ", ".join(obstacle.value for obstacle in refused.obstacles)
        answers.append((volunteer, shift, str(answer)))
    return answers


def check_then_insert(pairs: list[tuple[int, int]]) -> int:
    """The control: looks first, then writes, as one would write it without thinking of others."""
    from django.db.models import Q

    from volunteering.enums import SignUpState
    from volunteering.models import Shift, SignUp

    made = 0
    for volunteer, shift_pk in pairs:
        shift = Shift.objects.get(pk=shift_pk)
        held = SignUp.objects.filter(state=SignUpState.CONFIRMED)
        at_that_time = Q(starts_at__lt=shift.ends_at, ends_at__gt=shift.starts_at)
        busy = held.filter(at_that_time, volunteer=volunteer).exists()
        if not busy and held.filter(shift=shift).count() < shift.places_max:
            SignUp.objects.create(
                volunteer_id=volunteer,
                shift=shift,
                state=SignUpState.CONFIRMED,
                starts_at=shift.starts_at,
                ends_at=shift.ends_at,
            )
            made += 1
    return made


def without_net(drop: bool) -> None:
    """The control runs without PostgreSQL's constraint against overlaps, which would catch it."""
    import importlib

    from django.db import connection

    net = importlib.import_module("volunteering.migrations.0002_no_two_places_at_once")
    with connection.schema_editor() as editor:
        (net.remove if drop else net.add)(None, editor)


def booked_twice_and_over() -> tuple[int, int]:
    """How many people hold overlapping places, and how many shifts hold more people than places."""
    from volunteering.enums import SignUpState
    from volunteering.models import Shift, SignUp

    rows = list(SignUp.objects.filter(state=SignUpState.CONFIRMED).values_list("volunteer", "starts_at", "ends_at"))
    twice = {
        one[0]
        for index, one in enumerate(rows)
        for other in rows[index + 1 :]
        if one[0] == other[0] and one[1] < other[2] and one[2] > other[1]
    }
    by_shift = Counter(SignUp.objects.filter(state=SignUpState.CONFIRMED).values_list("shift", flat=True))
    over = [shift for shift in Shift.objects.all() if by_shift[shift.pk] > shift.places_max]
    return len(twice), len(over)


def forget_sign_ups() -> None:
    from cms.mail.models import OutboxMessage
    from volunteering.models import Shift, SignUp, SignUpEvent

    SignUpEvent.objects.all().delete()
    SignUp.objects.all().delete()
    Shift.objects.update(places_taken=0, waiting=0)
    OutboxMessage.objects.all().delete()


def stored() -> list[tuple[int, int, str]]:
    from volunteering.models import SignUp

    return list(SignUp.objects.order_by("pk").values_list("volunteer", "shift", "state"))


def mails() -> list[str]:
    from cms.mail.models import OutboxMessage

    return list(OutboxMessage.objects.order_by("pk").values_list("kind", flat=True))


def breaches() -> list[str]:
    """What is wrong after a sweep; mails are compared with the history that caused them."""
    from cms.mail.models import OutboxMessage
    from tests.make.volunteering import AT
    from tests.volunteering.invariants import problems
    from volunteering.domain import shifts
    from volunteering.models import SignUpEvent
    from volunteering.notifications import kind_of_change

    shifts.sweep(at=AT)
    caused = Counter(
        f"volunteering.{kind}:{event.sign_up_id}:{event.pk}"
        for event in SignUpEvent.objects.all()
        if (kind := kind_of_change(event))
    )
    written = Counter(OutboxMessage.objects.exclude(kind="volunteering.coordinator_note").values_list("key", flat=True))
    strange = [f"mail {key} without a cause" for key in written - caused]
    lost = [key for key in caused - written if not _was_silent(key)]
    return [*problems(AT), *strange, *(f"mail {key} was never written" for key in lost)]


def _was_silent(key: str) -> bool:
    """An offer to somebody who is here is confirmed in the same transaction, without a mail of its own."""
    from volunteering.enums import SignUpState
    from volunteering.models import SignUpEvent

    kind, sign_up, event = key.split(":")
    after = SignUpEvent.objects.filter(sign_up=int(sign_up), pk__gt=int(event)).order_by("pk").first()
    return kind.endswith(".offer") and after is not None and after.to_state == SignUpState.CONFIRMED


def storm(seed: int, actions: int, people: list[int], shift_pks: list[int]) -> dict[str, int]:
    """Random actions of many people at once; returns how many of each succeeded or were refused."""
    from tests.make.volunteering import AT
    from volunteering.domain import places, shifts
    from volunteering.domain.sign_up import SignUpRefused
    from volunteering.models import SignUp

    random, done = Random(seed), Counter()
    for number in range(actions):
        dice, at = random.random(), AT + timedelta(seconds=number)
        person, shift = random.choice(people), random.choice(shift_pks)
        size = random.choice((1, 1, 1, 2, 3))
        mine = list(SignUp.objects.filter(volunteer=person).values_list("pk", "state").order_by("pk"))
        try:
            if dice < 0.62 or (not mine and dice < 0.99):
                done[places.claim(person, shift, size=size, may_wait=True, at=at).state] += 1
            elif dice < 0.85:
                pk, state = random.choice(mine)
                if state == "offered" and random.random() < 0.5:
                    places.confirm_offer(pk, at=at)
                    done["accepted"] += 1
                else:
                    done[f"withdrawn {places.withdraw(pk, at=at)}"] += 1
            elif dice < 0.99:
                places.hand_over(random.choice(mine)[0], random.choice(people), at=at)
                done["handed over"] += 1
            else:
                shifts.cancel_shift(shift, reason="", at=at)
                done["cancelled"] += 1
        except SignUpRefused:
            done["refused"] += 1
    return dict(done)


def make_offers(shift_pks: list[int], holders: list[int], people: list[int]) -> list[int]:
    """One running offer on each of these shifts of one place."""
    from tests.make.volunteering import AT
    from volunteering.domain import places

    offers = []
    for shift, holder, person in zip(shift_pks, holders, people, strict=True):
        held = places.claim(holder, shift, at=AT)
        offers.append(places.claim(person, shift, may_wait=True, at=AT).pk)
        places.withdraw(held.pk, at=AT)
    return offers


def answer_or_lapse(offers: list[int], accept: bool) -> int:
    """Accept each offer in its last moment, or let each lapse at its end; returns how many worked."""
    from datetime import UTC, datetime

    from volunteering.domain import places
    from volunteering.domain.sign_up import SignUpRefused
    from volunteering.enums import SignUpState
    from volunteering.models import SignUp

    worked = 0
    until: dict[int, datetime | None] = dict(SignUp.objects.filter(pk__in=offers).values_list("pk", "offered_until"))
    for pk in offers:
        end = until[pk] or datetime.max.replace(tzinfo=UTC)
        try:
            if accept:
                places.confirm_offer(pk, at=end - timedelta(microseconds=1))
                worked += 1
            else:
                worked += places.release(pk, SignUpState.EXPIRED, at=end)
        except SignUpRefused:
            continue
    return worked
