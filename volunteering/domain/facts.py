"""What the rules know of a shift and of a person, as plain values: read once, then asked without the database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache

from django.db.models import Count
from django.utils import timezone

from volunteering.domain.vocabulary import skills_with_implied
from volunteering.enums import (
    COUNTED,
    DAY_PARTS,
    HOLDING,
    DayPart,
    Level,
    Mode,
    NeedState,
    ShiftState,
    SignUpState,
    Visibility,
    VolunteerState,
)
from volunteering.models import Need, Shift, SignUp, Volunteer
from volunteering.models.shift import ShiftQuerySet

Cell = tuple[int, DayPart]
YEAR = timedelta(days=365)
QUARTER = timedelta(days=90)


@dataclass(frozen=True)
class NeedFacts:
    """The facts of a need that rules ask for."""

    pk: int
    code: str
    kind: str
    state: NeedState
    visibility: Visibility
    mode: Mode
    open_to_new: bool
    min_age: int | None
    organisation_id: int | None
    district_id: int | None
    venue_id: int | None
    online: bool
    tags: tuple[str, ...]
    languages: tuple[tuple[str, Level, bool], ...]
    skills: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class ShiftFacts:
    """A shift with its need; `interested` counts people who asked or wait."""

    pk: int
    number: int
    need: NeedFacts
    state: ShiftState
    starts_at: datetime
    ends_at: datetime
    places_min: int
    places_max: int
    places_taken: int
    waiting: int
    interested: int = 0

    @property
    def places_left(self) -> int:
        return self.places_max - self.places_taken

    @cached_property
    def day(self) -> date:
        """The local day on which it starts."""
        return local_day(self.starts_at)

    @cached_property
    def parts(self) -> Mapping[Cell, int]:
        """Minutes in each field of the weekday grid."""
        return parts_touched(self.starts_at, self.ends_at)


@dataclass(frozen=True)
class Held:
    """A shift this person already has."""

    shift_pk: int
    need_pk: int
    state: SignUpState
    starts_at: datetime
    ends_at: datetime
    venue_id: int | None
    district_id: int | None
    organisation_id: int | None


@dataclass(frozen=True)
class PersonFacts:
    """The profile of a person and what they have taken on, as of one moment."""

    pk: int
    state: VolunteerState
    paused_until: date | None = None
    birth_year: int | None = None
    languages: Mapping[str, Level] = field(default_factory=dict)
    skills: frozenset[str] = frozenset()
    confirmed_skills: frozenset[str] = frozenset()
    cells: frozenset[Cell] = frozenset()
    home_district_id: int | None = None
    district_ids: frozenset[int] = frozenset()
    interests: frozenset[str] = frozenset()
    max_per_week: int = 2
    max_per_day: int = 1
    taken: tuple[Held, ...] = ()
    states: Mapping[int, SignUpState] = field(default_factory=dict)
    attended_needs: frozenset[int] = frozenset()
    attended_organisations: frozenset[int] = frozenset()
    recent_minutes: int = 0

    @cached_property
    def held_by_day(self) -> Mapping[date, list[Held]]:
        """What counts against the own limits, by local day of the start."""
        days: dict[date, list[Held]] = defaultdict(list)
        for held in self.taken:
            if held.state in HOLDING or held.state == SignUpState.ATTENDED:
                days[local_day(held.starts_at)].append(held)
        return days


def local_day(moment: datetime) -> date:
    """The day in local time."""
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


def parts_touched(starts_at: datetime, ends_at: datetime) -> dict[Cell, int]:
    """The fields of the weekday grid this time touches, with the minutes in each; the night touches none."""
    found: dict[Cell, int] = {}
    day, last = local_day(starts_at), local_day(ends_at)
    while day <= last:
        for part, opens, closes in _parts_of(day):
            if starts_at < closes and ends_at > opens:
                minutes = int((min(ends_at, closes) - max(starts_at, opens)).total_seconds() // 60)
                if minutes:
                    found[(day.weekday(), part)] = minutes
        day += timedelta(days=1)
    return found


@lru_cache(maxsize=400)
def _parts_of(day: date) -> tuple[tuple[DayPart, datetime, datetime], ...]:
    """When each part of this local day begins and ends."""
    zone = timezone.get_default_timezone()
    return tuple(
        (
            part,
            datetime.combine(day, time(first), zone).astimezone(UTC),
            datetime.combine(day, time(last), zone).astimezone(UTC),
        )
        for part, (first, last) in DAY_PARTS.items()
    )


def need_facts(needs: Iterable[Need]) -> dict[int, NeedFacts]:
    """Facts of these needs by primary key; give them with `languages` and `skills` prefetched."""
    return {
        need.pk: NeedFacts(
            pk=need.pk,
            code=need.code,
            kind=need.kind,
            state=NeedState(need.state),
            visibility=Visibility(need.visibility),
            mode=Mode(need.mode),
            open_to_new=need.open_to_new,
            min_age=need.min_age,
            organisation_id=need.organisation_id,
            district_id=need.district_id,
            venue_id=need.venue_id,
            online=need.online,
            tags=tuple(need.tags),
            languages=tuple((row.language, Level(row.level), row.hard) for row in need.languages.all()),
            skills=tuple((row.skill, row.hard) for row in need.skills.all()),
        )
        for need in needs
    }


def shift_facts(shift: Shift) -> ShiftFacts:
    """Facts of one shift."""
    need = Need.objects.prefetch_related("languages", "skills").get(pk=shift.need_id)
    return _shift_facts(shift, need_facts([need])[need.pk])


def _shift_facts(shift: Shift, need: NeedFacts, interested: int = 0) -> ShiftFacts:
    return ShiftFacts(
        pk=shift.pk,
        number=shift.number,
        need=need,
        state=ShiftState(shift.state),
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        places_min=shift.places_min,
        places_max=shift.places_max,
        places_taken=shift.places_taken,
        waiting=shift.waiting,
        interested=interested,
    )


def many_shift_facts(shifts: ShiftQuerySet) -> list[ShiftFacts]:
    """Facts of all these shifts in five queries, whatever their number."""
    rows = list(shifts.order_by("starts_at", "pk"))
    need_pks = {shift.need_id for shift in rows}
    needs = need_facts(Need.objects.filter(pk__in=need_pks).prefetch_related("languages", "skills"))
    interested = dict(
        SignUp.objects.filter(
            shift__in=[shift.pk for shift in rows], state__in=[SignUpState.REQUESTED, SignUpState.WAITLISTED]
        )
        .order_by()
        .values_list("shift_id")
        .annotate(Count("pk"))
    )
    return [_shift_facts(shift, needs[shift.need_id], interested.get(shift.pk, 0)) for shift in rows]


def person_facts(volunteer: Volunteer, *, at: datetime) -> PersonFacts:
    """Profile and sign-ups of this person in five queries; history reaches back 12 months from `at`."""
    skills = list(volunteer.skills.values_list("skill", "confirmed_by"))
    taken, states = _taken(volunteer, at=at)
    attended = [held for held in taken if held.state == SignUpState.ATTENDED and held.starts_at > at - YEAR]
    recent = [held for held in taken if held.state == SignUpState.ATTENDED and held.starts_at > at - QUARTER]
    return PersonFacts(
        pk=volunteer.pk,
        state=VolunteerState(volunteer.state),
        paused_until=volunteer.paused_until,
        birth_year=volunteer.birth_year,
        languages={code: Level(level) for code, level in volunteer.languages.values_list("language", "level")},
        skills=skills_with_implied(key for key, _ in skills),
        confirmed_skills=skills_with_implied(key for key, confirmed_by in skills if confirmed_by),
        cells=frozenset((weekday, DayPart(part)) for weekday, part in volunteer.cells.values_list("weekday", "part")),
        home_district_id=volunteer.home_district_id,
        district_ids=frozenset(volunteer.districts.values_list("pk", flat=True)),
        interests=frozenset(volunteer.interests),
        max_per_week=volunteer.max_per_week,
        max_per_day=volunteer.max_per_day,
        taken=taken,
        states=states,
        attended_needs=frozenset(held.need_pk for held in attended),
        attended_organisations=frozenset(held.organisation_id for held in attended if held.organisation_id),
        recent_minutes=sum(int((held.ends_at - held.starts_at).total_seconds() // 60) for held in recent),
    )


def _taken(volunteer: Volunteer, *, at: datetime) -> tuple[tuple[Held, ...], dict[int, SignUpState]]:
    """What this person has or had in the last 12 months, and the state of each of their sign-ups."""
    states: dict[int, SignUpState] = {}
    taken: list[Held] = []
    for row in volunteer.sign_ups.filter(ends_at__gt=at - YEAR).values_list(
        "shift_id",
        "shift__need_id",
        "state",
        "starts_at",
        "ends_at",
        "shift__need__venue_id",
        "shift__need__district_id",
        "shift__need__organisation_id",
    ):
        state = SignUpState(row[2])
        states[row[0]] = state
        if state in COUNTED:
            taken.append(Held(row[0], row[1], state, *row[3:]))
    return tuple(taken), states
