"""What the styleguide's components show; the words are marked, so that they appear in every language."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.ui import moments
from cms.ui.charts import Series, bars, radar


def samples(at: datetime) -> dict[str, Any]:
    """The context of styleguide.html."""
    shift = SimpleNamespace(starts_at=at + timedelta(days=2), ends_at=at + timedelta(days=2, hours=2))
    return {
        "shift": shift,
        "night": SimpleNamespace(starts_at=at, ends_at=at + timedelta(hours=20)),
        "list_page": Paginator(range(90), 10).page(4),
        "entries": [
            {
                "code": code,
                "endonym": name,
                "url": f"?sprache={code}",
                "current": code == get_language(),
                "available": code != "fr",
            }
            for code, name in settings.LANGUAGES
        ],
        "crumbs": [(_("Front page"), "/de/"), (_("Offers"), "#"), ("Styleguide", "")],
        **_lists(at),
        **_facts(),
        **_process(),
    }


def _lists(at: datetime) -> dict[str, Any]:
    return {
        "ways": [
            {
                "title": _("Learn German"),
                "text": _("Courses from the alphabet to C1, mornings and evenings, also with childcare."),
                "image": static("img/german.svg"),
            },
            {
                "title": _("Family and school"),
                "text": _("Advice for parents, and company on the way to day care and school."),
                "image": static("img/parents.svg"),
            },
            {
                "title": _("Health"),
                "text": _("Together we find the right place, in your language."),
                "image": static("img/health.svg"),
            },
            {
                "title": _("In your language"),
                "text": _("Courses and evenings in the languages of the city."),
                "image": static("img/languages.svg"),
            },
            {
                "title": _("Help others"),
                "text": _("One hour or every week: find a task that suits you."),
                "image": static("img/volunteering.svg"),
                "kind": "call",
            },
            {
                "title": _("For institutions"),
                "text": _("We accompany your house step by step."),
                "image": static("img/opening.svg"),
                "kind": "call",
            },
        ],
        "rows": [
            {
                "when": moments.short_day(at + timedelta(days=1)),
                "title": _("Open consultation for parents"),
                "facts": [("place", "Langendreer"), ("chat", "Türkçe, العربية")],
                "side": _("without appointment"),
            },
            {
                "when": moments.short_day(at + timedelta(days=2)),
                "title": _("Help children with homework"),
                "facts": [("place", "Wattenscheid"), _("2 places left")],
                "reasons": [
                    _("You speak Arabic"),
                    _("Tuesday evening suits you"),
                    {"text": _("Missing: confidentiality"), "miss": True},
                ],
                "action_label": _("Sign up for Tuesday"),
                "action_url": "#",
                "action_kind": "call",
            },
            {
                "when": moments.short_day(at + timedelta(days=3)),
                "title": _("Women's café with childcare"),
                "facts": [("place", "Stadtmitte"), ("euro", _("free of charge"))],
                "status": _("waiting list"),
                "status_kind": "wait",
            },
        ],
        "cards": [
            {
                "title": _("A tandem that became a friendship"),
                "text": _("Oksana and Paul have been meeting every Thursday since spring."),
                "facts": [_("Story"), "Werne"],
                "image": static("img/volunteering.svg"),
            },
            {
                "title": _("New evening course"),
                "text": _("A2 begins in January, with childcare."),
                "facts": [_("News")],
                "status": _("places free"),
                "image": static("img/german.svg"),
            },
            {
                "title": _("Network of self-organisations"),
                "text": _("Who does what in which district."),
                "facts": [_("Directory")],
            },
        ],
    }


def _facts() -> dict[str, Any]:
    return {
        "hours": [
            {"label": _("Monday"), "spans": ["9:00–12:00", "14:00–16:00"]},
            {"label": _("Tuesday"), "spans": ["9:00–16:00"], "today": True},
            {"label": _("Wednesday"), "spans": ["9:00–12:00"], "note": _("by appointment only")},
            {"label": _("Thursday"), "spans": []},
        ],
        "contact_function": _("Advice for parents"),
        "contact_next": _("Next free hour: Tuesday, 14:00"),
        "spoken": [{"name": "Deutsch"}, {"name": "العربية", "yours": True}, {"name": "فارسی"}],
        "states": [
            (_("confirmed"), "good"),
            (_("waiting"), "wait"),
            (_("cancelled"), "bad"),
            (_("new"), "accent"),
            (_("your turn"), "call"),
            (_("draft"), ""),
        ],
        "chips": [{"label": _("Tuesday"), "url": "#"}, {"label": "Langendreer", "url": "#"}],
        "links": [
            {"label": _("All"), "url": "#", "current": True},
            {"label": "العربية", "url": "#", "lang": "ar"},
            {"label": "Українська", "url": "#", "lang": "uk"},
        ],
        "definitions": [
            (_("When"), _("Mondays and Wednesdays")),
            (_("Where"), "Zechenstraße 8, 44894 Bochum"),
            (_("Costs"), _("free of charge")),
        ],
        "notices": [
            ("good", _("Your place is confirmed. The letter with the address comes today.")),
            ("wait", _("You are number 2 on the waiting list.")),
            ("bad", _("All places for this shift are taken. You can join the waiting list.")),
            ("", _("The consultation is confidential.")),
        ],
        "table": {
            "caption": _("Hours by district"),
            "head": [_("District"), _("People"), _("Hours")],
            "rows": [["Langendreer", "18", "142"], ["Querenburg", "11", "97"]],
            "foot": [_("Total"), "29", "239"],
        },
        "faq": [
            (_("What does it cost?"), _("Nothing. All offers are free of charge.")),
            (_("May I bring my children?"), _("Yes, there is childcare in the morning courses.")),
        ],
    }


def _process() -> dict[str, Any]:
    labels = [
        _("Order"),
        _("Steering group"),
        _("Assessment"),
        _("Goals"),
        _("Planning"),
        _("Measures"),
        _("Evaluation"),
        _("Continuation"),
    ]
    return {
        "steps": [
            {"label": label, "state": ("done", "done", "now")[number] if number < 3 else "todo"}
            for number, label in enumerate(labels)
        ],
        "todo": [
            {
                "sentence": _("Finish the assessment in the team"),
                "url": "#",
                "note": _("31 of 44 statements rated"),
                "due": _("by Friday, 27 November"),
            },
            {"sentence": _("Approve the minutes of 12 November"), "url": "#", "note": _("Your consent is missing.")},
        ],
        "todo_one": [{"sentence": _("Evaluate the survey"), "url": "#", "note": _("23 answers, result on Monday")}],
        "numbers": [("214", _("people joined in last year")), ("3 480", _("hours given")), ("9", _("languages"))],
        "radar": radar(
            [_("Mission"), _("Leadership"), _("Staff"), _("Languages"), _("Access"), _("Network"), _("Evaluation")],
            [Series("2025", [1.5, 2, 1, 0.5, 2.5, 2, 1]), Series("2026", [2.5, 3, 2, 1.5, 3, 3.5, None])],
            top=4,
        ),
        "bars": bars(
            ["Langendreer", "Querenburg", "Wattenscheid"],
            [Series("2025", [120, 64, 31]), Series("2026", [142, 97, 58])],
        ),
        "meter": _("31 of 44 statements rated"),
        "path": [
            (_("Look around"), _("Choose what you like; nothing is binding yet.")),
            (_("Sign up"), _("Name and one way to reach you are enough.")),
            (_("Get to know us"), _("We call you and agree on the first day.")),
        ],
        "events": [
            {"when": "12.11.", "title": _("Agreement signed"), "state": "done"},
            {
                "when": "24.11.",
                "title": _("Assessment in the team"),
                "text": _("All colleagues take part."),
                "state": "now",
            },
            {"when": "08.12.", "title": _("Goals chosen")},
        ],
    }
