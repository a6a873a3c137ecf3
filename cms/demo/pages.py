"""The page tree, people and notices of the demo, made of the texts and published in every language."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from cms.demo.blocks import body, clean, questions, steps
from cms.demo.glossary import terms
from cms.demo.story import Story
from cms.demo.texts import items, translations
from cms.network.models import OrganisationText, Topic
from cms.translation.going_public import LanguageRefused, go_public
from cms.translation.translating import publish_translation
from home.domain.rules import Repeat, Repetition, compose
from home.enums import EnquiryState, EnquiryTopic
from home.models import (
    ContactPage,
    Enquiry,
    EventIndexPage,
    EventPage,
    GlossaryPage,
    HomePage,
    LegalPage,
    NetworkPage,
    Notice,
    OpeningPage,
    PeoplePage,
    PersonProfile,
    PlacesPage,
    ServicePage,
    TextPage,
    VolunteeringPage,
    WorkAreaPage,
)
from home.models.base import ContentPage

AREA = "einwanderung"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
KINDS: dict[str, type[ContentPage]] = {
    "events": EventIndexPage,
    "volunteering": VolunteeringPage,
    "opening": OpeningPage,
    "network": NetworkPage,
    "people": PeoplePage,
    "places": PlacesPage,
    "contact": ContactPage,
    "text": TextPage,
    "glossary": GlossaryPage,
    "legal": LegalPage,
}
MENU = (AREA, "termine", "ehrenamt", "oeffnung", "netzwerk", "ueber-uns")
RESPONSIBLE = {"ehrenamt": "coordinator", "oeffnung": "advisor", "netzwerk": "advisor"}


def tell(story: Story, at: datetime) -> None:
    """Pages, profiles, words of partners, notices, glossary: in German and in every language that has its texts."""
    rows = [*_pages(story, at), *_profiles(story), *_organisation_texts(story), *_notices(story, at), *terms(story)]
    _enquiries(story, at)
    for code, _name in settings.LANGUAGES:
        if code != settings.LANGUAGE_CODE and translations(code):
            publish_in(code, rows)


def publish_in(code: str, rows: list[Any]) -> None:
    """Publish the translations of these source rows, the front page first, and offer the language to readers."""
    words = translations(code)
    for row in rows:
        publish_translation(row, code, words)
    try:
        go_public(code)
    except LanguageRefused as refusal:
        print(f"    {refusal}")  # noqa: T201  # the story is told on a terminal


def _pages(story: Story, at: datetime) -> list[ContentPage]:
    """Every page as a draft first, so that pages can link to each other; then filled and published from the top."""
    home = _front_page(story, at)
    order = ["front", *_tree(story, home, at)]
    for slug in order:
        page = story.pages[slug]
        _fill(page, _text(slug), story)
        page.save_revision().publish()
        page.refresh_from_db()
    return [story.pages[slug] for slug in order]


def _front_page(story: Story, at: datetime) -> HomePage:
    root = Page.get_first_root_node()
    assert root is not None
    text = items("front")["front"]
    home = HomePage(hero=clean(text["hero"]), **_common("front", text, story, at))
    old = list(root.get_children())
    root.add_child(instance=home)
    Site.objects.update(root_page=home, site_name=settings.SITE_NAME)
    for page in old:
        Page.objects.get(pk=page.pk).delete()
    story.pages["front"] = home
    return home


def _tree(story: Story, home: HomePage, at: datetime) -> Iterator[str]:
    """Add the drafts; yields their slugs from the top to the bottom."""
    for slug in (AREA, *items("entry_pages"), *items("legal")):
        text = _text(slug)
        kind = WorkAreaPage if slug == AREA else KINDS[text["facts"]["type"]]
        _add(story, home, kind, slug, text, at)
        yield slug
    for slug, text in items("services").items():
        _add(story, story.pages[AREA], ServicePage, slug, text, at, **_service(text["facts"]))
        yield slug
    for slug, text in items("events").items():
        _add(story, story.pages["termine"], EventPage, slug, text, at, **_event(text["facts"], story, at))
        yield slug


def _add(
    story: Story, parent: Page, model: type[ContentPage], slug: str, text: Mapping[str, Any], at: datetime, **facts: Any
) -> None:
    if model is LegalPage:
        facts["kind"] = text["facts"]["kind"]
    page = model(slug=slug, **_common(slug, text, story, at), **facts)
    parent.add_child(instance=page)
    story.pages[slug] = page


def _common(slug: str, text: Mapping[str, Any], story: Story, at: datetime) -> dict[str, Any]:
    """What every page has: words, owner, review dates, drawing."""
    today = timezone.localtime(at).date()
    return {
        "title": clean(text["title"]),
        "lead": clean(text.get("lead", "")),
        "search_description": clean(text.get("search_description", "")),
        "show_in_menus": slug in MENU,
        "responsible": story.users[RESPONSIBLE.get(slug, "editor")],
        "review_every": 6,
        "review_by": today + timedelta(days=120),
        "confirmed_on": today - timedelta(days=20),
        "drawing": text.get("facts", {}).get("image", ""),
        "image_alt": clean(text.get("alt", "")),
        "live": False,
    }


def _service(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: facts[name] for name in ("kind", "languages", "access", "free_of_charge")}


def _event(facts: Mapping[str, Any], story: Story, at: datetime) -> dict[str, Any]:
    first = first_day(facts, timezone.localtime(at).date())
    repeat = {"weekly": Repeat.WEEKLY, "monthly": Repeat.LAST if facts.get("nth") == -1 else Repeat.MONTHLY}
    rule = Repetition(repeat.get(facts["rule"], Repeat.NO), until=first + timedelta(days=360))
    return {
        "kind": facts["kind"],
        "first_day": first,
        "begins": time.fromisoformat(facts["starts"]),
        "ends": time.fromisoformat(facts["ends"]),
        "rule": compose(rule, first),
        "place": story.places[facts["place"]],
        "delivered_in": facts["delivered_in"],
        "interpreted_into": facts["interpreted_into"],
        "childcare": facts["childcare"],
        "audience": facts["audience"],
        "registration": facts["registration"],
        "organiser": story.organisations.get(facts["organiser"]),
    }


def first_day(facts: Mapping[str, Any], today: date) -> date:
    """The first date of an event of the demo, near today: last week's, the month's nth weekday, or some days ahead."""
    weekday = WEEKDAYS.index(facts["weekday"])
    if facts["rule"] == "once":
        start = today + timedelta(days=facts["in_days"])
        return start + timedelta(days=(weekday - start.weekday()) % 7)
    if facts["rule"] == "weekly":
        return today - timedelta(days=(today.weekday() - weekday) % 7)
    return _nth(today.replace(day=1), weekday, facts["nth"])


def _nth(month: date, weekday: int, nth: int) -> date:
    """The nth such weekday of a month; -1 is the last."""
    if nth < 0:
        last = month + relativedelta(months=1, days=-1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    return month + timedelta(days=(weekday - month.weekday()) % 7, weeks=nth - 1)


def _text(slug: str) -> dict[str, Any]:
    for name in ("front", "areas", "entry_pages", "legal", "services", "events"):
        if slug in items(name):
            return items(name)[slug]
    raise LookupError(f"The texts of the demo have no page {slug!r}.")


def _fill(page: ContentPage, text: Mapping[str, Any], story: Story) -> None:
    """The words that may link to other pages, and the facts that are lists."""
    facts = text.get("facts", {})
    page.topics = list(Topic.objects.filter(key__in=facts.get("topics", [])))
    _set(page, "body", body(text.get("body", []), story.pages))
    _set(page, "steps", steps(text.get("steps", [])))
    _set(page, "gains", steps(text.get("gets", []), "gain"))
    _set(page, "faq", questions(text.get("faq", [])))
    _set(page, "bring", [("thing", clean(thing)) for thing in text.get("bring", [])])
    for name in ("audience", "for_whom", "costs", "ask", "how_to_be_listed", "claim", "ways_heading"):
        if name in text and not isinstance(page, EventPage):
            _set(page, name, clean(text[name]))
    if isinstance(page, (ServicePage, ContactPage)):
        page.contacts = [story.contacts[key] for key in facts.get("contacts", [])]
        page.places = [story.places[key] for key in facts.get("places", [])]
    _set(page, "emergency", [("number", _emergency(row)) for row in text.get("emergency", [])])
    _set(page, "ways", [("way", _way(way, story)) for way in text.get("ways", [])])


def _set(page: ContentPage, name: str, value: Any) -> None:
    if hasattr(page, name):
        setattr(page, name, value)


def _emergency(row: Mapping[str, Any]) -> dict[str, str]:
    return {"label": clean(row["label"]), "number": row["facts"]["number"]}


def _way(way: Mapping[str, Any], story: Story) -> dict[str, Any]:
    target = story.pages[way["facts"]["page"]]
    return {
        "label": clean(way["label"]),
        "text": clean(way["text"]),
        "page": target,
        "drawing": target.drawing,
        "call": way["facts"]["call"],
    }


def _profiles(story: Story) -> list[PersonProfile]:
    return [
        _live(
            PersonProfile(
                function=clean(text["function"]),
                about=clean(text.get("about", "")),
                contact=story.contacts[key],
                position=position,
            )
        )
        for position, (key, text) in enumerate(items("people").items())
    ]


def _organisation_texts(story: Story) -> list[OrganisationText]:
    return [
        _live(
            OrganisationText(
                organisation=story.organisations[key],
                what_we_do=clean(text["what_we_do"]),
                how_to_reach_us=clean(text.get("how_to_reach_us", "")),
            )
        )
        for key, text in items("network").items()
    ]


def _notices(story: Story, at: datetime) -> list[Notice]:
    made = []
    for text in items("notices").values():
        facts = text["facts"]
        notice = Notice(
            text=clean(text["text"]),
            level=facts["level"],
            starts_at=at + timedelta(days=facts["from_days"]),
            ends_at=at + timedelta(days=facts["until_days"]),
        )
        notice.pages = [story.pages[slug] for slug in facts["pages"]]
        made.append(_live(notice))
    return made


def _enquiries(story: Story, at: datetime) -> None:
    """One nobody has yet, in Arabic, and one the coordinator works on."""
    rows: list[dict[str, Any]] = [
        {
            "topic": EnquiryTopic.FAMILY,
            "name": "Nour Haddad",
            "email": "nour.haddad@post.example",
            "language": "ar",
            "interpreter_wanted": True,
            "wishes": "صباحاً، ليس يوم الجمعة",
            "message": "ابنتي عمرها أربع سنوات. كيف أجد مكاناً في الروضة؟",
            "state": EnquiryState.NEW,
        },
        {
            "topic": EnquiryTopic.VOLUNTEERING,
            "name": "Jürgen Kowalski",
            "phone": "+49 171 3920 041",
            "message": "Ich kann gut reparieren und habe donnerstags Zeit. Gibt es etwas für mich?",
            "state": EnquiryState.IN_PROGRESS,
            "assigned_to": story.users["coordinator"],
        },
    ]
    for number, row in enumerate(rows):
        key = uuid5(NAMESPACE_URL, f"offenes-haus.example/anfrage/{number}")
        Enquiry.objects.create(key=key, created_at=at - timedelta(hours=20 * number + 3), **row)


def _live[Row: (PersonProfile, OrganisationText, Notice)](row: Row) -> Row:
    """A snippet in German, published through a revision as an editor does it."""
    row.locale = Locale.get_default()
    row.live = False
    row.save()
    row.save_revision().publish()
    row.refresh_from_db()
    return row
