"""The index of both databases: the same hits, titles first, nothing that is typed is an operator."""

import pytest
from django.db import connection

from home.models import SearchKind
from home.search import index
from home.search.asking import asked, question
from home.search.documents import Document
from home.search.engines import TooSlow, find, time_limit

pytestmark = pytest.mark.django_db

ROWS = {
    "title": ("Prüfung", "Am Freitag."),
    "text": ("Kurse", "Mit einer Prüfung am Ende, und noch einer Prüfung."),
    "compound": ("Sprachprüfungen", "Neu."),
    "both words": ("Prüfung im Kurs", "Neu."),
    "other": ("Elternberatung", "Kita und Schule."),
}


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> None:
    keep(*(document(key, title, text) for key, (title, text) in ROWS.items()))


def keep(*documents: Document) -> None:
    for one in documents:
        index._keep(one, {})


def document(key: str, title: str, text: str, language: str = "de", kind: SearchKind = SearchKind.PAGE) -> Document:
    return Document(kind, key, language, title, "", text)


def found(query: str, language: str = "de", **options: bool) -> list[str]:
    asks = question(asked(query, language), language)
    return [entry.key for entry in find(asks, language, [SearchKind.PAGE], **options)]


QUESTIONS = {
    "word": ("Prüfung", {"title", "text", "compound", "both words"}),
    "as ue": ("pruefung", {"title", "text", "compound", "both words"}),
    "plural": ("Prüfungen", {"title", "text", "compound", "both words"}),
    "begun": ("prüf", {"title", "text", "compound", "both words"}),
    "all words": ("Prüfung Kurs", {"text", "both words"}),
    "all words, other order": ("kurs pruefung", {"text", "both words"}),
    "unknown": ("Zahnarzt", set()),
    "one word unknown": ("Prüfung Zahnarzt", set()),
    "first word is never begun": ("prüf Kurs", set()),
}


@pytest.mark.acceptance("C15")
@pytest.mark.parametrize("kind", QUESTIONS)
def test_both_databases_give_the_same_hits(rows: None, kind: str) -> None:
    query, expected = QUESTIONS[kind]

    assert set(found(query)) == expected


def test_hits_in_the_title_come_first(rows: None) -> None:
    assert found("Prüfung")[-1] == "text"
    assert set(found("Prüfung", in_title=True)) == {"title", "compound", "both words"}


def test_any_word_is_enough_when_asked_so(rows: None) -> None:
    assert set(found("Elternberatung Zahnarzt Kurs", any_word=True)) == {"other", "text", "both words"}


def test_search_looks_into_one_language_and_the_kinds_asked_for(rows: None) -> None:
    keep(
        document("arabic", "Prüfung", "امتحان", "ar"),
        document("easy", "Prüfung", "Test", "de-simple"),
        document("7", "Prüfung e.V.", "", kind=SearchKind.ORGANISATION),
    )

    assert [found("Prüfung", code) for code in ("ar", "de-simple", "fr")] == [["arabic"], ["easy"], []]
    asks = question(asked("Prüfung", "de"), "de")
    assert [entry.key for entry in find(asks, "de", [SearchKind.ORGANISATION, SearchKind.PLACE])] == ["7"]


def test_marks_of_the_index_are_no_words(rows: None) -> None:
    assert [found(word) for word in ("langde", "kindpage", "lang")] == [[], [], []]


OPERATORS = ['"', "AND", "OR", "NOT NEAR(zz", "title_words:zz", "*", "^zz", "zz' | 'zz", "{zz}", "\\", "%", "zz & !zz"]


@pytest.mark.parametrize("query", [*OPERATORS, "😀", "\x00", "-", "zz*", "(zz", "zz:*A", "'zz"])
def test_nothing_that_is_typed_is_an_operator(rows: None, query: str) -> None:
    assert found(query) == []


def test_entries_that_change_or_go_leave_the_index(rows: None) -> None:
    from home.models import SearchEntry

    entry = SearchEntry.objects.get(key="title")
    entry.title_words = "zahnarzt"
    entry.save()
    SearchEntry.objects.filter(key="compound").delete()

    assert (found("Zahnarzt"), set(found("Prüfung"))) == (["title"], {"text", "both words"})


def test_statement_that_takes_too_long_is_ended() -> None:
    endless = {
        "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
        "postgresql": "SELECT pg_sleep(60)",
    }

    with pytest.raises(TooSlow), time_limit(0.05), connection.cursor() as cursor:
        cursor.execute(endless[connection.vendor])

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


def test_limit_of_time_is_put_back() -> None:
    shown = {"sqlite": "SELECT 1", "postgresql": "SELECT current_setting('statement_timeout')"}[connection.vendor]

    seen = []
    for seconds in (0.5, 0.7):
        with time_limit(seconds):
            pass
        with connection.cursor() as cursor:
            cursor.execute(shown)
            seen.append(cursor.fetchone())

    assert seen == [{"sqlite": (1,), "postgresql": ("0",)}[connection.vendor]] * 2
