"""The directory of partners: which organisations match, and their words in the best language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cms.network.enums import OrganisationKind, TopicKey
from cms.network.languages import Spoken, spoken
from cms.network.models import Organisation, OrganisationText
from cms.translation.languages import SOURCE
from cms.translation.roots import roots
from cms.ui import page_cache


@dataclass(frozen=True)
class Entry:
    """What the filters look at; all entries together stay in the process."""

    pk: int
    slug: str
    name: str
    kind: str
    district: str
    languages: frozenset[str]


@dataclass(frozen=True)
class OrganisationCard:
    """One organisation with its words; `lang` is their language where it is not the reader's."""

    slug: str
    name: str
    kind: Any
    district: str
    address: str
    website: str
    languages: list[Spoken]
    topics: list[Any]
    what_we_do: str = ""
    how_to_reach_us: str = ""
    lang: str = ""


def entries() -> list[Entry]:
    """Every listed partner, in order of the name; one query when something changed."""
    return page_cache.remembered("home.directory", _entries)


def matching(chosen: Mapping[str, str]) -> list[Entry]:
    """Entries that match all chosen filters: `art` kind, `stadtteil` district key, `sprache` language code."""
    return [
        entry
        for entry in entries()
        if chosen.get("art", entry.kind) == entry.kind
        and chosen.get("stadtteil", entry.district) == entry.district
        and (not (code := chosen.get("sprache")) or code in entry.languages)
    ]


def cards(wanted: Iterable[int], reader: str) -> list[OrganisationCard]:
    """These organisations in order of the name, in three queries."""
    rows = list(
        Organisation.objects.filter(pk__in=list(wanted))
        .select_related("district")
        .prefetch_related("topics")
        .order_by("name")
    )
    words = _words([row.pk for row in rows], reader)
    return [_card(row, words.get(row.pk), reader) for row in rows]


def _entries() -> list[Entry]:
    rows = Organisation.objects.listed().exclude(kind=OrganisationKind.OWN).select_related("district").order_by("name")
    return [
        Entry(row.pk, row.slug, row.name, row.kind, row.district.key if row.district else "", frozenset(row.languages))
        for row in rows
    ]


def _words(organisations: list[int], reader: str) -> dict[int, OrganisationText]:
    """Live words by organisation: in the reader's language, else in German."""
    known = roots().languages
    wanted = [known[code].locale_id for code in (SOURCE, reader) if code in known]
    texts = OrganisationText.objects.filter(organisation_id__in=organisations, locale_id__in=wanted, live=True)
    own_first = sorted(texts, key=lambda text: roots().code_of(text.locale_id) == reader)
    return {text.organisation_id: text for text in own_first}


def _card(row: Organisation, words: OrganisationText | None, reader: str) -> OrganisationCard:
    written_in = roots().code_of(words.locale_id) if words else reader
    place = f"{row.postcode} {row.city}".strip()
    return OrganisationCard(
        slug=row.slug,
        name=row.name,
        kind=row.get_kind_display(),
        district=row.district.name if row.district else "",
        address=", ".join(part for part in (row.street, place) if part) if row.street else "",
        website=row.website,
        languages=spoken(row.languages),
        topics=[TopicKey(topic.key).label for topic in row.topics.all()],
        what_we_do=words.what_we_do if words else "",
        how_to_reach_us=words.how_to_reach_us if words else "",
        lang="" if written_in == reader else written_in,
    )
