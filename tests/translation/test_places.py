"""Where a sentence stands, in words; invariant 10: every sentence has a panel and a label at the desk."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.db import models
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel
from wagtail.admin.panels.model_utils import get_edit_handler
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.fields import get_translatable_fields

from cms.translation import translatable
from cms.translation.places import picture_of, place_of, places_of
from cms.translation.sentences import sentences_of
from home.models import TextPage
from tests.make.pages import make_service
from tests.make.translation import make_organisation_text, make_page, publish

BODY = """<p>Wir helfen.</p><h2>Wann</h2><p>Immer.</p>\
<ul><li>Montag</li><li>Dienstag <b>früh</b></li><li>Mittwoch</li></ul><h2>Wo</h2><ol><li>Hier</li></ol>"""


def with_body(*blocks: tuple[str, Any]) -> TextPage:
    page = make_page(title="Hilfe", live=False)
    page.body = list(blocks)
    return publish(page)


def told(source: Any) -> list[tuple[str, str]]:
    """Every sentence with its place, read in English."""
    found = sentences_of(source, "ar")
    with override("en"):
        places = places_of(source, found)
    return [(sentence.plain_german, places[sentence.ref]) for sentence in found]


def test_places_are_told_in_words(db: None) -> None:
    page = with_body(
        ("paragraph", BODY),
        ("paragraph", "<p>Nur dies.</p>"),
        ("steps", {"steps": [{"title": "Anrufen", "text": ""}, {"title": "Kommen", "text": "Ohne Termin."}]}),
    )

    assert told(page)[2:] == [
        ("Wir helfen.", "Text › Text, 1 of 2 › Paragraph 1 of 2"),
        ("Wann", "Text › Text, 1 of 2 › Heading"),
        ("Immer.", "Text › Text, 1 of 2 › Paragraph under “Wann”"),
        ("Montag", "Text › Text, 1 of 2 › List under “Wann”, item 1 of 3"),
        ("Dienstag früh", "Text › Text, 1 of 2 › List under “Wann”, item 2 of 3"),
        ("Mittwoch", "Text › Text, 1 of 2 › List under “Wann”, item 3 of 3"),
        ("Wo", "Text › Text, 1 of 2 › Heading"),
        ("Hier", "Text › Text, 1 of 2 › List under “Wo”, item 1 of 1"),
        ("Nur dies.", "Text › Text, 2 of 2"),
        ("Anrufen", "Text › Steps › Step, 1 of 2 › Title of the step"),
        ("Kommen", "Text › Steps › Step, 2 of 2 › Title of the step"),
        ("Ohne Termin.", "Text › Steps › Step, 2 of 2 › What happens"),
    ]


def test_places_of_fields_are_their_labels(db: None) -> None:
    assert told(make_organisation_text())[0][1] == "What we do"
    assert told(make_service())[0] == ("Elternberatung", "Title")


def test_a_place_that_is_gone_has_no_words(db: None) -> None:
    page = with_body(("paragraph", BODY))
    path = sentences_of(page, "ar")[-1].path

    assert place_of(page, path, "Das stand hier nie.") == place_of(page, path) != ""
    assert [place_of(page, gone) for gone in ("", "nothing", "body", "body.1-2")] == ["", "", "", ""]


def test_the_picture_of_an_alternative_text_is_found(db: None) -> None:
    image = make_image()
    page = with_body(
        ("picture", {"image": image_value(image, "Drei Menschen an einem Tisch"), "caption": "Beim Frühstück"})
    )
    alternative, caption = sentences_of(page, "ar")[2:]

    assert picture_of(page, alternative.path).pk == image.pk
    assert [picture_of(page, path) for path in (caption.path, "title", "gone")] == [None, None, None]
    assert told(page)[2:] == [
        ("Drei Menschen an einem Tisch", "Text › Picture › Alt text"),
        ("Beim Frühstück", "Text › Picture › Caption"),
    ]


def make_image() -> Any:
    return get_image_model().objects.create(title="Frühstück", file=get_test_image_file())


def image_value(image: Any, alternative: str) -> Any:
    image.contextual_alt_text, image.decorative = alternative, False
    return image


# ---------------------------------------------------------------- invariant 10
def panels(panel: Panel) -> Iterable[str]:
    """The names of all fields that somebody can edit."""
    if isinstance(panel, FieldPanel):
        yield panel.field_name
    if isinstance(panel, InlinePanel):
        yield panel.relation_name
    for child in getattr(panel, "children", ()):
        yield from panels(child)


def edit_handler_of(model: Any) -> Panel:
    if issubclass(model, Page) or model not in get_snippet_models():
        return get_edit_handler(model)
    return model.snippet_viewset.get_edit_handler()


MODELS = [*translatable.page_models(), *(entry.model for entry in translatable.snippets())]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_with_words_has_a_panel_and_a_label(db: None, model: Any) -> None:
    """Trap 16: a field without a panel would count as a sentence that nobody can find in the editor."""
    words = [field.field_name for field in get_translatable_fields(model) if field.is_translated(model())]
    texts = [
        name
        for name in words
        if isinstance(model._meta.get_field(name), models.TextField | models.CharField | StreamField)
    ]

    assert [name for name in texts if name not in set(panels(edit_handler_of(model)))] == []
    assert [name for name in texts if not str(model._meta.get_field(name).verbose_name).strip()] == []
