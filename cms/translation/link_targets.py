"""Where the links of sentences lead, in the words of the legend: the title of a page or file, else the site."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from wagtail.documents import get_document_model
from wagtail.models import Page

type Attributes = dict[str, dict[str, str]]
"""What wagtail-localize took out of the links of a sentence, by their names (`a1`)."""


@dataclass(frozen=True)
class Targets:
    """The titles of everything the house itself is linked with."""

    titles: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def of(self, attrs: str) -> dict[str, str]:
        """Where each link of a sentence leads; `attrs` as wagtail-localize keeps them."""
        return {name: self._words(found) for name, found in attributes(attrs).items()}

    def _words(self, link: Mapping[str, str]) -> str:
        if kind := link.get("linktype"):
            return self.titles.get((kind, str(link.get("id", ""))), "")
        return site(link.get("href", ""))


def targets_of(all_attrs: Iterable[str]) -> Targets:
    """The titles for these sentences: two queries at most, none without such links."""
    links = {
        (link["linktype"], str(link.get("id", "")))
        for attrs in all_attrs
        for link in attributes(attrs).values()
        if link.get("linktype")
    }
    models: dict[str, Any] = {"page": Page, "document": get_document_model()}
    titles: dict[tuple[str, str], str] = {}
    for kind, model in models.items():
        wanted = [pk for found, pk in links if found == kind and pk.isdecimal()]
        rows = model.objects.filter(pk__in=wanted).values_list("pk", "title") if wanted else []
        titles.update({(kind, str(pk)): title for pk, title in rows})
    return Targets(titles)


def attributes(attrs: str) -> Attributes:
    """The attributes of the links of a sentence by their names."""
    found: Attributes | None = json.loads(attrs) if attrs else None
    return found or {}


def site(href: str) -> str:
    """The short name of an address: `bamf.de`, an e-mail address, a number; anchors and the like have none."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    if parts.scheme in {"mailto", "tel"}:
        return parts.path
    return (parts.hostname or "").removeprefix("www.")
