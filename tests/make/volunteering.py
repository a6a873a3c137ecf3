"""Needs, shifts, volunteers and sign-ups."""

from datetime import UTC, datetime, timedelta
from itertools import count

from cms.users.models import User
from tests.make.network import make_district
from tests.make.people import make_user
from volunteering.domain import needs, people, places, shifts
from volunteering.domain.needs import NeedWords
from volunteering.domain.people import Profile
from volunteering.enums import DayPart, Level, NeedState, SignUpState, Source, VolunteerState
from volunteering.models import Need, Shift, SignUp, Volunteer

# A Monday noon in local time; nothing in the rules reads the clock.
AT = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
_numbers = count(1)


def make_volunteer(
    name: str = "",
    *,
    user: User | None = None,
    state: str = VolunteerState.ACTIVE,
    languages: dict[str, str] | None = None,
    skills: tuple[str, ...] = (),
    cells: tuple[tuple[int, str], ...] = (),
    districts: tuple[str, ...] = (),
    home: str = "",
    **fields: object,
) -> Volunteer:
    """Somebody who helps, with an account; limits are wide unless a test narrows them."""
    number = next(_numbers)
    name = name or f"Person {number}"
    if user is None and "email" not in fields:
        user = make_user(f"volunteer{number}@post.example", name=name)
    fields = {"max_per_week": 7, "max_per_day": 4, **fields}
    volunteer = Volunteer.objects.create(
        user=user,
        name=name,
        state=state,
        home_district=make_district(home) if home else None,
        **fields,
    )
    people.save_profile(
        volunteer,
        Profile(
            languages={code: Level(level) for code, level in (languages or {}).items()},
            skills=skills,
            cells=[(weekday, DayPart(part)) for weekday, part in cells],
            district_ids=[make_district(district).pk for district in districts],
        ),
    )
    return volunteer


def make_need(
    title: str = "Hausaufgabenhilfe",
    *,
    published: bool = True,
    languages: dict[str, tuple[str, bool]] | None = None,
    skills: dict[str, bool] | None = None,
    at: datetime = AT,
    **fields: object,
) -> Need:
    """A need with its German text; published unless said otherwise, whether or not it has shifts yet."""
    fields.setdefault("district", make_district())
    fields.setdefault("coordinator", _coordinator())
    need = needs.create_need(
        NeedWords(title, "Sie helfen Kindern beim Lernen.", "<p>Die Gruppe hat acht Kinder.</p>", "Gute Laune."),
        facts=fields,
        at=at,
        by=None,
    )
    needs.save_wishes(
        need,
        languages={code: (Level(level), hard) for code, (level, hard) in (languages or {}).items()},
        skills=skills or {},
    )
    if published:
        make_public(need, at=at)
    return need


def make_public(need: Need, *, at: datetime = AT) -> None:
    """Publish without asking for a shift first."""
    Need.objects.filter(pk=need.pk).update(state=NeedState.PUBLISHED, published_at=at)
    need.refresh_from_db()
    text = needs.german_text(need)
    text.publish(text.latest_revision, skip_permission_checks=True)


def _coordinator() -> User:
    found = User.objects.filter(email="ehrenamt@offenes-haus.example").first()
    return found or make_user("ehrenamt@offenes-haus.example", name="Britta Nowak", is_staff=True)


def make_shift(
    need: Need | None = None,
    *,
    days: float = 7,
    hours: float = 2,
    places: int = 3,
    minimum: int = 1,
    at: datetime = AT,
    **need_fields: object,
) -> Shift:
    """A shift that many days after `at`, by default in a week at noon."""
    need = need or make_need(at=at, **need_fields)
    starts = at + timedelta(days=days)
    return shifts.add_shift(
        need, starts_at=starts, ends_at=starts + timedelta(hours=hours), places_min=minimum, places_max=places
    )


def make_sign_up(
    shift: Shift, volunteer: Volunteer | None = None, *, state: str = SignUpState.CONFIRMED, size: int = 1, at=AT
) -> SignUp:
    """A sign-up in this state, reached by the doors of the domain."""
    volunteer = volunteer or make_volunteer()
    if state == SignUpState.REQUESTED:
        return places.ask(volunteer.pk, shift.pk, size=size, at=at)
    sign_up = places.claim(volunteer.pk, shift.pk, size=size, at=at, may_wait=True, source=Source.SELF)
    if state != sign_up.state:
        raise AssertionError(f"The sign-up is {sign_up.state}, not {state}; make the shift fit the test.")
    return sign_up


def fill(shift: Shift, *, at: datetime = AT) -> list[SignUp]:
    """Everybody needed so that no place is left."""
    shift.refresh_from_db()
    return [make_sign_up(shift, at=at) for _number in range(shift.places_max - shift.places_taken)]
