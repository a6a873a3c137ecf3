"""What the templates and live blocks of the pages ask for: `{% load pages %}`."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.template import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cms.network.enums import Access
from cms.network.languages import Spoken, spoken
from cms.network.models import WEEKDAYS
from cms.privacy.recipients import Recipient, recipients
from cms.privacy.register import declared
from cms.translation.languages import SOURCE, reader_language
from cms.ui import pdf
from cms.ui.moments import clock, clock_range, short_day
from home.address_book import address_book
from home.domain.hours import Now, Span, Status, Week
from home.domain.people import Card, nobody_speaks, spoken_by
from home.machine_readable import structured_data
from home.models import ServicePage
from home.navigation import Link, crumbs, links_to
from home.pdf.codes import code_of
from home.pdf.edition import is_on_paper
from home.reading import moment_of, request_of
from home.teasers import EventTeaser, event_teasers
from home.views.lists import cards_of, with_hours
from opening.facade import public_figures
from volunteering.facade import upcoming_needs

register = template.Library()

TEASERS = 6
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


# ---------------------------------------------------------------- links
@register.simple_tag
def links_of(items: Iterable[Any]) -> list[Link]:
    """The links of a list block: only live pages, each in the best language; two queries for the whole list."""
    rows = list(items)
    found = links_to([item["page"] for item in rows if item["page"]], reader_language())
    return [link for item in rows if (link := _link(item, found))]


def _link(item: Any, found: dict[Any, Link]) -> Link | None:
    if item["url"]:
        return Link(label=item["label"], url=item["url"], outside=True)
    link = found.get(item["page"].translation_key) if item["page"] else None
    if link and item["label"]:
        return Link(label=item["label"], url=link.url)
    return link


@register.simple_tag
def ways_of(items: Iterable[Any]) -> list[dict[str, Any]]:
    """The ways of the front page with their addresses and drawings; ways to pages that are not live are left out."""
    rows = [item.value for item in items]
    sources = [row["page"] for row in rows if row["page"]]
    found = links_to(sources, reader_language())
    return [
        {
            "title": row["label"],
            "text": row["text"],
            "url": found[row["page"].translation_key].url,
            "kind": "call" if row["call"] else "",
            "image": static(f"img/{row['drawing']}.svg") if row["drawing"] else "",
        }
        for row in rows
        if row["page"] and row["page"].translation_key in found
    ]


@register.simple_tag
def services_of(area: Any) -> list[dict[str, Any]]:
    """The services of a work area with lead and drawing, each in the best language; two queries."""
    reader = reader_language()
    sources = list(ServicePage.objects.child_of(area.facts).live().order_by("path"))
    keys = [page.translation_key for page in sources]
    texts = (
        {}
        if reader == SOURCE
        else {
            row.translation_key: row for row in ServicePage.objects.in_language(reader).filter(translation_key__in=keys)
        }
    )
    found = links_to(sources, reader, texts)
    return [
        {
            "title": link.label,
            "text": texts.get(page.translation_key, page).lead,
            "url": link.url,
            "lang": link.lang,
            "image": page.picture,
        }
        for page in sources
        if (link := found.get(page.translation_key))
    ]


@register.simple_tag
def pages_below(page: Any) -> list[Link]:
    """The live pages below a page."""
    sources = list(page.facts.get_children().live().order_by("path"))
    found = links_to(sources, reader_language())
    return [found[row.translation_key] for row in sources]


@register.simple_tag
def way_to(page: Any) -> list[Link]:
    """The breadcrumbs of a page, itself last; empty up to the second level."""
    above = crumbs(page, reader_language())
    return [*above, Link(page.title, "", lang=page.language)] if above else []


@register.simple_tag
def pdf_of(page: Any) -> str:
    """The address of a page as PDF; empty where it has none, or where this machine writes none."""
    if not (pdf.is_available() and is_on_paper(page)):
        return ""
    return reverse("home:pdf", args=[code_of(page)])


@register.simple_tag(takes_context=True)
def machine_readable(context: Context) -> SafeString:
    """The schema.org data of a page as a block that no browser runs."""
    page = context["page"]
    data = structured_data(page, dates=context.get("dates") or [], crumbs=way_to(page))
    if not data:
        return mark_safe("")
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # escaped above


# ---------------------------------------------------------------- live parts
def _flat(context: Context) -> dict[str, Any]:
    return {str(name): value for name, value in context.flatten().items()}


@register.simple_tag(takes_context=True)
def next_events(context: Context, kind: str = "", limit: int = TEASERS) -> list[EventTeaser]:
    """The next dates, of one kind or of all."""
    flat = _flat(context)
    return event_teasers(request_of(flat), reader_language(), moment_of(flat), kind=kind, limit=limit)


@register.simple_tag(takes_context=True)
def open_needs(context: Context, limit: int = TEASERS) -> list[Any]:
    """Where help is wanted now; empty while nobody asks for it."""
    return upcoming_needs(language=reader_language(), at=moment_of(_flat(context)), limit=limit)


@register.simple_tag(takes_context=True)
def house_places(context: Context) -> list[Any]:
    """The places of the house with their hours."""
    flat = _flat(context)
    return [with_hours(request_of(flat), place, moment_of(flat)) for place in address_book().own_places]


@register.simple_tag(takes_context=True)
def people_for(context: Context, topic: str = "", limit: int = 3) -> list[Card]:
    """Contacts for a topic, those who speak the reader's language first."""
    flat = _flat(context)
    return cards_of(request_of(flat), address_book().people.values(), moment_of(flat), topic=topic)[:limit]


@register.simple_tag
def opening_figures() -> list[tuple[int, str]]:
    """What intercultural opening has achieved so far, as numbers with words; empty while there is nothing to count."""
    found = public_figures()
    involved, running, stages = found.organisations_involved, found.processes_running, found.stages_signed
    rows = [
        (involved, ngettext("organisation on the way", "organisations on the way", involved)),
        (running, ngettext("process under way", "processes under way", running)),
        (stages, ngettext("stage completed", "stages completed", stages)),
        (
            found.processes_concluded,
            ngettext("process concluded", "processes concluded", found.processes_concluded),
        ),
    ]
    return [row for row in rows if row[0]]


@register.simple_tag
def held_data() -> list[tuple[str, list[tuple[str, str]]]]:
    """What the registry of the house says it holds data on people for, and how long, by legal basis."""
    groups: dict[str, dict[tuple[str, str], None]] = {}
    for entry in declared():
        groups.setdefault(str(entry.legal_basis.label), {})[str(entry.purpose), str(entry.keep)] = None
    return [(basis, list(rows)) for basis, rows in groups.items()]


@register.simple_tag
def data_recipients() -> list[Recipient]:
    """Who outside the house gets something from it, by what every part of the house says."""
    return recipients()


# ---------------------------------------------------------------- facts in words
@register.filter
def in_words(languages: Iterable[Spoken]) -> SafeString:
    """Languages in the names the reader knows, each marked as what it is: "Türkçe, العربية"."""
    reader = reader_language()
    return format_html_join(
        pgettext("between two languages of a list", ", "),
        '<bdi lang="{}">{}</bdi>',
        ((reader if reader.startswith("de") else one.code, one.name(reader)) for one in languages),
    )


@register.simple_tag
def spoken_names(codes: list[str] | str) -> SafeString:
    """The same for codes."""
    return in_words(spoken([codes] if isinstance(codes, str) else codes))


@register.filter
def somebody_speaks(cards: Iterable[Card]) -> bool:
    """Whether one of these people speaks the reader's language."""
    return not nobody_speaks(cards)


@register.filter
def spoken_list(card: Card) -> list[dict[str, Any]]:
    """The languages of a person for the contact card, the reader's first and marked."""
    reader = reader_language()
    mine = spoken_by(reader)
    ordered = sorted(card.person.spoken, key=lambda one: one.code != mine)
    return [{"name": in_words([one]), "yours": one.code == mine and mine != SOURCE} for one in ordered]


@register.filter
def now_in_words(status: Status) -> SafeString | str:
    """ "Open until 16:00", "Opens on Tuesday at 9:00", "By appointment", "Please call"."""
    if status.now == Now.OPEN and status.moment:
        return _("Open now, until %(time)s") % {"time": clock(status.moment)}
    if status.now == Now.OPENS and status.moment:
        return _opens(status.moment, timezone.localdate())
    if status.now == Now.APPOINTMENT:
        return _("By appointment only")
    return _("Please call us")


@register.filter
def now_kind(status: Status) -> str:
    """The colour that helps the words."""
    return {Now.OPEN: "good", Now.OPENS: "wait", Now.APPOINTMENT: "accent"}.get(status.now, "")


@register.filter
def slot_in_words(card: Card) -> SafeString | str:
    """When one reaches a person next: "Today, 10:00–12:00, just come by"."""
    if card.slot is None:
        return _("Please call or write")
    if card.person.has_own_hours:
        pattern = _("Next: %(day)s, %(hours)s, %(access)s")
    else:
        pattern = _("Hours of the house: %(day)s, %(hours)s, %(access)s")
    words = {
        "day": escape(_day(card.slot)),
        "hours": clock_range(card.slot.starts_at, card.slot.ends_at),
        "access": escape(Access(card.slot.access).label),
    }
    return mark_safe(escape(pattern) % words)  # every part is escaped


@register.filter
def week_rows(weeks: Iterable[Week]) -> list[dict[str, Any]]:
    """The weekly hours for the table: days in words, hours, and how to come where it is not simply the door."""
    today = timezone.localdate().weekday()
    return [
        {
            "label": _days(row),
            "spans": [f"{row.opens:%H:%M}–{'24:00' if f'{row.closes:%H:%M}' == '00:00' else f'{row.closes:%H:%M}'}"],
            "note": "" if row.access == Access.WALK_IN else Access(row.access).label,
            "today": row.first <= today <= row.last,
        }
        for row in weeks
    ]


def _days(row: Week) -> SafeString | str:
    names = dict(WEEKDAYS)
    if row.first == row.last:
        return str(names[row.first])
    return format_html("{} – {}", names[row.first], names[row.last])


def _day(span: Span) -> str:
    today = timezone.localdate()
    distance = (timezone.localtime(span.starts_at).date() - today).days
    if distance == 0:
        return _("today")
    return _("tomorrow") if distance == 1 else short_day(span.starts_at)


def _opens(moment: datetime, today: date) -> str:
    distance = (timezone.localtime(moment).date() - today).days
    if distance == 0:
        return _("Opens today at %(time)s") % {"time": clock(moment)}
    if distance == 1:
        return _("Opens tomorrow at %(time)s") % {"time": clock(moment)}
    return _("Opens on %(day)s at %(time)s") % {"day": short_day(moment), "time": clock(moment)}
