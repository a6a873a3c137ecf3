"""Each cell says in words what is there, and every button leads to a door that is open."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from cms.translation import assigning
from cms.translation.composing import ensure_row
from cms.translation.enums import TranslationState as State
from cms.translation.matrix import screen, views
from cms.translation.matrix.filters import Filter
from cms.translation.matrix.table import read
from cms.translation.models import Demand
from cms.translation.next_steps import NextStep
from cms.users.models import User
from cms.users.roles import EDITOR, PUBLISHER
from tests.make.glossary import make_term
from tests.make.people import make_staff, make_user
from tests.make.pieces import ask_about, fill_by_machine, make_piece, put_into_review
from tests.make.translation import locale, make_front_page, make_organisation_text, make_page, make_sentence, translated

TODAY = date(2026, 11, 24)
MATRIX = "/admin/uebersetzung/"


def pieces_that_need_each_step() -> dict[NextStep, Any]:
    """One German page for each next step, in Arabic."""
    make_front_page()
    pages: dict[NextStep, Any] = {
        NextStep.START: make_piece(State.MISSING),
        NextStep.TRANSLATE: make_piece(State.DRAFT),
        NextStep.UPDATE: make_piece(State.STALE),
        NextStep.DECIDE: make_piece(State.ORPHAN),
    }
    for step in (NextStep.ANSWER, NextStep.REVIEW, NextStep.CONFIRM, NextStep.SEND, NextStep.WRITE):
        pages[step] = make_page(title=f"Seite {step}", lead="Alt.")
        ensure_row(pages[step], locale("ar"))
    ask_about(pages[NextStep.ANSWER])
    put_into_review(pages[NextStep.REVIEW])
    fill_by_machine(pages[NextStep.CONFIRM])
    for german in (pages[NextStep.SEND].title, "Alt."):
        make_sentence(pages[NextStep.SEND], "ar", german)
    translations = pages[NextStep.WRITE].get_translation(locale("ar"))
    from wagtail_localize.models import Translation

    Translation.objects.filter(source__object_id=translations.translation_key).update(enabled=False)
    return pages


def rows(user: User, wanted: Filter | None = None, codes: tuple[str, ...] = ("ar",)) -> dict[Any, screen.Row]:
    asked = wanted or Filter()
    return {entry.key: screen.row_of(entry, codes, asked, user, on=TODAY) for entry in read(on=TODAY)}


@pytest.mark.acceptance("T20")
@pytest.mark.parametrize("role", [EDITOR, PUBLISHER])
def test_every_button_leads_to_a_door_that_is_open(db: None, client: Client, settings: Any, role: str) -> None:
    settings.STAFF_SECOND_FACTOR = False
    pages = pieces_that_need_each_step()
    user = make_staff(role)
    client.force_login(user)

    found = rows(user)
    steps = {step: found[page.translation_key].cells[0].button for step, page in pages.items()}
    urls = [button.url for row in found.values() for button in (row.button, row.cells[0].button) if button]
    answers = {url: client.get(url) for url in urls if url}

    assert {step: button.label for step, button in steps.items() if button} == {
        step: str(step.label) for step in NextStep
    }
    closed = {step for step, button in steps.items() if button and not button.url}
    assert closed == (set() if role == PUBLISHER else {NextStep.REVIEW, NextStep.DECIDE})
    assert {url: answer.status_code for url, answer in answers.items()} == dict.fromkeys(answers, 200)
    assert len(answers) >= len(NextStep) - len(closed)


@pytest.mark.acceptance("T20")
def test_step_of_a_row_is_the_most_pressing_of_all_its_pieces(db: None, in_english: None) -> None:
    page = make_page(title="Sprachkurs", lead="Alt.")
    for code in ("ar", "tr"):
        ensure_row(page, locale(code))
    ask_about(page, "tr")
    user = make_staff(EDITOR)

    one = rows(user, codes=("ar", "tr", "fr"))[page.translation_key].button
    two = rows(user, codes=("ar", "fr"))[page.translation_key].button
    missing = rows(user, codes=("fr", "uk"))[page.translation_key].button

    desk = {code: reverse("translation:piece", args=[code, page.translation_key]) for code in ("ar", "tr")}
    start = reverse("translation_start", args=[page.translation_key])
    assert (one, two, missing) == (
        screen.Button("Answer", desk["tr"]),
        screen.Button("Translate", desk["ar"]),
        screen.Button("Start (2)", f"{start}?language=fr&language=uk"),
    )


def test_hidden_german_text_is_to_be_published_first(db: None, in_english: None) -> None:
    page = make_piece(State.HIDDEN)

    button = rows(make_staff(EDITOR))[page.translation_key].button

    assert button == screen.Button("Publish the German text", reverse("wagtailadmin_pages:edit", args=[page.pk]))


def test_snippet_leads_to_its_own_editor(db: None) -> None:
    make_front_page()
    term, text = make_term("Werkstatt"), make_organisation_text()

    found = rows(make_staff(EDITOR))

    assert found[term.translation_key].edit_url == reverse(term.snippet_viewset.get_url_name("edit"), args=[term.pk])
    assert found[text.translation_key].entry.model == "network.organisationtext"


# ---------------------------------------------------------------- the page


def words_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))


def cells_of(answer: Any) -> list[str]:
    return [
        re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", cell)).strip()
        for cell in re.findall(r"<td role=\"cell\"[^>]*>(.*?)</td>", answer.content.decode(), re.DOTALL)
    ]


def test_cell_tells_state_words_demand_people_and_the_next_step(editor: User, client: Client) -> None:
    page = make_piece(State.STALE)
    amina = make_user(name="Amina Osman")
    at = timezone.now()
    Demand.objects.create(day=timezone.localdate(), translation_key=page.translation_key, locale=locale("ar"), count=12)
    assigning.assign(page, "ar", to=None, due_on=timezone.localdate() + timedelta(2), urgent=True, by=editor, at=at)
    assigning.Assignment.objects.update(assignee=amina)
    ask_about(page)

    answer = client.get(f"{MATRIX}?language=ar&q=Angebot")

    due = (timezone.localdate() + timedelta(2)).strftime("%m/%d/%Y")
    assert cells_of(answer) == [
        f"العربية outdated 1 word 1 question 12 × missed urgent Amina Osman until {due} Answer : Angebot stale, العربية"
    ]


def test_sums_are_over_everything_and_rows_over_a_page(
    editor: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "ON_A_PAGE", 3)
    front = make_front_page()
    for number in range(4):
        make_page(front, title=f"Kurs {number}", lead=f"Viele Worte {'für alle ' * 40}")

    first = client.get(f"{MATRIX}?language=ar&q=Kurs")
    second = client.get(f"{MATRIX}?language=ar&q=Kurs&p=2")

    assert (len(cells_of(first)), len(cells_of(second))) == (3, 1)
    assert "4 texts · 336 words to do · about 28 minutes for one person" in words_of(first)
    assert "0 of 4" in words_of(second)


@pytest.mark.acceptance("T20")
def test_number_of_queries_is_the_same_for_one_text_and_for_many(editor: User, client: Client) -> None:
    front = make_front_page()
    make_page(front)
    client.get(MATRIX)
    with CaptureQueriesContext(connection) as few:
        client.get(MATRIX)
    for _ in range(8):
        make_page(front)
    client.get(MATRIX)

    with CaptureQueriesContext(connection) as many:
        answer = client.get(MATRIX)

    assert len(cells_of(answer)) == 10 * 8
    assert (len(many), len(many) <= 20) == (len(few), True)


def test_piece_that_is_not_meant_is_quiet(editor: User, client: Client) -> None:
    page = make_piece(State.STALE)
    ensure_row(page, locale("tr"))

    html = client.get(f"{MATRIX}?state=stale&language=ar&language=tr").content.decode()

    assert re.findall(r'<td role="cell" class="([^"]*)"', html) == ["t-cell t-cell--quiet", "t-cell"]


def test_everything_up_to_date_is_said_for_a_filter(editor: User, client: Client) -> None:
    make_front_page()
    page = make_page()
    translated(page, "ar")

    answer = client.get(f"{MATRIX}?state=stale")

    assert "Everything is up to date. Nothing fits this choice." in words_of(answer)
    assert cells_of(answer) == []


def test_unknown_filter_is_dropped_and_said(editor: User, client: Client) -> None:
    make_front_page()

    answer = client.get(f"{MATRIX}?{urlencode([('state', 'ripe'), ('language', 'xx'), ('p', '999')])}")

    assert "Unknown and left out of the filter: xx, ripe" in words_of(answer)
    assert len(cells_of(answer)) == 8


@pytest.mark.parametrize("who", ["reader", "coordinator"])
def test_matrix_is_closed_to_others(db: None, client: Client, settings: Any, who: str) -> None:
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(make_user() if who == "reader" else make_staff("volunteer coordinator"))

    answers = [client.get(MATRIX), client.get(f"{MATRIX}blatt/"), client.get(f"{MATRIX}tabelle.csv")]
    answers.append(client.post(f"{MATRIX}auswahl/", {"action": "start", "all": "1"}))

    assert all(answer.status_code in {302, 403} for answer in answers)
    assert all("t-matrix" not in answer.content.decode() for answer in answers)
