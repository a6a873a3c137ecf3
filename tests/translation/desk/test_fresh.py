"""Which sentences are new since readers got a translation."""

from typing import Any

import pytest
from wagtail_localize.models import StringTranslation

from cms.translation.composing import ensure_row
from cms.translation.desk.fresh import composed_at, fresh_refs
from cms.translation.sentences import sentences_of
from tests.make.translation import locale, make_page, publish, translated

pytestmark = pytest.mark.django_db


def fresh_german(page: Any, row: Any) -> set[str] | None:
    """The German of the sentences that readers do not have as they are now."""
    composed = composed_at(row.live_revision_id)
    if composed is None:
        return None
    sentences = sentences_of(page, "ar")
    return {one.german for one in sentences if one.ref in fresh_refs(sentences, composed)}


def test_nothing_is_live_so_there_is_nothing_to_compare_with() -> None:
    page = make_page(title="Kita")

    assert fresh_german(page, ensure_row(page, locale("ar"))) is None


def test_right_after_publication_no_sentence_is_new() -> None:
    page = make_page(title="Kita", lead="Was die Kita ist.")

    assert fresh_german(page, translated(page, "ar")) == set()


def test_changed_german_sentence_and_corrected_translation_are_new() -> None:
    page = make_page(title="Kita", lead="Was die Kita ist.")
    row = translated(page, "ar")
    page.lead = "Was die Kita kostet."
    publish(page)
    title = StringTranslation.objects.get(data="ar: Kita")
    title.data = "ar: Kindergarten"
    title.save()

    assert fresh_german(page, row) == {"Was die Kita kostet.", "Kita"}


def test_sentence_that_was_only_carried_over_is_not_new() -> None:
    page = make_page(title="Kita", lead="Was die Kita ist.")
    row = translated(page, "ar")
    carried = StringTranslation.objects.get(data="ar: Kita")
    carried.tool_name = "carried over"
    carried.save()

    assert fresh_german(page, row) == set()
