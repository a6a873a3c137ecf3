"""What a reader gets: pages in their language first, then German ones, glossary words, needs, partners, people, places.

Whether something may be shown is asked of the rows themselves: the index may be a moment old, the answer never is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from wagtail.models import Page

from cms.translation.languages import SOURCE
from cms.translation.roots import roots
from home.address_book import address_book
from home.context import Doors, doors, word_address
from home.domain.directory import entries
from home.domain.words import WordLine, line_of
from home.models import Occurrence
from home.models.search import SearchEntry, SearchKind
from home.navigation import address
from home.search import engines
from home.search.asking import Asked, Question, asked, question
from home.search.engines import Found, TooSlow, find
from home.search.vocabulary import nearest
from volunteering.facade import NeedTeaser, search_needs

PAGES = (SearchKind.PAGE, SearchKind.EVENT)
RECORDS = (SearchKind.ORGANISATION, SearchKind.PERSON, SearchKind.PLACE)
ENOUGH = 3
"""With fewer answers to all words, answers to any of them are shown, too."""
MOST_RECORDS = 6
MOST_TERMS = 3


@dataclass(frozen=True)
class Hit:
    """One answer; `lang` is the language of its words where it is not the reader's."""

    title: str
    url: str
    summary: str
    lang: str = ""


@dataclass(frozen=True)
class WordHit:
    """A glossary word with its address on the page of all words."""

    line: WordLine
    url: str | None


@dataclass
class Answers:
    """Everything that answers a query, by kind; `instead` is the word that was looked for in its place."""

    pages: list[Hit] = field(default_factory=list)
    words: list[WordHit] = field(default_factory=list)
    needs: list[NeedTeaser] = field(default_factory=list)
    records: dict[str, list[Hit]] = field(default_factory=dict)
    instead: str = ""
    too_slow: bool = False

    def __bool__(self) -> bool:
        return bool(self.pages or self.words or self.needs or any(self.records.values()))


def answers(query: str, reader: str, *, at: datetime) -> Answers:
    """The answers to a cleaned query for a reader of this language; with none, those to the nearest known words."""
    try:
        found = _answers(query, reader, at=at)
        if not found and (instead := nearest(query, reader)):
            found = _answers(instead, reader, at=at)
            found.instead = instead if found else ""
    except TooSlow:
        return Answers(too_slow=True)
    return found


def _answers(query: str, reader: str, *, at: datetime) -> Answers:
    wanted = asked(query, reader)
    if not wanted.words:
        return Answers()
    with engines.time_limit(engines.SECONDS):
        found_pages, found_records = pages(wanted, reader, at=at), records(wanted, reader)
    return Answers(
        pages=found_pages,
        words=[WordHit(line_of(term, reader), word_address(term, reader)) for term in wanted.terms[:MOST_TERMS]],
        needs=search_needs(wanted.words, language=reader, at=at),
        records=found_records,
    )


# ---------------------------------------------------------------- pages
def pages(wanted: Asked, reader: str, *, at: datetime) -> list[Hit]:
    """Pages in the order of `content.md` 4.9: the reader's language before German, all words before any."""
    own = _found(question(wanted, reader), reader)
    if reader == SOURCE:
        return _shown(own, reader, at=at)
    german = _found(question(wanted, SOURCE), SOURCE, enough=len({found.key for found in own}) >= ENOUGH)
    return _shown([*own, *german], reader, at=at)


def _found(asks: Question, language: str, *, enough: bool = False) -> list[Found]:
    """Entries with all words in the title, then anywhere; with any word where these are too few."""
    found = [*find(asks, language, PAGES, in_title=True), *find(asks, language, PAGES)]
    if len(asks.groups) > 1 and not enough and len(set(found)) < ENOUGH:
        found += find(asks, language, PAGES, any_word=True)
    return list(dict.fromkeys(found))


def _shown(found: Iterable[Found], reader: str, *, at: datetime) -> list[Hit]:
    """One hit for each page that readers may see now, in the best language there is."""
    kinds = {entry.key: entry.kind for entry in found}
    over = _without_dates([key for key, kind in kinds.items() if kind == SearchKind.EVENT], at)
    rows = _public_rows(kinds, reader)
    summaries = {
        (entry.key, entry.language): entry.summary
        for entry in SearchEntry.objects.filter(kind__in=PAGES, key__in=kinds, language__in=(reader, SOURCE)).only(
            "key", "language", "summary"
        )
    }
    hits = []
    for key in kinds:
        row = rows.get(key)
        if row is None or key in over:
            continue
        code = roots().code_of(row.locale_id)
        url = address(row.url_path, code, reader)
        hits.append(Hit(row.title, url, summaries.get((key, code), ""), "" if code == reader else code))
    return hits


def _public_rows(keys: Iterable[str], reader: str) -> dict[str, Page]:
    """By key the live row in the reader's language, else in German; no page whose German row is hidden or private."""
    codes = [code for code in (SOURCE, reader) if code in roots().languages]
    rows = Page.objects.filter(
        translation_key__in=list(keys), locale_id__in=[roots().languages[code].locale_id for code in codes]
    )
    source = roots().source.locale_id
    hidden = {str(row.translation_key) for row in rows if row.locale_id == source and not _is_public(row)}
    own_last = sorted(rows, key=lambda row: row.locale_id != source)
    return {
        str(row.translation_key): row for row in own_last if _is_public(row) and str(row.translation_key) not in hidden
    }


def _is_public(row: Page) -> bool:
    return bool(row.live) and not any(row.path.startswith(path) for path in roots().restricted_paths)


def _without_dates(keys: Sequence[str], at: datetime) -> set[str]:
    """Events of which no date lies ahead."""
    if not keys:
        return set()
    ahead = Occurrence.objects.public().ahead(at).filter(event__translation_key__in=list(keys))
    return set(keys) - {str(key) for key in ahead.values_list("event__translation_key", flat=True)}


# ---------------------------------------------------------------- records
def records(wanted: Asked, reader: str) -> dict[str, list[Hit]]:
    """Partners, people and places that hold all words in the reader's language or in German."""
    found = find(question(wanted, reader), reader, RECORDS)
    if reader != SOURCE:
        found += find(question(wanted, SOURCE), SOURCE, RECORDS)
    if not found:
        return {kind.value: [] for kind in RECORDS}
    ways = doors(reader)
    known: dict[tuple[str, str], Hit] = {}
    for entry in found:
        if (entry.kind, entry.key) not in known and (hit := _record(entry.kind, int(entry.key), ways, reader)):
            known[entry.kind, entry.key] = hit
    return {
        kind.value: [hit for (of_kind, _key), hit in known.items() if of_kind == kind][:MOST_RECORDS]
        for kind in RECORDS
    }


def _record(kind: str, pk: int, ways: Doors, reader: str) -> Hit | None:
    """A record that is public now and has a page where it is shown."""
    if kind == SearchKind.ORGANISATION and ways.network:
        entry = next((entry for entry in entries() if entry.pk == pk), None)
        return Hit(entry.name, f"{ways.network.url}{entry.slug}/", "") if entry else None
    if kind == SearchKind.PERSON and ways.people and (person := address_book().people.get(pk)):
        words = person.words_for(reader)
        return Hit(person.name, ways.people.url, words.function, "" if words.lang == reader else words.lang)
    if kind == SearchKind.PLACE and ways.places and (place := address_book().places.get(pk)):
        return Hit(place.name, ways.places.url, place.address)
    return None
