"""Needs, shifts and sign-ups in all their states, told through the same doors that the screens use."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from cms.calendar.recurrence import attach
from cms.demo import volunteers
from cms.demo.pages import WEEKDAYS, first_day
from cms.demo.story import Story
from cms.demo.texts import items, translations
from cms.translation.translating import publish_translation
from volunteering.domain import needs, places, requests, shifts
from volunteering.domain.needs import NeedWords
from volunteering.enums import Level, Mode, NeedKind, Obstacle, SignUpState, Source
from volunteering.models import Need, Shift, SignUp

WEEKS_BACK, WEEKS_AHEAD = 3, 5
TAGS = {
    "hausaufgaben-langendreer": ["children"],
    "sprachcafe": ["language"],
    "familien-begleiten": ["company", "children"],
    "lesepatenschaft": ["children"],
    "repaircafe": ["crafts"],
    "nachbarschaftsfest-helfen": ["neighbourhood", "cooking"],
    "gespraechsgruppe": ["language"],
    "digitale-hilfe": ["digital"],
    "ukrainisch-am-schalter": ["translating"],
    "gartenprojekt": ["garden"],
}
KNOWN_PEOPLE_ONLY = {"familien-begleiten", "lesepatenschaft"}
NECESSARY = {"uk"}
EVERYTHING_ACCEPTED = frozenset({Obstacle.OUTSIDE_GRID, Obstacle.TRAVEL})


def tell(story: Story, at: datetime) -> None:
    """Volunteers, then what is needed, then who comes."""
    volunteers.tell(story, at)
    for slug, text in items("needs").items():
        _need(slug, text, story, at)
    _draft(story, at)
    _translations(story)
    _past(story, at)
    _ahead(story, at)


# ---------------------------------------------------------------- what is needed
def _need(slug: str, text: dict[str, Any], story: Story, at: datetime) -> None:
    facts = text["facts"]
    posted = at - timedelta(days=40)
    asks_at_once = facts["mode"] == Mode.INSTANT
    need = needs.create_need(
        NeedWords(text["title"], text["summary"], needs.paragraphs(text["body"]), text["bring"]),
        facts={
            "kind": facts["kind"],
            "organisation": story.organisations.get(facts.get("organisation", "")),
            "district": story.districts[facts["district"]],
            "venue": story.places.get(facts.get("place", "")),
            "mode": facts["mode"],
            "open_to_new": slug not in KNOWN_PEOPLE_ONLY,
            "min_age": None if asks_at_once else facts.get("min_age"),
            "hours_estimate": facts.get("hours_estimate"),
            "tags": TAGS[slug],
            "coordinator": story.users["coordinator"],
        },
        at=posted,
        by=story.users["coordinator"],
    )
    needs.save_wishes(
        need,
        languages={code: (Level(level), code in NECESSARY) for code, level in facts.get("languages", {}).items()},
        skills=dict.fromkeys(facts.get("skills", ()), False),
    )
    for starts_at, ends_at in _times(facts, at):
        shifts.add_shift(
            need,
            starts_at=starts_at,
            ends_at=ends_at,
            places_min=facts["places_min"],
            places_max=facts["places_max"],
        )
    needs.publish(need, at=at, by=story.users["coordinator"])
    story.needs[slug] = need


def _times(facts: dict[str, Any], at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Weekly dates from three weeks ago to five ahead, every few weeks for some, or the one day of an event."""
    if facts["kind"] == NeedKind.FLEXIBLE:
        return
    today = timezone.localtime(at).date()
    if facts["kind"] == NeedKind.ONCE:
        days = [first_day(items("events")[facts["event"]]["facts"], today)]
    else:
        weekday = WEEKDAYS.index(facts["weekday"])
        first = today + timedelta(days=1 + (weekday - today.weekday() - 1) % 7)
        every = facts.get("every", 1)
        days = [first + timedelta(weeks=week) for week in range(-WEEKS_BACK, WEEKS_AHEAD, every)]
        if every > 1:
            days = [first + timedelta(weeks=week) for week in (1 - every, 1, 1 + every)]
    for day in days:
        if day == today:
            continue  # no date of the demo begins while somebody looks at it
        yield _moment(day, facts["starts"]), _moment(day, facts["ends"])


def _moment(day: date, clock: str) -> datetime:
    return attach(datetime.combine(day, time.fromisoformat(clock)))


def _draft(story: Story, at: datetime) -> None:
    """Something the coordinator has begun to write."""
    story.needs["entwurf"] = needs.create_need(
        NeedWords("Fahrradwerkstatt für Jugendliche", "Sie schrauben mit Jugendlichen an alten Fahrrädern."),
        facts={
            "kind": NeedKind.SERIES,
            "district": story.districts["Gerthe"],
            "coordinator": story.users["coordinator"],
            "tags": ["crafts", "children"],
        },
        at=at - timedelta(days=2),
        by=story.users["coordinator"],
    )


def _translations(story: Story) -> None:
    texts = [needs.german_text(need) for slug, need in story.needs.items() if slug != "entwurf"]
    for code, _name in settings.LANGUAGES:
        if code != settings.LANGUAGE_CODE and translations(code):
            for text in texts:
                publish_translation(text, code, translations(code))


# ---------------------------------------------------------------- who came, who comes
def shifts_of(need: Need, at: datetime) -> tuple[list[Shift], list[Shift]]:
    """Past and coming shifts, the nearest first."""
    rows = list(Shift.objects.filter(need=need).order_by("starts_at"))
    return [shift for shift in rows if shift.starts_at <= at][::-1], [shift for shift in rows if shift.starts_at > at]


def _take(story: Story, key: str, shift: Shift, at: datetime, **more: Any) -> SignUp:
    """This person signs up for this shift."""
    return places.claim(story.volunteers[key].pk, shift.pk, at=at, may_wait=True, accepted=EVERYTHING_ACCEPTED, **more)


def _ask(story: Story, key: str, shift: Shift, at: datetime) -> SignUp:
    return places.ask(story.volunteers[key].pk, shift.pk, at=at, accepted=EVERYTHING_ACCEPTED)


def _past(story: Story, at: datetime) -> None:
    """Three weeks of work that was done; one person excused, one who did not come."""
    came = SignUpState.ATTENDED
    record = {
        "sprachcafe": [("hannelore", came), ("claire", came), ("fatma", came), ("aster", SignUpState.NO_SHOW)],
        "digitale-hilfe": [("yusuf", came), ("dmytro", came)],
        "gartenprojekt": [("leyla", came), ("hassan", SignUpState.EXCUSED)],
        "repaircafe": [("juergen", came), ("yusuf", came), ("hassan", came)],
    }
    for slug, people in record.items():
        for shift in shifts_of(story.needs[slug], at)[0]:
            for key, state in people:
                sign_up = _take(story, key, shift, shift.starts_at - timedelta(days=4))
                places.attend(sign_up.pk, state, at=shift.ends_at, by=story.users["coordinator"])
    shifts.finish_due_shifts(at=at)


def _ahead(story: Story, at: datetime) -> None:
    """A full date with a queue, an offer that runs, requests to decide, and everything that can end."""
    before = at - timedelta(days=6)
    cafe = shifts_of(story.needs["sprachcafe"], at)[1]
    for key in ("hannelore", "claire"):
        _take(story, key, cafe[0], before)
    _take(story, "amina", cafe[1], before)
    _full_with_queue(story, at, before)
    _offer_runs(story, at, before)
    _to_decide(story, at)
    _what_ended(story, at, before)
    garden = shifts_of(story.needs["gartenprojekt"], at)[1]
    _take(story, "leyla", garden[0], before, size=2)
    party = shifts_of(story.needs["nachbarschaftsfest-helfen"], at)[1]
    for key in ("hassan", "aster", "juergen"):
        _take(story, key, party[0], before)


def _full_with_queue(story: Story, at: datetime, before: datetime) -> None:
    shift = shifts_of(story.needs["digitale-hilfe"], at)[1][0]
    for key in ("yusuf", "dmytro", "juergen"):
        _take(story, key, shift, before)
    _take(story, "amina", shift, at - timedelta(days=3))
    _take(story, "hassan", shift, at - timedelta(days=2))


def _offer_runs(story: Story, at: datetime, before: datetime) -> None:
    """Oksana waited for a date at the counter; the person who had it cancelled an hour ago."""
    shift = shifts_of(story.needs["ukrainisch-am-schalter"], at)[1][1]
    coordinator = story.users["coordinator"]
    first = requests.approve(_ask(story, "dmytro", shift, before).pk, at=before, by=coordinator)
    requests.approve(_ask(story, "oksana", shift, before).pk, at=before, by=coordinator, may_wait=True)
    places.withdraw(first.pk, reason="by_person", at=at - timedelta(hours=1))


def _to_decide(story: Story, at: datetime) -> None:
    group = shifts_of(story.needs["gespraechsgruppe"], at)[1]
    homework = shifts_of(story.needs["hausaufgaben-langendreer"], at)[1]
    _ask(story, "paul", group[1], at - timedelta(days=2))
    _ask(story, "amina", homework[1], at - timedelta(days=1))
    accepted = _ask(story, "hannelore", homework[0], at - timedelta(days=5))
    requests.approve(accepted.pk, at=at - timedelta(days=4), by=story.users["coordinator"])
    declined = _ask(story, "claire", homework[2], at - timedelta(days=5))
    requests.reject(declined.pk, at=at - timedelta(days=4), by=story.users["coordinator"])


def _what_ended(story: Story, at: datetime, before: datetime) -> None:
    """A date called off, a place given back, an offer declined and one that lapsed."""
    cafe = shifts_of(story.needs["sprachcafe"], at)[1]
    _take(story, "fatma", cafe[4], before)
    shifts.cancel_shift(
        cafe[4].pk,
        reason="Das Haus ist an diesem Tag geschlossen.",
        at=at - timedelta(days=1),
        by=story.users["coordinator"],
    )
    given_back = _take(story, "aster", cafe[2], before)
    places.withdraw(given_back.pk, reason="by_person", at=at - timedelta(days=1))
    counter = shifts_of(story.needs["ukrainisch-am-schalter"], at)[1][3]
    coordinator = story.users["coordinator"]
    held = places.claim(story.volunteers["dmytro"].pk, counter.pk, source=Source.COORDINATOR, at=before, by=coordinator)
    waits = places.claim(
        story.volunteers["oksana"].pk, counter.pk, source=Source.COORDINATOR, at=before, by=coordinator, may_wait=True
    )
    places.withdraw(held.pk, reason="by_person", at=before + timedelta(hours=2))
    places.decline_offer(waits.pk, at=before + timedelta(hours=3))
    digital = shifts_of(story.needs["digitale-hilfe"], at)[1][3]
    first = [_take(story, key, digital, before) for key in ("yusuf", "juergen", "dmytro")]
    _take(story, "hassan", digital, before)
    places.withdraw(first[2].pk, reason="by_person", at=before + timedelta(hours=1))
    places.lapse_offers(at=at - timedelta(days=3), shift_pk=digital.pk)
