"""Who may save a sentence, under which reference, and what everybody who saves at the same moment keeps."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from cms.translation.models import TranslatorRole
from cms.translation.review import submit
from cms.translation.sentences import (
    Conflict,
    Kind,
    NotSaved,
    SaveObstacle,
    SentenceGone,
    SentenceRefused,
    find,
    obstacle_to_save,
    save_sentence,
    sentences_of,
)
from cms.translation.translating import publish_translation
from cms.users.roles import EDITOR
from tests.make.people import make_staff, make_user
from tests.make.translation import (
    in_words_of,
    locale,
    make_page,
    translated,
)
from tests.make.translators import again, make_translator, save, sentence_of
from tests.translation.test_sentences import rich_page

pytestmark = pytest.mark.usefixtures("in_english")

NOW = timezone.now()


@pytest.mark.parametrize("ref", ["", "-", "1-", "x-y", "1-2-3", "9" * 30 + "-1", "999999-999999", "٣-٤"])
def test_a_reference_that_was_never_there_hands_the_text_back(db: None, ref: str) -> None:
    page, samira = make_page(), make_translator()

    with pytest.raises(SentenceGone) as gone:
        save_sentence(page, "ar", ref, "مساعدة", by=samira, at=NOW, token="")

    assert (gone.value.text, gone.value.sentence) == ("مساعدة", None)
    assert find(page, "ar", ref) is None
    assert not StringTranslation.objects.exists()


def test_a_sentence_of_another_text_cannot_be_written_through_this_one(db: None) -> None:
    page, other, samira = make_page(), make_page(title="Anderes"), make_translator()
    foreign = sentence_of(other, "Anderes")

    with pytest.raises(SentenceGone):
        save(page, foreign, "آخر", by=samira)

    assert not StringTranslation.objects.exists()


# ---------------------------------------------------------------- who may
def own_text(page: Any) -> None:
    translated(page, "ar")
    Translation.objects.update(enabled=False)


def in_review(page: Any) -> None:
    translator = make_translator()
    for sentence in sentences_of(page, "ar"):
        save(page, sentence, "كلمات", by=translator)
    submit(page, "ar", by=translator, at=NOW)


@pytest.mark.parametrize(
    ("who", "prepare", "obstacle"),
    [
        (make_translator, lambda page: None, None),
        (lambda: make_staff(EDITOR), lambda page: None, None),
        (make_user, lambda page: None, SaveObstacle.NO_RIGHT),
        (lambda: make_translator("tr"), lambda page: None, SaveObstacle.NO_RIGHT),
        (make_translator, lambda page: translated(page, "ar"), None),
        (make_translator, in_review, SaveObstacle.IN_REVIEW),
        (make_translator, own_text, SaveObstacle.OWN_TEXT),
    ],
    ids=["translator", "editor", "nobody", "other language", "live", "in review", "own text"],
)
def test_who_may_change_sentences_and_when(db: None, who: Any, prepare: Any, obstacle: SaveObstacle | None) -> None:
    page, person = make_page(title="Hilfe"), who()
    prepare(page)
    before = sentence_of(page, "Hilfe")

    assert obstacle_to_save(page, "ar", person, on=NOW.date()) == obstacle
    if obstacle:
        with pytest.raises(SentenceRefused) as refused:
            save(page, before, "النجدة", by=person)
        assert (str(refused.value), refused.value.text) == (obstacle.sentence, "النجدة")
        assert again(page, before) == before
    else:
        assert save(page, before, "النجدة", by=person).translation == "النجدة"


def test_a_role_that_ended_saves_nothing_any_more(db: None) -> None:
    page, samira = make_page(title="Hilfe"), make_translator()
    TranslatorRole.objects.update(valid_until=NOW.date() - timedelta(days=1))

    with pytest.raises(SentenceRefused) as refused:
        save(page, "Hilfe", "مساعدة", by=samira)

    assert str(refused.value) == "You do not translate into this language (any more)."


# ---------------------------------------------------------------- everything that can be typed
pieces = st.sampled_from(
    ["<", ">", "</", "b", "a", "script", ' id="a1"', "/>", "{", "}", "{1}", "{/1}", "{2}", "{/2}", "{3}", "{/3}",
     "\x00", "ß" * 300, "\ud800", "\u202e", "\u200c", "&", "&lt;", "\r\n", " ", "onclick=", "نص"]
)  # fmt: skip
typed = st.text(max_size=80) | st.lists(pieces, max_size=30).map("".join)


@pytest.mark.acceptance("T12")
@pytest.mark.acceptance("T31")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(number=st.integers(0, 2), text=typed, ref=st.none() | st.text(max_size=8), token=st.text(max_size=4))
def test_whatever_is_typed_is_stored_soundly_or_handed_back(
    db: None, number: int, text: str, ref: str | None, token: str
) -> None:
    page, samira = _once()
    sentence = sentences_of(page, "ar")[number]

    try:
        saved = save_sentence(page, "ar", ref or sentence.ref, text, by=samira, at=NOW, token=token)
    except NotSaved as refused:
        handed_back = refused.text
        assert handed_back.strip() or not text.strip()
    else:
        assert saved.kind is Kind.HUMAN
        assert publish_translation(page, "ar", {**in_words_of(page, "ar"), sentence.german: saved.translation})
        assert "<script" not in saved.translation


_made: dict[str, Any] = {}


def _once() -> tuple[Any, Any]:
    """The page and the person of one test, for all its examples."""
    page = Page.objects.filter(title="Hilfe", locale=locale("de")).first()
    if page is None:
        _made.update(page=rich_page(lead="Wir helfen."), samira=make_translator())
    return _made["page"], _made["samira"]


@pytest.mark.acceptance("T11")
@pytest.mark.parametrize("begun", [False, True], ids=["open", "translated"])
def test_people_who_save_at_the_same_moment_lose_nothing(transactional_db: None, begun: bool) -> None:
    page, people = make_page(title="Hilfe"), [make_translator(name=name) for name in ("Samira", "Omar", "Lina")]
    seen = save(page, "Hilfe", "مساعدة", by=people[0]) if begun else sentence_of(page, "Hilfe")
    start = threading.Barrier(len(people))

    def store(person: Any) -> tuple[str, str]:
        """What this person typed, and what they are told is stored."""
        start.wait()
        try:
            return person.name, save(page, seen, person.name, by=person).translation
        except Conflict as conflict:
            return conflict.ours, conflict.theirs
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as desks:
        told = dict(desks.map(store, people))

    stored = again(page, seen).translation
    assert told == {"Samira": stored, "Omar": stored, "Lina": stored}
    assert stored in told
