"""The frame of every page: menu, the way to reach somebody, legal pages, notices."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from wagtail.models import Page

from cms.translation.glossary import KnownTerm
from cms.translation.languages import reader_language
from cms.translation.reading import best_many
from cms.translation.roots import roots
from cms.ui import page_cache
from home.address_book import address_book
from home.domain.words import anchor
from home.navigation import Link, links_to, menu


@dataclass(frozen=True)
class NavEntry:
    """An entry of the menu; `lang` where its label is not in the reader's language."""

    label: str
    url: str
    lang: str = ""
    current: bool = False


@dataclass(frozen=True)
class NoticeLine:
    """A notice with the language it is written in."""

    text: str
    lang: str
    level: str
    starts_at: datetime
    ends_at: datetime
    paths: tuple[str, ...] = ()

    def is_shown(self, path: str, at: datetime) -> bool:
        """Whether it holds now, here."""
        here = not self.paths or any(path.startswith(start) for start in self.paths)
        return here and self.starts_at <= at < self.ends_at


@dataclass(frozen=True)
class Doors:
    """Pages that other pages lead to, by what they are for; one is None while it is not live."""

    people: Link | None = None
    places: Link | None = None
    contact: Link | None = None
    events: Link | None = None
    network: Link | None = None
    volunteering: Link | None = None
    opening: Link | None = None
    glossary: Link | None = None
    legal: list[Link] = field(default_factory=list)

    @property
    def footer(self) -> list[Link]:
        """What stands at the end of every page: the words explained, then the legal pages."""
        return [self.glossary, *self.legal] if self.glossary else self.legal


def site_frame(request: HttpRequest) -> dict[str, object]:
    """Navigation, contact, footer and notices; worked out only by a template that shows them."""
    return {
        "navigation": SimpleLazyObject(lambda: navigation(request.path)),
        "contact": SimpleLazyObject(contact),
        "footer": SimpleLazyObject(lambda: doors(reader_language()).footer),
        "doors": SimpleLazyObject(lambda: doors(reader_language())),
        "claim": SimpleLazyObject(lambda: claim(reader_language())),
        "notices": SimpleLazyObject(lambda: notices(request)),
    }


def navigation(path: str) -> list[NavEntry]:
    """The menu in the reader's language; an entry is current on its page and on those below."""
    return [
        NavEntry(link.label, link.url, link.lang, current=path.startswith(link.url)) for link in menu(reader_language())
    ]


def contact() -> dict[str, str]:
    """How to reach the house, from every page: phone of the first own place, page of contacts."""
    found = doors(reader_language())
    places = address_book().own_places
    return {
        "phone": places[0].phone if places else "",
        "address": places[0].address if places else "",
        "place": places[0].name if places else "",
        "url": found.contact.url if found.contact else "",
        "people_url": found.people.url if found.people else "",
    }


def doors(reader: str) -> Doors:
    """Where the other pages are, in the reader's language; two queries when something changed."""
    return page_cache.remembered(("home.doors", reader), lambda: _doors(reader))


def notices(request: HttpRequest) -> list[NoticeLine]:
    """What holds now; the page is kept no longer than until the next notice begins or ends."""
    at, reader = timezone.now(), reader_language()
    known = page_cache.remembered(("home.notices", reader), lambda: _notices(reader))
    moments = [moment for notice in known for moment in (notice.starts_at, notice.ends_at) if moment > at]
    if moments:
        page_cache.valid_until(request, min(moments))
    return [notice for notice in known if notice.is_shown(request.path, at)]


def people_address(_row: Any, reader: str) -> str | None:
    """Where readers find profiles: the page of people; None while there is none."""
    found = doors(reader).people
    return found.url if found else None


def word_address(term: KnownTerm, reader: str) -> str | None:
    """Where readers find a glossary word: on the page of all words; None while there is none."""
    page = doors(reader).glossary
    return f"{page.url}#{anchor(term.german)}" if page else None


def _doors(reader: str) -> Doors:
    from home.models import (
        ContactPage,
        EventIndexPage,
        GlossaryPage,
        LegalPage,
        NetworkPage,
        OpeningPage,
        PeoplePage,
        PlacesPage,
        VolunteeringPage,
    )

    kinds: dict[str, type[Page]] = {
        "people": PeoplePage,
        "places": PlacesPage,
        "contact": ContactPage,
        "events": EventIndexPage,
        "network": NetworkPage,
        "volunteering": VolunteeringPage,
        "opening": OpeningPage,
        "glossary": GlossaryPage,
    }
    source = roots().source.locale_id
    rows = list(
        Page.objects.type(*kinds.values(), LegalPage)
        .filter(locale_id=source, live=True)
        .order_by("path")
        .select_related("content_type")
    )
    found = links_to(rows, reader)
    first: dict[str, Link] = {}
    for name, model in kinds.items():
        for row in rows:
            if row.content_type.model == model._meta.model_name:
                first.setdefault(name, found[row.translation_key])
    legal = [found[row.translation_key] for row in rows if row.content_type.model == LegalPage._meta.model_name]
    return Doors(legal=legal, **first)


def _notices(reader: str) -> list[NoticeLine]:
    from home.models import Notice

    sources = (
        Notice.objects.filter(locale_id=roots().source.locale_id, live=True, ends_at__gt=timezone.now())
        .prefetch_related("pages")
        .order_by("starts_at")
    )
    found = []
    for row, language in best_many(sources, reader):
        facts = row.facts
        found.append(
            NoticeLine(
                text=row.text,
                lang="" if language == reader else language,
                level=facts.level,
                starts_at=facts.starts_at,
                ends_at=facts.ends_at,
                paths=tuple(link.url for link in links_to(facts.pages.all(), reader).values()),
            )
        )
    return found


def claim(reader: str) -> str:
    """The line under the name of the house, only where it is written in the reader's language."""
    return page_cache.remembered(("home.claim", reader), lambda: _claim(reader))


def _claim(reader: str) -> str:
    from home.models import HomePage

    row = HomePage.objects.in_language(reader).order_by("path").first()
    return row.claim if row else ""
