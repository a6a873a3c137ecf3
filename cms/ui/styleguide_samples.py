"""What the components of the styleguide show."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.templatetags.static import static
from django.utils.translation import get_language

from cms.ui import moments
from cms.ui.charts import Series, bars, radar
from cms.ui.samples import sample as say


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
        "crumbs": [(say("Startseite"), "/de/"), (say("Angebote"), "#"), ("Styleguide", "")],
        **_lists(at),
        **_facts(),
        **_process(),
    }


def _lists(at: datetime) -> dict[str, Any]:
    return {
        "ways": [
            {
                "title": say("Deutsch lernen"),
                "text": say("Kurse von Alphabetisierung bis C1, vormittags und abends, auch mit Kinderbetreuung."),
                "image": static("img/german.svg"),
            },
            {
                "title": say("Familie und Schule"),
                "text": say("Beratung für Eltern und Begleitung zu Gesprächen in Kita und Schule."),
                "image": static("img/parents.svg"),
            },
            {
                "title": say("Gesundheit"),
                "text": say("Wir finden mit Ihnen die richtige Stelle, in Ihrer Sprache."),
                "image": static("img/health.svg"),
            },
            {
                "title": say("In Ihrer Sprache"),
                "text": say("Kurse und Abende in den Sprachen der Stadt."),
                "image": static("img/languages.svg"),
            },
            {
                "title": say("Anderen helfen"),
                "text": say("Eine Stunde oder jede Woche: finden Sie eine Aufgabe, die zu Ihnen passt."),
                "image": static("img/volunteering.svg"),
                "kind": "call",
            },
            {
                "title": say("Für Institutionen"),
                "text": say("Wir begleiten Ihr Haus Schritt für Schritt."),
                "image": static("img/opening.svg"),
                "kind": "call",
            },
        ],
        "rows": [
            {
                "when": moments.short_day(at + timedelta(days=1)),
                "title": say("Offene Sprechstunde für Eltern"),
                "facts": [("place", "Langendreer"), ("chat", "Türkçe, العربية")],
                "side": say("ohne Termin"),
            },
            {
                "when": moments.short_day(at + timedelta(days=2)),
                "title": say("Kindern bei den Hausaufgaben helfen"),
                "facts": [("place", "Wattenscheid"), say("2 Plätze frei")],
                "reasons": [
                    say("Sie sprechen Arabisch"),
                    say("Dienstagabend passt Ihnen"),
                    {"text": say("Es fehlt: Verschwiegenheit"), "miss": True},
                ],
                "action_label": say("Für Dienstag anmelden"),
                "action_url": "#",
                "action_kind": "call",
            },
            {
                "when": moments.short_day(at + timedelta(days=3)),
                "title": say("Frauencafé mit Kinderbetreuung"),
                "facts": [("place", "Stadtmitte"), ("euro", say("kostenlos"))],
                "status": say("Warteliste"),
                "status_kind": "wait",
            },
        ],
        "cards": [
            {
                "title": say("Aus einem Tandem wurde Freundschaft"),
                "text": say("Oksana und Paul treffen sich seit dem Frühling jeden Donnerstag."),
                "facts": [say("Geschichte"), "Werne"],
                "image": static("img/volunteering.svg"),
            },
            {
                "title": say("Neuer Abendkurs"),
                "text": say("A2 beginnt im Januar, mit Kinderbetreuung."),
                "facts": [say("Nachricht")],
                "status": say("Plätze frei"),
                "image": static("img/german.svg"),
            },
            {
                "title": say("Netzwerk der Selbstorganisationen"),
                "text": say("Wer macht was in welchem Stadtteil."),
                "facts": [say("Verzeichnis")],
            },
        ],
    }


def _facts() -> dict[str, Any]:
    return {
        "hours": [
            {"label": say("Montag"), "spans": ["9:00–12:00", "14:00–16:00"]},
            {"label": say("Dienstag"), "spans": ["9:00–16:00"], "today": True},
            {"label": say("Mittwoch"), "spans": ["9:00–12:00"], "note": say("nur mit Termin")},
            {"label": say("Donnerstag"), "spans": []},
        ],
        "contact_function": say("Beratung für Eltern"),
        "contact_next": say("Nächste Sprechzeit: Dienstag, 14 Uhr"),
        "spoken": [{"name": "Deutsch"}, {"name": "العربية", "yours": True}, {"name": "فارسی"}],
        "states": [
            (say("bestätigt"), "good"),
            (say("wartet"), "wait"),
            (say("fällt aus"), "bad"),
            (say("neu"), "accent"),
            (say("Sie sind dran"), "call"),
            (say("Entwurf"), ""),
        ],
        "chips": [{"label": say("Dienstag"), "url": "#"}, {"label": "Langendreer", "url": "#"}],
        "links": [
            {"label": say("Alle"), "url": "#", "current": True},
            {"label": "العربية", "url": "#", "lang": "ar"},
            {"label": "Українська", "url": "#", "lang": "uk"},
        ],
        "definitions": [
            (say("Wann"), say("montags und mittwochs")),
            (say("Wo"), "Zechenstraße 8, 44894 Bochum"),
            (say("Kosten"), say("kostenlos")),
        ],
        "notices": [
            ("good", say("Ihr Platz ist bestätigt. Der Brief mit der Adresse kommt heute.")),
            ("wait", say("Sie stehen auf Platz 2 der Warteliste.")),
            (
                "bad",
                say("Alle Plätze für diesen Einsatz sind vergeben. Sie können sich auf die Warteliste setzen lassen."),
            ),
            ("", say("Die Beratung ist vertraulich.")),
        ],
        "table": {
            "caption": say("Stunden nach Stadtteil"),
            "head": [say("Stadtteil"), say("Menschen"), say("Stunden")],
            "rows": [["Langendreer", "18", "142"], ["Querenburg", "11", "97"]],
            "foot": [say("Summe"), "29", "239"],
        },
        "faq": [
            (say("Was kostet das?"), say("Nichts. Alle Angebote sind kostenlos.")),
            (say("Darf ich meine Kinder mitbringen?"), say("Ja, in den Vormittagskursen gibt es Kinderbetreuung.")),
        ],
    }


def _process() -> dict[str, Any]:
    labels = [
        say("Auftrag"),
        say("Steuerungsgruppe"),
        say("Bestandsaufnahme"),
        say("Ziele"),
        say("Planung"),
        say("Umsetzung"),
        say("Auswertung"),
        say("Verstetigung"),
    ]
    return {
        "steps": [
            {"label": label, "state": ("done", "done", "now")[number] if number < 3 else "todo"}
            for number, label in enumerate(labels)
        ],
        "todo": [
            {
                "sentence": say("Einschätzung im Team abschließen"),
                "url": "#",
                "note": say("31 von 44 Aussagen eingestuft"),
                "due": say("bis Freitag, 27. November"),
            },
            {
                "sentence": say("Protokoll vom 12. November freigeben"),
                "url": "#",
                "note": say("Es fehlt Ihre Zustimmung."),
            },
        ],
        "todo_one": [
            {"sentence": say("Umfrage auswerten"), "url": "#", "note": say("23 Antworten, Ergebnis am Montag")}
        ],
        "numbers": [
            ("214", say("Menschen haben im letzten Jahr mitgemacht")),
            ("3 480", say("geschenkte Stunden")),
            ("9", say("Sprachen")),
        ],
        "radar": radar(
            [
                say("Leitbild"),
                say("Leitung"),
                say("Personal"),
                say("Sprachen"),
                say("Zugang"),
                say("Vernetzung"),
                say("Auswertung"),
            ],
            [Series("2025", [1.5, 2, 1, 0.5, 2.5, 2, 1]), Series("2026", [2.5, 3, 2, 1.5, 3, 3.5, None])],
            top=4,
        ),
        "bars": bars(
            ["Langendreer", "Querenburg", "Wattenscheid"],
            [Series("2025", [120, 64, 31]), Series("2026", [142, 97, 58])],
        ),
        "meter": say("31 von 44 Aussagen eingestuft"),
        "path": [
            (say("Umsehen"), say("Wählen Sie, was Ihnen gefällt; noch ist nichts verbindlich.")),
            (say("Anmelden"), say("Name und ein Weg, Sie zu erreichen, genügen.")),
            (say("Kennenlernen"), say("Wir rufen Sie an und vereinbaren den ersten Tag.")),
        ],
        "events": [
            {"when": "12.11.", "title": say("Vereinbarung unterschrieben"), "state": "done"},
            {
                "when": "24.11.",
                "title": say("Einschätzung im Team"),
                "text": say("Alle im Team machen mit."),
                "state": "now",
            },
            {"when": "08.12.", "title": say("Ziele gewählt")},
        ],
    }
