"""The editor's forms: clear refusals at the field, and what is entered is what readers see."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.network.models import HoursSlot, Place
from cms.users import roles
from home.enums import OccurrenceState
from home.models import EventPage, LegalPage, TextPage
from home.viewsets import OccurrenceForm
from tests.make.network import make_place
from tests.make.pages import local, make_calendar, make_event, make_legal
from tests.make.people import make_staff
from tests.make.translation import make_front_page, make_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(client: Client, settings: Any) -> Client:
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(make_staff(roles.PUBLISHER))
    return client


def event_fields(**fields: Any) -> dict[str, Any]:
    """What the editor's browser sends for a new event."""
    day = timezone.localdate() + timedelta(days=7)
    given = {
        "title": "Frauencafé",
        "slug": "frauencafe",
        "lead": "Ein Nachmittag nur für Frauen.",
        "body": streamfield([("paragraph", rich_text("<p>Mit Tee.</p>"))]),
        "kind": "meeting",
        "first_day": str(day),
        "begins": "15:00",
        "ends": "17:00",
        "repeat": "weekly",
        "until": str(day + timedelta(days=21)),
        "count": "",
        "skip_public_holidays": "",
        "place": str((Place.objects.first() or make_place()).pk),
        "audience": "women",
        "registration": "none",
        "responsible": str(make_staff(roles.EDITOR).pk),
        "action-publish": "1",
    }
    return nested_form_data(given | fields) | {"delivered_in": ["de", "ar"]}


def new_event(client: Client, **fields: Any) -> Any:
    address = reverse("wagtailadmin_pages:add", args=["home", "eventpage", make_calendar().pk])
    return client.post(address, event_fields(**fields))


def errors(response: Any) -> dict[str, list[str]]:
    return dict(response.context["form"].errors) if response.context else {}


def test_a_new_event_has_its_dates_when_it_is_published(publisher: Client) -> None:
    response = new_event(publisher)

    event = EventPage.objects.get(slug="frauencafe")
    assert response.status_code == 302
    assert (event.live, event.delivered_in, event.occurrences.count()) == (True, ["de", "ar"], 4)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param(
            {"ends": "14:00"}, {"ends": ["Die Veranstaltung endet, bevor sie beginnt."]}, id="ends before it begins"
        ),
        pytest.param(
            {"ends": "15:00"},
            {"ends": ["Die Veranstaltung endet, wenn sie beginnt. Geben Sie ein, wann sie vorbei ist."]},
            id="ends when it begins",
        ),
        pytest.param(
            {"until": ""},
            {"until": ["Sagen Sie, wann die Wiederholung endet: letzter Tag oder Anzahl der Termine."]},
            id="a rule without end",
        ),
        pytest.param(
            {"count": "5"},
            {"count": ["Geben Sie einen letzten Tag oder eine Anzahl ein, nicht beides."]},
            id="two ends",
        ),
        pytest.param(
            {"until": "2020-01-01"},
            {"until": ["Der letzte Tag liegt vor dem ersten. Das ergibt keinen Termin."]},
            id="an end before the start",
        ),
        pytest.param(
            {"until": "2099-01-01"},
            {"until": ["Höchstens drei Jahre im Voraus. Geben Sie einen früheren letzten Tag ein."]},
            id="too far ahead",
        ),
        pytest.param(
            {"place": ""},
            {"place": ["Wählen Sie einen Ort oder geben Sie die Adresse des Online-Treffens ein."]},
            id="nowhere",
        ),
        pytest.param(
            {"registration": "external"},
            {"registration_link": ["Geben Sie die Adresse ein, unter der man sich anmeldet."]},
            id="no address to register",
        ),
        pytest.param(
            {"responsible": ""},
            {"responsible": ["Wählen Sie, wer für diese Seite verantwortlich ist."]},
            id="nobody answers for it",
        ),
        pytest.param(
            {"lead": ""},
            {"lead": ["Schreiben Sie ein oder zwei Sätze: Worum geht es auf dieser Seite, und für wen ist sie?"]},
            id="no lead",
        ),
    ],
)
def test_an_event_that_cannot_be_is_refused_at_the_field(
    publisher: Client, fields: dict[str, str], expected: dict[str, list[str]]
) -> None:
    response = new_event(publisher, **fields)

    assert (response.status_code, errors(response)) == (200, expected)
    assert not EventPage.objects.filter(slug="frauencafe").exists()


def test_an_event_opens_with_the_choices_it_was_made_of(publisher: Client) -> None:
    new_event(publisher)
    event = EventPage.objects.get(slug="frauencafe")

    form = publisher.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).context["form"]

    assert (form.initial["repeat"], form.initial["until"], form.initial["count"]) == (
        "weekly",
        event.first_day + timedelta(days=21),
        None,
    )


def text_fields(**fields: Any) -> dict[str, Any]:
    given = {
        "title": "Konto",
        "slug": "konto",
        "lead": "Worum es geht.",
        "body": streamfield([]),
        "responsible": str(make_staff(roles.EDITOR).pk),
        "action-publish": "1",
    }
    return nested_form_data(given | fields)


def test_the_address_of_another_part_is_refused_with_a_free_one(publisher: Client) -> None:
    home = make_front_page()
    make_page(title="Belegt", slug="konto-2")

    response = publisher.post(reverse("wagtailadmin_pages:add", args=["home", "textpage", home.pk]), text_fields())

    assert errors(response) == {
        "slug": ["Die Adresse „konto“ gehört zu einem anderen Teil dieser Website. Frei ist „konto-3“."]
    }
    assert not TextPage.objects.filter(slug="konto").exists()


def test_deeper_in_the_tree_the_same_address_is_free(publisher: Client) -> None:
    parent = make_page(title="Über uns")

    response = publisher.post(reverse("wagtailadmin_pages:add", args=["home", "textpage", parent.pk]), text_fields())

    assert response.status_code == 302
    assert TextPage.objects.get(slug="konto").live


def test_there_is_one_legal_page_of_each_kind(publisher: Client) -> None:
    make_legal("imprint")
    address = reverse("wagtailadmin_pages:add", args=["home", "legalpage", make_front_page().pk])

    response = publisher.post(address, text_fields(title="Noch eins", slug="noch-eins", kind="imprint"))

    assert errors(response) == {"kind": ["Eine Seite dieser Art gibt es schon. Ändern Sie diese."]}
    assert LegalPage.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"ends_at": "2026-11-24 17:00"}, {"ends_at"}, id="ends before it begins"),
        pytest.param({"state": "nonsense"}, {"state"}, id="an unknown state"),
        pytest.param({"starts_at": ""}, {"starts_at"}, id="no start"),
    ],
)
def test_a_date_that_cannot_be_is_refused(fields: dict[str, str], expected: set[str]) -> None:
    assert set(date_form(**fields).errors) == expected


def date_form(before: str = OccurrenceState.SCHEDULED, **fields: str) -> Any:
    """The form of one date, as the editor sends it."""
    from django.forms import modelform_factory

    row = make_event(first_day=date(2026, 11, 24)).occurrences.get()
    row.state = before
    row.save()
    sent = {"starts_at": "2026-11-24 18:00", "ends_at": "2026-11-24 20:00", "place": "", "state": before} | fields
    kind = modelform_factory(type(row), form=OccurrenceForm, fields=["starts_at", "ends_at", "place", "state"])
    return kind(sent, instance=row)


def test_a_moved_date_says_so_and_calendars_learn_of_it() -> None:
    form = date_form(starts_at="2026-11-24 19:00", ends_at="2026-11-24 21:00")

    assert form.is_valid()
    row = form.save()

    assert (row.state, row.sequence, row.starts_at, row.recurrence_id) == (
        OccurrenceState.MOVED,
        1,
        local("2026-11-24 19:00"),
        "20261124T180000",
    )


def test_a_cancelled_date_does_not_come_back() -> None:
    assert set(date_form(OccurrenceState.CANCELLED, state=OccurrenceState.SCHEDULED).errors) == {"state"}


def place_fields(*hours: tuple[str, str, str]) -> dict[str, Any]:
    rows = [
        {"weekday": day, "opens": opens, "closes": closes, "access": "walk_in", "valid_from": "", "valid_until": ""}
        for day, opens, closes in hours
    ]
    return nested_form_data(
        {
            "name": "Bücherei",
            "city": "Bochum",
            "public": "on",
            "position": "0",
            "hoursslot_set": inline_formset(rows),
            "hoursexception_set": inline_formset([]),
        }
    )


def test_a_place_is_entered_with_its_hours(publisher: Client) -> None:
    address = reverse("network_places:add")

    response = publisher.post(
        address, place_fields(("0", "09:00", "12:00"), ("0", "12:00", "16:00"), ("1", "09:00", "00:00"))
    )

    assert response.status_code == 302
    place = Place.objects.get(name="Bücherei")
    assert [str(slot.opens) for slot in HoursSlot.objects.filter(place=place)] == ["09:00:00", "12:00:00", "09:00:00"]


@pytest.mark.parametrize(
    "hours",
    [
        pytest.param((("0", "09:00", "12:00"), ("0", "11:00", "16:00")), id="overlapping"),
        pytest.param((("0", "12:00", "09:00"),), id="reversed"),
        pytest.param((("0", "09:00", "00:00"), ("0", "23:00", "23:30")), id="within a day that ends at midnight"),
    ],
)
def test_hours_that_cannot_be_are_refused(publisher: Client, hours: tuple[tuple[str, str, str], ...]) -> None:
    response = publisher.post(reverse("network_places:add"), place_fields(*hours))

    assert response.status_code == 200
    assert not Place.objects.filter(name="Bücherei").exists()
