"""Starting translations queues; drafts are made afterwards, filled from the memory, and nothing live is touched."""

from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from cms.jobs import find
from cms.jobs.models import RunState
from cms.jobs.runs import work
from cms.translation import readability, starting
from cms.translation.composing import ensure_row
from cms.translation.enums import TranslationState as State
from cms.translation.starting import StartObstacle, StartRefused, obstacle_to_start
from cms.translation.state_table import Piece, state_table
from cms.users.models import User
from cms.users.roles import EDITOR, PUBLISHER
from tests.make.people import make_staff, make_user
from tests.make.translation import locale, make_front_page, make_organisation_text, make_page, publish, translated
from tests.translation.test_composing import columns

CODES = ["de-simple", "en", "tr", "ar", "uk", "ru", "fa", "fr"]
HARD = " ".join(f"Migrationsberatungsangebotsverzeichnisse{number}" for number in range(40)) + "."


@pytest.fixture
def editor(db: None) -> User:
    return make_staff(EDITOR)


@pytest.fixture
def easy_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """No measure of readability."""
    monkeypatch.setattr(readability, "_measures", [])


def make_long_page(sentences: int = 60) -> Any:
    paragraphs = "".join(f"<p>Satz {number} sagt wenig.</p>" for number in range(sentences - 2))
    return publish_body(make_page(title="Lange Seite"), paragraphs)


def publish_body(page: Any, html: str) -> Any:
    page.body = [("paragraph", html)]
    return publish(page)


def rows_of(source: Any) -> dict[str, tuple[bool, int | None]]:
    """Language, whether it is live, and of what it is an alias, of every text row."""
    rows = Page.objects.filter(translation_key=source.translation_key).exclude(pk=source.pk).select_related("locale")
    return {row.locale.language_code: (row.live, row.alias_of_id) for row in rows}


@pytest.mark.acceptance("T30")
def test_all_drafts_are_there_after_the_run_without_alias_or_live_row(easy_to_read: None, editor: Any) -> None:
    front = make_front_page()
    area = make_page(front, title="Bereich")
    page = publish_body(make_page(area, title="Seite"), "<p>Ein Satz.</p>")
    row = translated(make_page(front, title="Andere Seite"), "ar")
    before = columns(row)

    run = starting.start(page, CODES, by=editor, at=timezone.now())
    find("jobs.background_runs").run(timezone.now())

    run.refresh_from_db()
    assert (run.state, run.done) == (RunState.DONE, 8)
    assert [rows_of(source) for source in (page, area)] == [dict.fromkeys(CODES, (False, None))] * 2
    assert not Page.objects.exclude(alias_of=None).exists()
    assert columns(row) == before


@pytest.mark.acceptance("T30")
def test_draft_begins_with_what_the_memory_knows(easy_to_read: None, editor: Any) -> None:
    make_front_page()
    known = make_page(title="Beratung", lead="Kommen Sie vorbei.")
    translated(known, "ar")
    page = make_page(title="Kurse", lead="Kommen Sie vorbei.")

    run = work(starting.start(page, ["ar"], by=editor, at=timezone.now()))

    piece = state_table([page], ("ar",))[page.translation_key, "ar"]
    assert (piece.state, piece.done, piece.total) == (State.DRAFT, 1, 2)
    assert len(run.notes) == 1


def test_every_start_is_written_down(easy_to_read: None, editor: Any) -> None:
    page, text = make_page(), make_organisation_text()

    for source in (page, text):
        work(starting.start(source, ["ar", "tr"], by=editor, at=timezone.now()))

    logged = [
        (entry.user, entry.data["from_memory"])
        for model in (PageLogEntry, ModelLogEntry)
        for entry in model.objects.filter(action="translation.start")
    ]
    assert logged == [(editor, 0)] * 4


def test_row_that_somebody_made_meanwhile_is_left_as_it_is(easy_to_read: None, editor: Any) -> None:
    page = make_page()
    run = starting.start(page, ["ar", "tr"], by=editor, at=timezone.now())
    row = translated(page, "ar")
    before = columns(row)

    run = work(run)

    assert (columns(row), run.done, rows_of(page)) == (before, 2, {"ar": (True, None), "tr": (False, None)})


@pytest.mark.parametrize("case", ["hidden", "deleted"])
def test_source_that_went_away_meanwhile_is_told(easy_to_read: None, editor: Any, case: str) -> None:
    page = make_page(title="Sprachkurs")
    run = starting.start(page, ["ar"], by=editor, at=timezone.now())
    if case == "hidden":
        page.unpublish()
    else:
        page.delete()

    run = work(run)

    assert (run.state, run.skipped, len(run.notes), rows_of(page)) == (RunState.PARTIAL, 1, 1, {})


OBSTACLES = {
    State.SOURCE: StartObstacle.IS_SOURCE,
    State.ORPHAN: StartObstacle.SOURCE_GONE,
    State.OWN: StartObstacle.OWN_TEXT,
    State.HIDDEN: StartObstacle.SOURCE_HIDDEN,
    State.MISSING: None,
    State.DRAFT: StartObstacle.STARTED,
    State.STALE: StartObstacle.STARTED,
    State.MACHINE: StartObstacle.STARTED,
    State.TRANSLATED: StartObstacle.STARTED,
    State.CHECKED: StartObstacle.STARTED,
}


def test_what_can_be_started_follows_from_the_state_and_the_right(db: None) -> None:
    people = {"editor": make_staff(EDITOR), "lead": make_staff(PUBLISHER), "reader": make_user()}

    found = {name: {state: obstacle_to_start(Piece(state), user) for state in State} for name, user in people.items()}

    nobody = dict.fromkeys(State, StartObstacle.NO_RIGHT)
    assert found == {"editor": OBSTACLES, "lead": OBSTACLES, "reader": nobody}


def test_each_obstacle_has_its_sentence() -> None:
    assert all(obstacle.sentence.endswith(".") for obstacle in StartObstacle)


def test_started_languages_are_left_out_of_the_run(easy_to_read: None, editor: Any) -> None:
    page = make_page()
    ensure_row(page, locale("ar"))

    run = starting.start(page, ["ar", "tr"], by=editor, at=timezone.now())

    assert run.items == [[str(page.translation_key), "tr"]]
    with pytest.raises(StartRefused) as refused:
        starting.start(page, ["ar"], by=editor, at=timezone.now())
    assert refused.value.obstacle is StartObstacle.STARTED


# ---------------------------------------------------------------- hard to read


def test_hard_text_needs_an_explicit_word_which_is_written_down(editor: Any) -> None:
    page = make_page(title="Verzeichnis", lead=HARD)

    with pytest.raises(StartRefused) as refused:
        starting.start(page, ["ar"], by=editor, at=timezone.now())
    starting.start(page, ["ar"], by=editor, at=timezone.now(), although_hard=True)

    assert refused.value.obstacle is StartObstacle.TOO_HARD
    assert refused.value.hint is not None
    entry = PageLogEntry.objects.get(action="translation.too_hard")
    assert (entry.user, entry.data["lix"]) == (editor, refused.value.hint.lix)
