"""How the two databases are asked: FTS5 on SQLite, a tsvector on PostgreSQL, both under a time limit.

Both look into one language only: it is a word of each entry. They rank at most so many candidates, so that a common
word costs no more than a rare one.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import OperationalError, connection, transaction

from home.models.search import SearchKind
from home.search.asking import Form, Group, Phrase, Question, Word
from home.search.index import kind_mark, language_mark

CANDIDATES = 500
MOST = 100
SECONDS = 1.0
STEPS_BETWEEN_LOOKS = 5_000


class TooSlow(Exception):
    """The database did not answer within the time limit."""


@dataclass(frozen=True)
class Found:
    """An entry that answers: what it leads to and in which language it was found."""

    kind: str
    key: str
    language: str


def find(
    question: Question, language: str, kinds: Iterable[SearchKind], *, any_word: bool = False, in_title: bool = False
) -> list[Found]:
    """Entries of these kinds in a language that hold all groups of the question, or any of them; the best first.

    Ask inside `time_limit`, once for all questions of an answer.
    """
    if not question:
        return []
    engine = ENGINES[connection.vendor]
    marks = [language_mark(language)], [kind_mark(kind) for kind in kinds]
    with connection.cursor() as cursor:
        cursor.execute(*engine(question, marks, any_word=any_word, in_title=in_title))
        return [Found(*row) for row in cursor.fetchall()]


type Statement = tuple[str, list[str | int]]
type Marks = tuple[list[str], list[str]]

FTS5 = """
SELECT entry.kind, entry.key, entry.language
FROM (
    SELECT rowid, bm25(home_searchindex, 4.0, 1.0, 0.0) AS rank
    FROM home_searchindex WHERE home_searchindex MATCH %s LIMIT %s
) AS found JOIN home_searchentry AS entry ON entry.id = found.rowid
ORDER BY found.rank, entry.id LIMIT %s
"""
TSVECTOR = """
SELECT found.kind, found.key, found.language
FROM (
    SELECT id, kind, key, language, document FROM home_searchentry WHERE {column} @@ %s::tsquery LIMIT %s
) AS found
ORDER BY ts_rank('{{0.25, 0, 0, 1}}', found.document, %s::tsquery) DESC, found.id LIMIT %s
"""


def fts5(question: Question, marks: Marks, *, any_word: bool, in_title: bool) -> Statement:
    """The statement for SQLite; every word is quoted, so that nothing in it is an operator."""

    def form(found: Form) -> str:
        return f'"{found.text}" *' if found.begins else f'"{found.text}"'

    columns = "title_words" if in_title else "{title_words words}"
    asked = _written(question, form, both=" AND ", either=" OR ", any_word=any_word)
    limits = [" OR ".join(f'"{mark}"' for mark in group) for group in marks]
    where = " AND ".join([*(f"marks : ({limit})" for limit in limits), f"{columns} : ({asked})"])
    return FTS5, [where, CANDIDATES, MOST]


def tsvector(question: Question, marks: Marks, *, any_word: bool, in_title: bool) -> Statement:
    """The statement for PostgreSQL; titles have the weight A, texts D, marks C."""

    def form(found: Form) -> str:
        return f"'{found.text}':{'*' if found.begins else ''}AD"

    asked = _written(question, form, both=" & ", either=" | ", any_word=any_word)
    limits = ["(" + " | ".join(f"'{mark}':C" for mark in group) + ")" for group in marks]
    where = " & ".join([*limits, f"({asked})"])
    statement = TSVECTOR.format(column="title_document" if in_title else "document")
    return statement, [where, CANDIDATES, asked, MOST]


ENGINES: dict[str, Callable[..., Statement]] = {"sqlite": fts5, "postgresql": tsvector}


def _written(question: Question, form: Callable[[Form], str], *, both: str, either: str, any_word: bool) -> str:
    """The question in the notation of a database."""

    def word(forms: Word) -> str:
        return "(" + either.join(map(form, forms)) + ")"

    def phrase(words: Phrase) -> str:
        return "(" + both.join(map(word, words)) + ")"

    def group(phrases: Group) -> str:
        return "(" + either.join(map(phrase, phrases)) + ")"

    return (either if any_word else both).join(map(group, question.groups))


SET_LOCAL = "set_config('statement_timeout', %s, true), set_config('enable_seqscan', %s, true)"
REMEMBER = "current_setting('statement_timeout'), current_setting('enable_seqscan')"


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Statements inside end after so many seconds; raises TooSlow then."""
    limited = _limited_on_postgresql if connection.vendor == "postgresql" else _limited_on_sqlite
    try:
        with limited(seconds):
            yield
    except OperationalError as problem:
        if any(sign in str(problem) for sign in ("interrupted", "statement timeout")):
            raise TooSlow from problem
        raise


@contextmanager
def _limited_on_postgresql(seconds: float) -> Iterator[None]:
    """For this transaction only, and put back after: the time limit, and no reading of all texts of a small table."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {REMEMBER}, {SET_LOCAL}", [f"{int(seconds * 1000)}ms", "off"])  # from left to right
        before = cursor.fetchone()[:2]
        yield
        cursor.execute(f"SELECT {SET_LOCAL}", before)


@contextmanager
def _limited_on_sqlite(seconds: float) -> Iterator[None]:
    connection.ensure_connection()
    ends = time.monotonic() + seconds
    connection.connection.set_progress_handler(lambda: time.monotonic() > ends, STEPS_BETWEEN_LOOKS)
    try:
        yield
    finally:
        connection.connection.set_progress_handler(None, 0)
