"""The desk: a need with its text and dates on one screen, drafts, publishing with reasons, and only for who may."""

import json
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from wagtail.users.models import UserProfile

from cms.users.models import User
from tests.make.network import make_district, make_organisation, make_place
from tests.make.people import make_staff
from tests.make.volunteering import fill, make_need, make_shift, make_sign_up, make_volunteer
from volunteering.domain import needs
from volunteering.enums import NeedState, SignUpState
from volunteering.models import Need, Shift

pytestmark = pytest.mark.django_db
DESK = "/admin/ehrenamt/bedarfe/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings) -> None:
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def now() -> object:
    return timezone.now()


@pytest.fixture
def coordinator(client: Client) -> User:
    user = make_staff("volunteer coordinator")
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return user


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def lines(*shifts: dict) -> dict[str, object]:
    """The dates of the form, new ones without a pk."""
    data: dict[str, object] = {
        "shift-TOTAL_FORMS": len(shifts),
        "shift-INITIAL_FORMS": sum("pk" in shift for shift in shifts),
    }
    for number, shift in enumerate(shifts):
        data |= {f"shift-{number}-{name}": value for name, value in shift.items()}
    return data


def date_in(days: int, now, **values: object) -> dict:
    day = timezone.localdate(now) + timedelta(days=days)
    return {
        "day": day.isoformat(),
        "starts": "16:00",
        "ends": "18:00",
        "places_min": 1,
        "places_max": 3,
        "repeats": 0,
        **values,
    }


def body(words: str) -> str:
    """What the editor sends for a paragraph."""
    block = {"key": "a", "text": words, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    return json.dumps({"blocks": [block], "entityMap": {}})


def filled(coordinator: User, **values: object) -> dict[str, object]:
    return {
        "title": "Sprachcafé",
        "summary": "Sie plaudern mit Menschen, die Deutsch üben.",
        "body": body("Wir sitzen an kleinen Tischen."),
        "bring": "Gute Laune.",
        "kind": "series",
        "tags": ["language"],
        "mode": "instant",
        "visibility": "public",
        "open_to_new": "on",
        "coordinator": coordinator.pk,
        "language_0": "de",
        "level_0": "B2",
        "skills": ["cooking"],
        "skills_needed": ["teaching"],
        **values,
    }


# ---------------------------------------------------------------- posting
def test_need_with_dates_is_posted_and_published_on_one_screen(client: Client, coordinator: User, now) -> None:
    place, organisation = make_place("Treffpunkt"), make_organisation()
    data = filled(coordinator, venue=place.pk, organisation=organisation.pk, action="publish")

    response = client.post(f"{DESK}neu/", {**data, **lines(date_in(7, now, repeats=2), date_in(30, now))})

    need = Need.objects.get()
    assert response["Location"] == f"{DESK}{need.pk}/"
    assert said(response) == ["Published. It stands in the public list now."]
    assert (need.state, need.venue, need.district, need.organisation) == (
        NeedState.PUBLISHED,
        place,
        place.district,
        organisation,
    )
    text = needs.german_text(need)
    assert (text.title, text.live) == ("Sprachcafé", True)
    assert "Wir sitzen an kleinen Tischen." in text.body
    days = [timezone.localdate(shift.starts_at) - timezone.localdate(now) for shift in need.shifts.order_by("number")]
    assert [day.days for day in days] == [7, 14, 21, 30]
    assert {timezone.localtime(shift.starts_at).hour for shift in need.shifts.all()} == {16}
    assert list(need.skills.order_by("skill").values_list("skill", "hard")) == [("cooking", False), ("teaching", True)]
    assert "Sprachcafé" in client.get("/de/mitmachen/").content.decode()


def test_draft_is_saved_and_publishing_says_what_is_missing(client: Client, coordinator: User) -> None:
    response = client.post(f"{DESK}neu/", {**filled(coordinator, action="publish"), **lines()})

    assert said(response) == ["Saved as a draft, not published yet. No shift lies ahead: add at least one."]
    assert Need.objects.get().state == NeedState.DRAFT
    assert "Sprachcafé" not in client.get("/de/mitmachen/").content.decode()


BAD_WORDS = {
    "no title": ({"title": ""}, "title"),
    "no summary": ({"summary": " "}, "summary"),
    "summary too long": ({"summary": "x" * 301}, "summary"),
    "kind of nobody": ({"kind": "x"}, "kind"),
    "age of a child": ({"min_age": "3"}, "min_age"),
    "age in words": ({"min_age": "zehn"}, "min_age"),
    "organisation that is none": ({"organisation": "99999"}, "organisation"),
    "language that is none": ({"language_0": "xx"}, "language_0"),
    "volunteer as coordinator": ({"coordinator": "99999"}, "coordinator"),
}


@pytest.mark.parametrize(("values", "field"), BAD_WORDS.values(), ids=BAD_WORDS)
def test_bad_words_get_a_sentence_and_nothing_is_lost(
    client: Client, coordinator: User, values: dict, field: str
) -> None:
    response = client.post(f"{DESK}neu/", {**filled(coordinator), **values, **lines()})

    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
    assert Need.objects.count() == 0
    assert "Gute Laune." in response.content.decode()


BAD_DATES = {
    "ends when it starts": ({"ends": "16:00"}, "ends", "A shift must end after it starts."),
    "in the past": ({"day": "2020-01-01"}, "day", "This date lies in the past."),
    "no day": ({"day": ""}, "day", "This field is required."),
    "the 31st of February": ({"day": "2027-02-31"}, "day", "Enter a valid date."),
    "year 1": ({"day": "0001-01-01"}, "day", "This date lies in the past."),
    "25 o'clock": ({"starts": "25:00"}, "starts", "Enter a valid time."),
    "no places": ({"places_max": "0"}, "places_max", "Ensure this value is greater than or equal to 1."),
    "minimum above": ({"places_min": "4"}, "places_min", "More people are needed than there are places."),
    "a hundred repetitions": ({"repeats": "100"}, "repeats", "Ensure this value is less than or equal to 26."),
}


@pytest.mark.parametrize(("values", "field", "sentence"), BAD_DATES.values(), ids=BAD_DATES)
def test_bad_dates_get_a_sentence(
    client: Client, coordinator: User, now, values: dict, field: str, sentence: str
) -> None:
    response = client.post(f"{DESK}neu/", {**filled(coordinator), **lines(date_in(7, now, **values))})

    assert response.status_code == 200
    with override("en"):
        assert response.context["formset"].errors == [{field: [sentence]}]
    assert Shift.objects.count() == 0


def test_shift_over_midnight_ends_on_the_next_day(client: Client, coordinator: User, now) -> None:
    client.post(f"{DESK}neu/", {**filled(coordinator), **lines(date_in(7, now, starts="22:00", ends="01:00"))})

    shift = Shift.objects.get()
    assert (shift.ends_at - shift.starts_at, timezone.localtime(shift.ends_at).hour) == (timedelta(hours=3), 1)


def test_empty_lines_are_no_dates(client: Client, coordinator: User) -> None:
    empty = {"day": "", "starts": "", "ends": "", "places_min": "1", "places_max": "1", "repeats": "0"}

    client.post(f"{DESK}neu/", {**filled(coordinator), **lines(empty, empty)})

    assert (Need.objects.count(), Shift.objects.count()) == (1, 0)


# ---------------------------------------------------------------- changing
def edit(client: Client, need: Need, coordinator: User, *shifts: dict, **values: object):
    data = filled(coordinator, seen=need.changed_at.isoformat(), **values)
    return client.post(f"{DESK}{need.pk}/", {**data, **lines(*shifts)})


def test_change_of_a_public_need_is_seen_at_once(client: Client, coordinator: User, now) -> None:
    need = make_need("Alter Titel", at=now)
    shift = make_shift(need, at=now, places=3)

    response = edit(client, need, coordinator, date_in(9, now, pk=shift.pk, places_max=5), title="Neuer Titel")

    shift.refresh_from_db()
    assert said(response) == ["Saved."]
    assert (shift.places_max, (timezone.localdate(shift.starts_at) - timezone.localdate(now)).days) == (5, 9)
    assert "Neuer Titel" in client.get("/de/mitmachen/").content.decode()


def test_places_never_fall_below_who_is_signed_up(client: Client, coordinator: User, now) -> None:
    need = make_need(at=now)
    shift = make_shift(need, at=now, places=3)
    fill(shift, at=now)

    response = edit(client, need, coordinator, date_in(7, now, pk=shift.pk, places_max=2))

    assert response.context["formset"].errors == [
        {"places_max": ["3 places are taken. Cancel people or the date first."]}
    ]
    shift.refresh_from_db()
    assert shift.places_max == 3


def test_time_stays_where_people_are_signed_up(client: Client, coordinator: User, now) -> None:
    need = make_need(at=now)
    shift = make_shift(need, at=now)
    make_sign_up(shift, at=now)
    before = shift.starts_at

    response = edit(client, need, coordinator, date_in(20, now, pk=shift.pk))

    shift.refresh_from_db()
    assert shift.starts_at == before
    assert "People are signed up for" in said(response)[0]


def test_second_editor_does_not_overwrite_the_first(client: Client, coordinator: User, now) -> None:
    need = make_need("Alter Titel", at=now)
    opened = Need.objects.get()
    edit(client, need, coordinator, title="Erste Fassung")

    response = edit(client, opened, coordinator, title="Zweite Fassung")

    assert "Somebody has saved this need while you were writing." in response.content.decode()
    assert 'value="Zweite Fassung"' in response.content.decode()
    assert needs.german_text(need).title == "Erste Fassung"
    need.refresh_from_db()
    edit(client, need, coordinator, title="Zweite Fassung")
    assert needs.german_text(need).title == "Zweite Fassung"


def test_shift_of_another_need_cannot_be_smuggled_in(client: Client, coordinator: User, now) -> None:
    need, other = make_need(at=now), make_shift(at=now, places=3)

    edit(client, need, coordinator, date_in(20, now, pk=other.pk, places_max=9))

    other.refresh_from_db()
    assert other.places_max == 3


@pytest.mark.parametrize(("action", "state"), [("pause", NeedState.PAUSED), ("close", NeedState.CLOSED)])
def test_need_is_taken_out_of_the_public_list(
    client: Client, coordinator: User, now, action: str, state: NeedState
) -> None:
    need = make_need(at=now)
    make_shift(need, at=now)

    edit(client, need, coordinator, action=action)

    need.refresh_from_db()
    assert need.state == state
    assert need.code not in client.get("/de/mitmachen/").content.decode()


def test_list_shows_where_each_need_stands(client: Client, coordinator: User, now) -> None:
    need = make_need("Sprachcafé", at=now, mode="request", district=make_district("Werne"))
    shift = make_shift(need, at=now, places=2)
    make_sign_up(shift, state=SignUpState.REQUESTED, at=now)
    make_need("Entwurf", at=now, published=False)

    html = client.get(DESK).content.decode()
    drafts = client.get(f"{DESK}?state=draft").content.decode()

    for words in ("Sprachcafé", "Werne", "0 of 2 taken", "1 request", "Entwurf"):
        assert words in html
    assert ("Entwurf" in drafts, "Sprachcafé" in drafts) == (True, False)


# ---------------------------------------------------------------- rights
PATHS = [
    "/admin/ehrenamt/bedarfe/",
    "/admin/ehrenamt/bedarfe/neu/",
    "/admin/ehrenamt/bedarfe/{need}/",
    "/admin/ehrenamt/bedarfe/{need}/wer-kommt/",
    "/admin/ehrenamt/anfragen/",
    "/admin/ehrenamt/menschen/",
    "/admin/ehrenamt/einsaetze/{shift}/absagen/",
]
MANAGER = PATHS[:3]


@pytest.mark.parametrize("path", PATHS)
def test_each_screen_by_role(client: Client, now, path: str) -> None:
    shift = make_shift(at=now)
    url = path.format(need=shift.need_id, shift=shift.pk)
    staff = {
        "volunteer coordinator": True,
        "agency manager": path in MANAGER,
        "clearance officer": False,
        "communications editor": False,
        "opening advisor": False,
    }

    for group, allowed in staff.items():
        client.force_login(make_staff(group))
        assert (client.get(url).status_code == 200) is allowed, group
    client.force_login(make_volunteer().user)
    assert client.get(url).status_code != 200
    client.logout()
    assert client.get(url).status_code == 302


def test_menu_and_first_page_show_what_needs_care(client: Client, coordinator: User, now) -> None:
    shift = make_shift(make_need(at=now, mode="request"), at=now, days=3)
    make_sign_up(shift, state=SignUpState.REQUESTED, at=now)
    make_volunteer(state="interested", state_since=now - timedelta(days=8))

    html = client.get("/admin/").content.decode()

    for words in (
        "request to decide",
        "person has waited for us for more than a week",
        "date of the next 7 days lacks people",
        "/admin/ehrenamt/menschen/",
    ):
        assert words in html
