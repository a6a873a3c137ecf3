"""What is public and can be looked for: pages, partners, people and places, each in every language it has words in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import override
from wagtail.models import Page

from cms.network.enums import OrganisationKind, TopicKey
from cms.network.languages import spoken
from cms.network.models import Organisation, OrganisationText
from cms.translation import easy
from cms.translation.languages import EASY, SOURCE
from cms.translation.roots import roots
from home.address_book import PersonEntry, PlaceEntry, address_book
from home.domain.page_text import texts_of
from home.models import EventPage
from home.models.base import ContentPage
from home.models.search import SearchKind


@dataclass(frozen=True)
class Document:
    """One text in one language: what it is called, what it says in short, and all words by which it is found."""

    kind: SearchKind
    key: str
    language: str
    heading: str
    summary: str
    text: str


def pages(keys: Iterable[Any] | None = None) -> Iterator[Document]:
    """Live pages with their words, and with the facts of their source in the language of the words."""
    rows = Page.objects.live().filter(depth__gt=1)
    if keys is not None:
        rows = rows.filter(translation_key__in=list(keys))
    for row in rows.order_by("pk").specific().iterator(chunk_size=100):
        if isinstance(row, ContentPage):
            yield _page(row)


def organisations(keys: Iterable[Any] | None = None) -> Iterator[Document]:
    """Listed partners in German and in every language in which they have words."""
    rows = Organisation.objects.listed().exclude(kind=OrganisationKind.OWN).select_related("district")
    if keys is not None:
        rows = rows.filter(pk__in=list(keys))
    texts = _texts_by_organisation(rows)
    for row in rows.prefetch_related("topics"):
        words = texts.get(row.pk, {})
        for code in sorted({SOURCE, *words}):
            yield _organisation(row, words.get(code), code)


def people(keys: Iterable[Any] | None = None) -> Iterator[Document]:
    """Public people in German and in every language in which they have words."""
    for pk, person in address_book().people.items():
        if keys is None or str(pk) in set(map(str, keys)):
            for code in sorted({SOURCE, *person.words}):
                yield _person(person, code)


def places(keys: Iterable[Any] | None = None) -> Iterator[Document]:
    """Public places; they have names, no words, and are found in German."""
    for pk, place in address_book().places.items():
        if keys is None or str(pk) in set(map(str, keys)):
            yield _place(place)


def _page(row: ContentPage) -> Document:
    kind = SearchKind.EVENT if isinstance(row, EventPage) else SearchKind.PAGE
    with override(row.language):
        facts = [str(fact) for fact in _facts(row.facts, row.language)]  # in words of this language, here
    return Document(
        kind=kind,
        key=str(row.translation_key),
        language=row.language,
        heading=row.title,
        summary=row.lead or row.search_description,
        text="\n".join([*_words(row), *facts]),
    )


def _words(row: ContentPage) -> list[str]:
    """The words below the title; Leichte Sprache is found by its compounds as other people write them, too."""
    texts = texts_of(row, without=frozenset({"title"}))
    return [*texts, *(easy.joined(text) for text in [row.title, *texts])] if row.language == EASY else texts


def _facts(page: Any, code: str) -> Iterator[str | Promise]:
    """Facts in words of the active language: what kind, about what, in which languages, where."""
    for topic in page.topics.all():
        yield TopicKey(topic.key).label
    for name in ("languages", "delivered_in", "interpreted_into"):
        yield from (one.name(code) for one in spoken(getattr(page, name, ())))
        yield from (one.own for one in spoken(getattr(page, name, ())))
    if page.district:
        yield page.district.name
    for name in ("kind", "audience"):
        if display := getattr(page, f"get_{name}_display", None):
            yield display()
    for place in _places_of(page):
        yield place.name
        yield place.district.name if place.district else ""


def _places_of(page: Any) -> list[Any]:
    own = getattr(page, "place", None)
    several = getattr(page, "places", None)
    return [*([own] if own else []), *(several.all() if several else [])]


def _texts_by_organisation(rows: QuerySet[Organisation]) -> dict[int, dict[str, OrganisationText]]:
    found: dict[int, dict[str, OrganisationText]] = {}
    for text in OrganisationText.objects.filter(organisation__in=rows, live=True):
        found.setdefault(text.organisation_id, {})[roots().code_of(text.locale_id)] = text
    return found


def _organisation(row: Organisation, text: OrganisationText | None, code: str) -> Document:
    with override(code):
        facts = [
            str(row.get_kind_display()),
            row.district.name if row.district else "",
            *(one.name(code) for one in spoken(row.languages)),
            *(str(TopicKey(topic.key).label) for topic in row.topics.all()),
        ]
    words = [text.what_we_do, text.how_to_reach_us] if text else []
    return Document(
        kind=SearchKind.ORGANISATION,
        key=str(row.pk),
        language=code,
        heading=row.name,
        summary=text.what_we_do if text else "",
        text="\n".join([*words, *facts]),
    )


def _person(person: PersonEntry, code: str) -> Document:
    words = person.words_for(code)
    with override(code):
        topics = [str(TopicKey(key).label) for key in sorted(person.topics)]
    return Document(
        kind=SearchKind.PERSON,
        key=str(person.pk),
        language=code,
        heading=person.name,
        summary=words.function,
        text="\n".join([words.function, words.about, *topics, *(one.name(code) for one in person.spoken)]),
    )


def _place(place: PlaceEntry) -> Document:
    return Document(
        kind=SearchKind.PLACE,
        key=str(place.pk),
        language=SOURCE,
        heading=place.name,
        summary=place.address,
        text="\n".join([place.street, place.postcode, place.city, place.district, place.stop]),
    )


SOURCES = {
    frozenset({SearchKind.PAGE, SearchKind.EVENT}): pages,
    frozenset({SearchKind.ORGANISATION}): organisations,
    frozenset({SearchKind.PERSON}): people,
    frozenset({SearchKind.PLACE}): places,
}
"""Which function knows the documents of which kinds."""
