"""Who would have liked which page in their language: counted for cached pages, too, and nobody is remembered."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext, override
from wagtail.models import PageViewRestriction

from cms.jobs import find
from cms.translation import demand
from cms.translation.composing import ensure_row
from cms.translation.models import Demand
from cms.translation.roots import roots
from cms.users.roles import EDITOR
from tests.make.people import make_staff, make_user
from tests.make.translation import locale, make_front_page, make_page, make_public, translated
from tests.make.volunteering import make_need

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def nothing_waits() -> Iterator[None]:
    demand.waiting.take()
    yield
    demand.waiting.take()


@pytest.fixture
def cached(settings: Any) -> None:
    settings.PAGE_CACHE_SECONDS = 300


def counted() -> dict[tuple[UUID, str], int]:
    """What the table says after the job has run."""
    demand.flush(timezone.now())
    return {(row.translation_key, row.locale.language_code): row.count for row in Demand.objects.all()}


def wish_url(page: Any, code: str = "ar") -> str:
    return f"/{code}/uebersetzen/wunsch/{page.translation_key}/"


@pytest.mark.acceptance("T8")
def test_three_readers_of_a_cached_fallback_make_three(transactional_db: None, cached: None) -> None:
    make_public("ar", "tr")
    page = make_page(slug="kurs")
    readers = [Client() for _ in range(3)]

    answers = [reader.get("/ar/kurs/") for reader in readers]

    assert [answer.headers.get("Cache-Status") for answer in answers] == [
        "house; fwd=miss; stored",
        "house; hit",
        "house; hit",
    ]
    assert counted() == {(page.translation_key, "ar"): 3}
    assert [reader.cookies for reader in readers] == [{}, {}, {}]
    assert {field.name for field in Demand._meta.get_fields()} == {"id", "day", "translation_key", "locale", "count"}


@pytest.mark.acceptance("T8")
def test_counting_a_cached_answer_costs_no_query(transactional_db: None, cached: None) -> None:
    make_public("ar")
    make_page(slug="kurs")
    reader = Client()
    reader.get("/ar/kurs/")
    reader.get("/ar/kurs/")

    with CaptureQueriesContext(connection) as queries:
        answer = reader.get("/ar/kurs/")

    assert (answer.headers["Cache-Status"], len(queries)) == ("house; hit", 0)


def test_words_in_the_own_language_make_no_demand(db: None, client: Client) -> None:
    make_public("ar")
    page = make_page(slug="kurs")
    ensure_row(page, locale("ar"))
    client.get("/ar/kurs/")
    translated(page, "ar")

    client.get("/ar/kurs/")
    client.get("/de/kurs/")
    client.get("/ar/nichts/")

    assert counted() == {(page.translation_key, "ar"): 1}


def test_staff_at_work_make_no_demand(db: None, client: Client, settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False
    make_public("ar")
    page = make_page(slug="kurs")
    client.force_login(make_staff(EDITOR))
    client.get("/ar/kurs/")
    client.force_login(make_user())

    client.get("/ar/kurs/")

    assert counted() == {(page.translation_key, "ar"): 1}


def test_need_without_words_in_a_language_is_counted(db: None, client: Client) -> None:
    make_public("ar")
    make_front_page()
    need = make_need()

    client.get(f"/ar/mitmachen/{need.code}/")

    assert counted() == {(need.texts.get().translation_key, "ar"): 1}


def test_counts_of_many_processes_add_up(db: None) -> None:
    key = uuid4()

    for process in ({(TODAY, str(key), "ar"): 2}, {(TODAY, str(key), "ar"): 3, (TODAY, str(key), "tr"): 1}):
        demand._store(process.items())

    assert {(row.day, row.locale.language_code): row.count for row in Demand.objects.all()} == {
        (TODAY, "ar"): 5,
        (TODAY, "tr"): 1,
    }


def test_process_hands_over_after_an_answer_once_a_minute(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_public("ar")
    make_page(slug="kurs")
    clock = [100.0]
    monkeypatch.setattr(demand.time, "monotonic", lambda: clock[0])

    client.get("/ar/kurs/")
    early = Demand.objects.count()
    clock[0] += 60
    client.get("/ar/kurs/")
    client.get("/ar/kurs/")

    assert (early, Demand.objects.get().count) == (0, 2)


def test_count_survives_a_database_that_is_away(db: None) -> None:
    def away(*_args: object) -> None:
        raise OperationalError("the database is away")

    roots()
    key = uuid4()
    demand.waiting.add(str(key), "ar", on=TODAY, points=3)

    with connection.execute_wrapper(away), pytest.raises(OperationalError):
        demand.flush(timezone.now())

    assert counted() == {(key, "ar"): 3}


def test_what_is_counted_under_another_kind_of_key_stands_in_nobodys_way(db: None) -> None:
    key = uuid4()

    demand.note("0c0ffee0", "ar")
    demand.note(str(key), "ar")
    demand.flush(timezone.now())

    assert list(Demand.objects.values_list("translation_key", "count")) == [(key, 1)]


def test_job_says_how_many_readers_it_counted(db: None) -> None:
    demand.note(str(uuid4()), "ar")

    said = find("translation.demand").run(timezone.now())

    assert said == "1 readers without a translation counted"


def test_demand_is_summed_by_piece_since_a_day(db: None) -> None:
    key, other = uuid4(), uuid4()
    for days, code, count in ((0, "ar", 2), (10, "ar", 3), (10, "tr", 1), (99, "ar", 50)):
        day = TODAY - timedelta(days)
        Demand.objects.create(day=day, translation_key=key, locale=locale(code), count=count)
    Demand.objects.create(day=TODAY, translation_key=other, locale=locale("ar"), count=9)

    found = demand.demand_of([key], TODAY - demand.WINDOW)

    assert found == {(key, "ar"): 5, (key, "tr"): 1}


# ---------------------------------------------------------------- wishes


@pytest.mark.acceptance("T7", "T8")
def test_banner_leads_to_the_wish_and_to_people(db: None, client: Client) -> None:
    make_public("ar")
    page = make_page(slug="kurs")

    html = client.get("/ar/kurs/").content.decode()

    with override("ar"):
        label = gettext("I need this page in my language")
    assert f'<a href="{wish_url(page)}" rel="nofollow">{label}</a>' in html


@pytest.mark.acceptance("T8")
def test_wish_counts_five_once_a_day_for_each_address(db: None, client: Client) -> None:
    make_public("ar", "tr")
    page = make_page(slug="kurs")
    form = client.get(wish_url(page))
    sent = {"stamp": form.context["form"]["stamp"].value(), "website": ""}

    answers = [
        client.post(wish_url(page), sent),
        client.post(wish_url(page), sent),
        client.post(wish_url(page), sent, REMOTE_ADDR="192.0.2.7"),
        client.post(wish_url(page, "tr"), sent),
    ]

    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [
        (302, wish_url(page) + "danke/"),
        (302, wish_url(page) + "danke/"),
        (302, wish_url(page) + "danke/"),
        (302, wish_url(page, "tr") + "danke/"),
    ]
    assert counted() == {(page.translation_key, "ar"): 10, (page.translation_key, "tr"): 5}


def test_thanks_say_what_happens_next(db: None, client: Client) -> None:
    make_public("ar")
    page = make_page(slug="kurs")

    answer = client.get(wish_url(page) + "danke/")

    with override("ar"):
        title = gettext("Thank you. Your wish is counted.")
    assert answer.status_code == 200
    assert title in answer.content.decode()
    assert 'href="/ar/kurs/"' in answer.content.decode()
    assert answer.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("forged", [{"website": "https://spam.example"}, {"stamp": "1:forged"}, {"stamp": None}])
def test_machine_is_not_counted(db: None, client: Client, forged: dict[str, Any]) -> None:
    make_public("ar")
    page = make_page(slug="kurs")
    good = {"stamp": client.get(wish_url(page)).context["form"]["stamp"].value(), "website": ""}

    answer = client.post(wish_url(page), {name: text for name, text in (good | forged).items() if text is not None})

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert counted() == {}


def test_form_asks_for_the_token_against_forged_requests(db: None) -> None:
    make_public("ar")
    page = make_page(slug="kurs")
    strict = Client(enforce_csrf_checks=True)
    stamp = strict.get(wish_url(page)).context["form"]["stamp"].value()

    answer = strict.post(wish_url(page), {"stamp": stamp, "website": ""})

    assert answer.status_code == 403
    assert counted() == {}


def test_many_wishes_from_one_address_are_refused_with_a_way_out(db: None, client: Client) -> None:
    make_public("ar")
    front = make_front_page()
    pages = [make_page(front) for _ in range(3)]
    stamp = client.get(wish_url(pages[0])).context["form"]["stamp"].value()
    for _ in range(20):
        client.post(wish_url(pages[0]), {"stamp": stamp, "website": ""})

    answer = client.post(wish_url(pages[1]), {"stamp": stamp, "website": ""})

    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert counted() == {(pages[0].translation_key, "ar"): 5}


def test_text_that_is_there_already_is_shown_instead_of_the_form(db: None, client: Client) -> None:
    make_public("ar")
    page = make_page(slug="kurs")
    translated(make_front_page(), "ar")
    translated(page, "ar")

    answers = [client.get(wish_url(page, code)) for code in ("ar", "de")]

    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [
        (302, "/ar/kurs/"),
        (302, "/de/kurs/"),
    ]


@pytest.mark.parametrize("case", ["unknown", "draft", "private", "hidden language"])
def test_nobody_wishes_for_what_is_not_public(db: None, client: Client, case: str) -> None:
    make_public("ar")
    page = make_page(slug="kurs")
    if case == "draft":
        page.unpublish()
    elif case == "private":
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    elif case == "unknown":
        page.translation_key = uuid4()

    answer = client.get(wish_url(page, "fr" if case == "hidden language" else "ar"))

    assert answer.status_code == 404
