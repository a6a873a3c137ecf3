"""The page of a need: what, when, where, with whom; only what is public, and right in every language."""

import pytest
from django.test import Client
from django.utils import timezone

from cms.translation.translating import publish_translation
from tests.make.network import make_contact, make_organisation, make_place
from tests.make.people import make_staff
from tests.make.translation import make_public
from tests.make.volunteering import make_need, make_shift, make_volunteer
from tests.volunteering.test_facade import ARABIC
from volunteering.domain import needs

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> object:
    return timezone.now()


def test_everything_a_person_wants_to_know(client: Client, now) -> None:
    coordinator = make_staff("volunteer coordinator", name="Britta Nowak")
    make_contact("Britta Nowak", languages=["de", "en"], user=coordinator, phone="+49 221 4710 115")
    need = make_need(
        at=now,
        coordinator=coordinator,
        organisation=make_organisation("Kita Regenbogen"),
        venue=make_place("Treffpunkt"),
        languages={"uk": ("C1", True), "de": ("B2", False)},
        skills={"tutoring": False},
        min_age=16,
        open_to_new=False,
        tags=["children"],
    )
    make_shift(need, at=now, places=1)

    html = client.get(f"/en/mitmachen/{need.code}/").content.decode()

    for words in (
        "Hausaufgabenhilfe",
        "Die Gruppe hat acht Kinder.",
        "1 place left",
        "Kita Regenbogen",
        "Treffpunkt",
        "Necessary: Українська (C1)",
        "Good to have: Deutsch (B2)",
        "Good to have: helping with learning",
        "You are at least 16 years old",
        "We get to know each other first",
        "children and school",
        "Britta Nowak",
        "+49 221 4710 115",
    ):
        assert words in html


def test_translated_words_and_the_way_to_other_languages(client: Client, now) -> None:
    make_public("ar")
    need = make_need(at=now)
    make_shift(need, at=now)
    publish_translation(needs.german_text(need), "ar", ARABIC)

    html = client.get(f"/ar/mitmachen/{need.code}/").content.decode()

    assert "مساعدة في الواجبات" in html
    assert "Hausaufgabenhilfe" not in html
    assert f'hreflang="de" href="http://127.0.0.1:8000/de/mitmachen/{need.code}/"' in html


def test_untranslated_words_are_german_and_say_so(client: Client, now) -> None:
    make_public("tr")
    need = make_need(at=now)
    make_shift(need, at=now)

    response = client.get(f"/tr/mitmachen/{need.code}/")

    assert '<h1 lang="de" dir="ltr">Hausaufgabenhilfe</h1>' in response.content.decode()
    assert b"noindex" in response.content


@pytest.mark.parametrize("fields", [{"published": False}, {"visibility": "asked"}, {"visibility": "members"}])
def test_what_is_not_public_is_not_there(client: Client, now, fields: dict) -> None:
    need = make_need("Geheimnis", at=now, **fields)
    make_shift(need, at=now)

    assert client.get(f"/de/mitmachen/{need.code}/").status_code == 404
    assert client.get(f"/de/mitmachen/{need.code}/1/").status_code == 404
    assert client.get(f"/de/mitmachen/{need.code}/1/termin.ics").status_code == 404


def test_members_see_what_is_for_members(client: Client, now) -> None:
    need = make_need(at=now, visibility="members")
    make_shift(need, at=now)
    client.force_login(make_volunteer().user)

    assert client.get(f"/de/mitmachen/{need.code}/").status_code == 200


@pytest.mark.parametrize("code", ["B-2026-999", "B-2026-1", "b-2026-001", "IKOE-2026-001", "B-2026-0000000"])
def test_code_that_is_none_is_not_there(client: Client, code: str) -> None:
    assert client.get(f"/de/mitmachen/{code}/").status_code == 404


def test_need_without_fixed_times_leads_to_a_talk(client: Client, now) -> None:
    need = make_need(at=now, kind="flexible")

    html = client.get(f"/en/mitmachen/{need.code}/").content.decode()

    assert "You choose the time. Write to us when it suits you" in html


def test_need_without_an_open_date_leads_to_others(client: Client, now) -> None:
    need = make_need(at=now)

    assert "At the moment no date is open here." in client.get(f"/en/mitmachen/{need.code}/").content.decode()


def test_texts_cannot_carry_scripts(client: Client, now) -> None:
    need = make_need("<script>alert(1)</script>", at=now)
    make_shift(need, at=now)

    html = client.get(f"/de/mitmachen/{need.code}/").content.decode()

    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
