"""The glossary of the demo: words of the field with other forms in nine languages, and texts kept from machines."""

from typing import Any

from wagtail.models import Locale

from cms.demo.blocks import clean
from cms.demo.story import Story
from cms.demo.texts import items
from cms.translation.models import Protected, Term, TermAlias
from cms.translation.roots import roots

KEPT_FROM_MACHINES = {
    "Offenes Haus": "Name des Hauses",
    "Offenes Haus Bochum e.V.": "Name des Vereins",
    "Mehrgenerationenhaus Am Förderturm": "Name des Ortes",
    "info@offenes-haus.example": "Adresse",
}


def terms(story: Story) -> list[Term]:
    """Every word, live in German, with its other forms."""
    Protected.objects.bulk_create(Protected(text=text, note=note) for text, note in KEPT_FROM_MACHINES.items())
    return [_term(text, story) for text in items("glossary").values()]


def _term(text: dict[str, Any], story: Story) -> Term:
    facts = text["facts"]
    page = story.pages.get(facts.get("page", ""))
    term = Term(
        term=clean(text["term"]),
        german=clean(text["term"]),
        explanation=clean(text["explanation"]),
        keep_german=facts.get("keep_german", False),
        machine_protect=facts.get("protect", True),
        related_page_id=page.pk if page else None,
        locale=Locale.get_default(),
        live=False,
    )
    term.save()
    for code, forms in facts.get("forms", {}).items():
        for form in forms:
            TermAlias.objects.create(
                term_key=term.translation_key, locale_id=roots().languages[code].locale_id, word=form
            )
    term.save_revision().publish()
    term.refresh_from_db()
    return term
