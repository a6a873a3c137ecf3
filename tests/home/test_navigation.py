"""Menu, breadcrumbs, notices and the frame of every page."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client, RequestFactory
from django.utils import timezone
from django.utils.translation import override

from home.context import notices
from home.models import VolunteeringPage
from home.navigation import Link, crumbs, links_to, menu
from tests.make.pages import make_area, make_calendar, make_legal, make_notice, make_service
from tests.make.translation import make_front_page, make_page, make_public, translated

pytestmark = pytest.mark.django_db


def labels(links: list[Link]) -> list[tuple[str, str, str]]:
    return [(link.label, link.url, link.lang) for link in links]


def test_menu_shows_live_pages_of_the_first_level_in_their_order() -> None:
    make_area()
    make_calendar()
    make_page(title="Nicht im Menü")
    make_page(title="Entwurf", live=False, show_in_menus=True)

    assert labels(menu("de")) == [("Angebote", "/de/angebote/", ""), ("Termine", "/de/termine/", "")]


def test_menu_of_a_language_says_which_label_is_still_german() -> None:
    area = make_area()
    make_calendar()
    make_public("ar")
    translated(make_front_page(), "ar")
    translated(area, "ar")

    assert labels(menu("ar")) == [("ar: Angebote", "/ar/angebote/", ""), ("Termine", "/ar/termine/", "de")]


def test_menu_has_at_most_seven_entries() -> None:
    for number in range(9):
        make_page(title=f"Seite {number}", show_in_menus=True)

    assert len(menu("de")) == 7


def test_breadcrumbs_begin_below_the_second_level() -> None:
    area = make_area()
    service = make_service("Elternberatung")

    assert crumbs(area, "de") == []
    assert labels(crumbs(service, "de")) == [("Offenes Haus", "/de/", ""), ("Angebote", "/de/angebote/", "")]


def test_a_link_to_a_page_that_is_not_live_is_none() -> None:
    live, draft = make_page(title="Da"), make_page(title="Noch nicht", live=False)

    found = links_to([live, draft], "de")

    assert [link.label for link in found.values()] == ["Da"]


def test_footer_lists_the_legal_pages_and_header_leads_to_volunteering(client: Client) -> None:
    make_legal()
    make_page(title="Mitmachen", slug="ehrenamt", kind=VolunteeringPage, show_in_menus=True)

    found = BeautifulSoup(client.get("/de/").content, "html.parser")

    assert [link.get_text(strip=True) for link in found.select(".foot__links a")] == ["Impressum"]
    assert found.find("a", href="/de/ehrenamt/")


@pytest.mark.parametrize(("minutes", "expected"), [(-61, 0), (-59, 1), (0, 1), (119, 1), (121, 0)])
def test_a_notice_begins_and_ends_by_itself(monkeypatch: pytest.MonkeyPatch, minutes: int, expected: int) -> None:
    at = timezone.now()
    make_notice("Heute geschlossen.", at=at)
    monkeypatch.setattr(timezone, "now", lambda: at + timedelta(minutes=minutes))

    with override("de"):
        found = notices(RequestFactory().get("/de/"))

    assert len(found) == expected


def test_a_notice_for_some_pages_stands_there_and_below(client: Client) -> None:
    area, service, elsewhere = make_area(), make_service(), make_page(title="Anderswo")
    make_notice("Neue Kurse beginnen.", at=timezone.now(), pages=(area,))

    shown = [b"Neue Kurse beginnen." in client.get(page.get_url()).content for page in (area, service, elsewhere)]

    assert shown == [True, True, False]


def test_a_notice_without_translation_is_marked_as_german(client: Client) -> None:
    make_notice("Heute geschlossen.", at=timezone.now())
    make_public("ar")

    found = BeautifulSoup(client.get("/ar/").content, "html.parser")

    assert [tag["lang"] for tag in found.select(".banner p") if "Heute geschlossen" in tag.get_text()] == ["de"]
