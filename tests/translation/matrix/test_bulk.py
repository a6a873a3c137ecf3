"""Many pieces at once: the preview says what would happen, and the button does exactly that."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.jobs import find
from cms.jobs.models import BackgroundRun, RunState
from cms.translation import rights
from cms.translation.composing import ensure_row
from cms.translation.enums import TranslationState as State
from cms.translation.matrix import bulk_views
from cms.translation.matrix.bulk import Action, Options, actions_for, prepare
from cms.translation.matrix.filters import Filter
from cms.translation.matrix.table import read
from cms.translation.models import Assignment, Exchange, LocaleProfile, MachineRun, TranslatorRole
from cms.translation.state_table import state_table
from cms.users.models import User
from tests.make.machine import choose_provider, make_setting
from tests.make.people import make_user
from tests.make.pieces import make_piece
from tests.make.translation import locale, make_front_page, make_page, translated
from tests.translation.test_starting import HARD, rows_of

BULK = "/admin/uebersetzung/auswahl/"


def say(client: Client, action: Action, pages: list[Any], *codes: str, **more: Any) -> Any:
    """Choose an action for some texts in the matrix."""
    return client.post(
        BULK,
        {
            "action": action,
            "entry": [str(page.translation_key) for page in pages],
            "language": codes or ("ar",),
            **more,
        },
    )


def words_of(answer: Any) -> str:
    main = answer.content.decode().split("t-sum", 1)[-1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", main))


def work() -> None:
    find("jobs.background_runs").run(timezone.now())


def states(pages: list[Any], code: str = "ar") -> list[State]:
    table = state_table(pages, (code,))
    return [table[page.translation_key, code].state for page in pages]


# ---------------------------------------------------------------- preview


def test_preview_counts_pieces_words_and_what_is_left_out(easy_to_read: None, editor: User, client: Client) -> None:
    front = make_front_page()
    pages = [make_page(front, title="Ein Titel hier", lead="Vier Worte für alle.") for _ in range(3)]
    ensure_row(pages[0], locale("ar"))

    answer = say(client, Action.START, pages, "ar", "tr")

    assert "5 pieces · 35 words · 1 left out" in words_of(answer)
    assert "1 × This translation has been started already." in words_of(answer)
    assert not BackgroundRun.objects.exists()
    assert states(pages) == [State.DRAFT, State.MISSING, State.MISSING]


@pytest.mark.parametrize("action", list(Action), ids=lambda action: action.value)
def test_preview_changes_nothing(lead: User, client: Client, action: Action) -> None:
    page, missing = make_piece(State.STALE), make_piece(State.MISSING)
    tables = (BackgroundRun, Assignment, Exchange, MachineRun)

    say(client, action, [page, missing])

    assert [model.objects.count() for model in tables] == [0, 0, 0, 0]
    assert states([page, missing]) == [State.STALE, State.MISSING]


def test_choice_is_what_the_filter_shows(easy_to_read: None, editor: User, client: Client) -> None:
    make_front_page()
    stale, missing = make_piece(State.STALE), make_piece(State.MISSING)

    answer = client.post(BULK, {"action": "export", "all": "1", "state": "stale", "language": ["ar", "tr"]})

    assert "1 piece · 1 word" in words_of(answer)
    assert stale.title in words_of(answer)
    assert missing.title not in words_of(answer)


@pytest.mark.parametrize(
    "sent", [{}, {"action": "start"}, {"action": "burn", "all": "1"}, {"action": "start", "entry": "no key"}]
)
def test_choice_of_nothing_leads_back_with_a_word(editor: User, client: Client, sent: dict[str, str]) -> None:
    make_page()

    answer = client.post(BULK, {**sent, "language": ["ar"], "q": "Angebot"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/uebersetzung/?language=ar&q=Angebot")
    assert "Choose what to do, and at least one text." in client.get(answer.headers["Location"]).content.decode()


def test_withdrawing_is_for_leads_and_machines_need_a_provider(editor: User, settings: Any) -> None:
    settings.MACHINE_TRANSLATION = {}
    lead = make_user(is_superuser=True)

    assert Action.WITHDRAW not in actions_for(editor)
    assert Action.MACHINE not in actions_for(lead)
    assert Action.WITHDRAW in actions_for(lead)


def test_every_reason_is_counted_most_frequent_first(lead: User, in_english: None) -> None:
    make_front_page()
    pages = [make_piece(state) for state in (State.MISSING, State.MISSING, State.DRAFT, State.CHECKED, State.OWN)]
    chosen = [entry for entry in read(on=timezone.localdate()) if entry.key in {page.translation_key for page in pages}]

    found = prepare(Action.WITHDRAW, chosen, ["ar"], Filter(), by=lead, at=timezone.now())

    assert [(source.pk, code) for source, code in found.pieces] == [(pages[3].pk, "ar")]
    assert found.left_out == [
        ("There is no text in this language.", 2),
        ("This translation is not public.", 1),
        ("This text was written in its own language.", 1),
    ]
    assert (found.skipped, found.is_open) == (4, True)


# ---------------------------------------------------------------- doing it


@pytest.mark.acceptance("T30")
def test_start_of_many_queues_and_makes_all_drafts(easy_to_read: None, editor: User, client: Client) -> None:
    front = make_front_page()
    pages = [make_page(front) for _ in range(3)]

    answer = say(client, Action.START, pages, "ar", "tr", confirmed="1")
    run = BackgroundRun.objects.get()
    queued = (run.state, run.total, [rows_of(page) for page in pages])
    work()

    assert answer.headers["Location"] == reverse("background_run", args=[run.pk])
    assert queued == (RunState.QUEUED, 6, [{}, {}, {}])
    assert [rows_of(page) for page in pages] == [{"ar": (False, None), "tr": (False, None)}] * 3


def test_hard_texts_are_left_out_until_somebody_says_so(editor: User, client: Client) -> None:
    front = make_front_page()
    hard, good = make_page(front, title="Verzeichnis", lead=HARD), make_page(front, title="Kurs", lead="Wir lernen.")

    preview = say(client, Action.START, [hard, good])
    say(client, Action.START, [hard, good], confirmed="1", although_hard="on")

    assert "1 piece" in words_of(preview)
    assert "1 × The German text is hard to read." in words_of(preview)
    assert 'name="although_hard"' in preview.content.decode()
    assert BackgroundRun.objects.get().total == 2


def test_memory_fills_what_is_open(editor: User, client: Client) -> None:
    make_front_page()
    translated(make_page(title="Beratung", lead="Kommen Sie vorbei."), "ar")
    page = make_page(title="Kurse", lead="Kommen Sie vorbei.")
    ensure_row(page, locale("ar"))
    missing = make_piece(State.MISSING)

    preview = say(client, Action.PREFILL, [page, missing])
    say(client, Action.PREFILL, [page, missing], confirmed="1")
    work()

    assert "1 piece · 4 words · 1 left out" in words_of(preview)
    assert state_table([page], ("ar",))[page.translation_key, "ar"].done == 1
    assert BackgroundRun.objects.get().state == RunState.DONE


def test_pieces_are_given_to_a_translator_at_once(editor: User, client: Client) -> None:
    page, day = make_piece(State.STALE), timezone.localdate() + timedelta(3)
    amina = make_user(name="Amina Osman")
    TranslatorRole.objects.create(user=amina, locale=locale("ar"), valid_from=timezone.localdate())

    answer = say(
        client, Action.ASSIGN, [page], confirmed="1", to=amina.pk, due_on=day.isoformat(), urgent="on", note="Danke!"
    )

    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/uebersetzung/?language=ar")
    assert list(Assignment.objects.values_list("assignee", "due_on", "urgent", "note", "by")) == [
        (amina.pk, day, True, "Danke!", editor.pk)
    ]


def test_somebody_who_does_not_translate_the_language_is_not_offered(editor: User, client: Client) -> None:
    page, stranger = make_piece(State.STALE), make_user(name="Fremde Person")

    answer = say(client, Action.ASSIGN, [page], confirmed="1", to=stranger.pk)

    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"to"}
    assert not Assignment.objects.exists()


def test_past_day_is_refused_with_its_reason(editor: User, client: Client) -> None:
    page = make_piece(State.STALE)

    answer = say(client, Action.ASSIGN, [page], confirmed="1", due_on="2020-01-01")

    assert "1 × The day lies in the past. Choose today or a later day." in words_of(answer)
    assert not Assignment.objects.exists()


def test_withdrawn_translation_is_gone_for_readers(lead: User, client: Client) -> None:
    page = make_piece(State.STALE)

    say(client, Action.WITHDRAW, [page], confirmed="1")

    assert states([page]) == [State.DRAFT]
    assert BackgroundRun.objects.get().by == lead


def test_what_changed_since_the_preview_is_told_in_the_run(
    lead: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_views, "FEW", 2)
    front = make_front_page()
    pages = [make_page(front, title=f"Seite {number}") for number in range(3)]
    for page in pages:
        translated(page, "ar")
    say(client, Action.WITHDRAW, pages, confirmed="1")
    pages[0].get_translation(locale("ar")).unpublish()

    work()

    run = BackgroundRun.objects.get()
    assert (run.state, run.done, run.skipped) == (RunState.PARTIAL, 2, 1)
    assert len(run.notes) == 1
    assert run.notes[0].startswith("Seite 0 (العربية): ")


def test_export_leads_to_its_archive(editor: User, client: Client) -> None:
    pages = [make_piece(State.STALE), make_piece(State.MISSING)]

    say(client, Action.EXPORT, pages, "ar", "tr", confirmed="1", format="xliff")
    work()

    made = Exchange.objects.get()
    run = BackgroundRun.objects.get()
    assert (run.state, run.result_url) == (RunState.DONE, reverse("translation_exchange", args=[made.pk]))
    assert (made.format, made.by, made.scope["pieces"]) == ("xliff", editor, 4)


def test_machine_drafts_are_queued(editor: User, client: Client, settings: Any) -> None:
    switch_on(settings)
    page = make_page(title="Kurs", lead="Wir lernen Deutsch.")
    ensure_row(page, locale("ar"))

    preview = say(client, Action.MACHINE, [page])
    say(client, Action.MACHINE, [page], confirmed="1")
    work()

    assert "1 piece · 4 words" in words_of(preview)
    assert state_table([page], ("ar",))[page.translation_key, "ar"].machine_open == 2


def test_machine_over_budget_is_refused_before_anything_is_asked(editor: User, client: Client, settings: Any) -> None:
    switch_on(settings)
    LocaleProfile.objects.update(monthly_words=3)
    page = make_page(title="Kurs", lead="Wir lernen Deutsch.")
    ensure_row(page, locale("ar"))

    preview = say(client, Action.MACHINE, [page])
    again = say(client, Action.MACHINE, [page], confirmed="1")

    assert "more than the machine may translate" in words_of(preview)
    assert again.status_code == 200
    assert 'name="confirmed"' not in preview.content.decode()
    assert (MachineRun.objects.count(), BackgroundRun.objects.count()) == (0, 0)


def test_sheet_is_printed_for_the_choice(editor: User, client: Client) -> None:
    page, other = make_piece(State.STALE), make_piece(State.MISSING)

    answer = say(client, Action.PRINT, [page])
    html = client.get(answer.headers["Location"]).content.decode()

    assert page.title in html
    assert other.title not in html


def test_options_ask_for_nothing_by_default() -> None:
    assert Options() == Options(None, None, False, "", "po", False)
    assert rights.MANAGE


def switch_on(settings: Any) -> None:
    settings.MACHINE_TRANSLATION = make_setting()
    choose_provider()
