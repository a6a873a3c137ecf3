"""Editors read what is hard about their page while they write it; nobody is stopped, passing over leaves a trace."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.translation import readability, sentence_checks
from cms.users.roles import EDITOR, PUBLISHER
from home.plain_language.pages import html_of, report_on
from home.plain_language.text import words
from tests.make.network import make_contact, make_place
from tests.make.pages import make_notice, make_service
from tests.make.people import make_staff, make_user
from tests.make.translation import make_page, publish, translated

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

HARD = (
    "Die Inanspruchnahme entsprechender Unterstützungsleistungen erfordert grundsätzlich die vorherige schriftliche "
    "Antragstellung bei der zuständigen Verwaltungsbehörde."
)
ELEVEN_FAULTS = (
    f"<p>{HARD[:-1]} am 24.11.2026.</p>"
    "<p>Alle Bürger*innen können sich <a href='https://haus.example'>hier</a> anmelden, z. B. beim BAMF.</p>"
    "<p>Der Antrag wird geprüft. Telefon 0234 123456, haus@post.example</p>"
)


@pytest.fixture
def editor(client: Client, settings: Any) -> Client:
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(make_staff(EDITOR, PUBLISHER))
    return client


def hard_page(**fields: Any) -> Any:
    return make_page(title="Hilfe", lead="Hier gibt es Hilfe.", body=[("paragraph", ELEVEN_FAULTS)], **fields)


def test_words_of_a_page_are_read_without_its_facts() -> None:
    make_place("Haus der Verwaltungsbehördenunterstützung")
    page = make_service("Elternberatung", contacts=[make_contact("Layla Haddad")])
    page.body = [*[(block.block_type, block.value) for block in page.body], ("places", None)]
    page = publish(page)

    text = BeautifulSoup(html_of(page), "html.parser").get_text(" ")

    assert [word in text for word in ("Elternberatung", "Für Eltern.", "Anrufen", "Nichts.", "Kita")] == [True] * 5
    assert [word in text for word in ("Layla", "Verwaltungsbehörden")] == [False, False]


def test_report_names_every_planted_fault_once() -> None:
    report = report_on(hard_page())

    assert sorted(finding.code for finding in report.findings) == [
        "abbreviation",
        "abbreviation",
        "email_not_linked",
        "empty_link",
        "gender_sign",
        "long_word",
        "numeric_date",
        "passive",
        "phone_not_linked",
    ]
    assert report.hardest[0].startswith("Die Inanspruchnahme")


def test_snippet_is_read_too() -> None:
    notice = make_notice("Das Verwaltungsbehördenhaus bleibt zu.", at=timezone.now())

    assert [finding.passage for finding in report_on(notice).findings] == ["Verwaltungsbehördenhaus"]


def test_editor_shows_the_report_on_the_draft(editor: Client) -> None:
    page = make_page(title="Hilfe")
    page.body = [("paragraph", ELEVEN_FAULTS)]
    page.save_revision()

    html = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    panel = BeautifulSoup(html, "html.parser").find(attrs={"data-plain-language": True})

    assert panel is not None
    assert panel["data-plain-language"] == reverse("home_plain_language", args=[page.pk])
    assert f"LIX {report_on(page.get_latest_revision_as_object()).measured.lix}" in panel.get_text()
    assert [item["data-finding"] for item in panel.find_all("li", attrs={"data-finding": True})] == [
        finding.code for finding in report_on(page.get_latest_revision_as_object()).findings
    ]
    assert "home/plain_language.js" in html


def test_fragment_follows_the_draft(editor: Client) -> None:
    page = make_page(title="Hilfe", lead="Wir helfen.")
    address = reverse("home_plain_language", args=[page.pk])

    before = editor.get(address).content.decode()
    page.lead = "Alle Bürger*innen."
    page.save_revision()
    after = editor.get(address).content.decode()

    found = [re.findall(r'data-finding="(\w+)"', fragment) for fragment in (before, after)]
    assert found == [[], ["gender_sign"]]
    assert [("LIX" in fragment) for fragment in (before, after)] == [True, True]


def test_fragment_is_for_editors_of_german_pages_alone(client: Client, settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False
    page = make_page()
    row = translated(page, "ar")
    addresses = [reverse("home_plain_language", args=[pk]) for pk in (page.pk, row.pk)]

    as_guest = [client.get(address).status_code for address in addresses]
    client.force_login(make_user())
    as_reader = [client.get(address).status_code for address in addresses]
    client.force_login(make_staff(EDITOR))
    as_editor = [client.get(address).status_code for address in addresses]

    assert (as_guest, as_reader, as_editor) == ([302, 302], [302, 302], [200, 404])


def test_hint_before_translation_names_number_sentences_and_languages() -> None:
    hint = readability.hint_before_start(hard_page())

    assert hint is not None
    assert [len(words(sentence)) > 5 for sentence in hint.sentences] == [True] * len(hint.sentences)
    assert hint.for_languages(8) == "LIX 46. Simplify 1 sentence first. That saves work in 8 languages."
    assert readability.hint_before_start(make_page(title="Hilfe", lead="Wir helfen.")) is None


def test_passing_over_the_hint_is_logged() -> None:
    page, lead = hard_page(), make_user()
    hint = readability.hint_before_start(page)
    assert hint is not None

    readability.pass_over(page, hint, by=lead)

    entries = PageLogEntry.objects.filter(action="translation.too_hard")
    assert [(entry.user, entry.page_id, entry.data) for entry in entries] == [
        (lead, page.pk, {"lix": hint.lix, "sentences": list(hint.sentences)})
    ]


@pytest.mark.acceptance("T27")
def test_desk_gets_remarks_on_leichte_sprache_alone() -> None:
    sentence = "Wir helfen nicht, weil wir keine Zeit haben."

    found = {code: sentence_checks.findings("Deutsch.", sentence, code) for code in ("de-simple", "ar", "en")}

    assert [finding.code for finding in found["de-simple"]] == ["negation", "negation", "clauses"]
    assert (found["ar"], found["en"], sentence_checks.findings("Deutsch.", " ", "de-simple")) == ([], [], [])
