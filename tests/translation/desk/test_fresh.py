"""Which sentences are new since readers got a translation."""

import pytest
from wagtail_localize.models import StringSegment, StringTranslation

from cms.translation.composing import ensure_row
from cms.translation.desk.fresh import fresh_refs
from tests.make.translation import locale, make_front_page, make_page, publish, translated

pytestmark = pytest.mark.django_db


def german_of(refs: set[str]) -> set[str]:
    strings = {int(ref.split("-")[1]) for ref in refs}
    return set(StringSegment.objects.filter(string_id__in=strings).values_list("string__data", flat=True))


def test_nothing_is_live_so_there_is_nothing_to_compare_with() -> None:
    page = make_page(title="Kita")
    row = ensure_row(page, locale("ar"))

    assert fresh_refs(page.translation_key, "ar", row.live_revision_id) is None


def test_right_after_publication_no_sentence_is_new() -> None:
    make_front_page()
    page = make_page(title="Kita", lead="Was die Kita ist.")
    row = translated(page, "ar")

    assert fresh_refs(page.translation_key, "ar", row.live_revision_id) == set()


def test_changed_german_sentence_and_corrected_translation_are_new() -> None:
    page = make_page(title="Kita", lead="Was die Kita ist.")
    row = translated(page, "ar")
    page.lead = "Was die Kita kostet."
    publish(page)
    title = StringTranslation.objects.get(data="ar: Kita")
    title.data = "ar: Kindergarten"
    title.save()

    fresh = fresh_refs(page.translation_key, "ar", row.live_revision_id)

    assert german_of(fresh or set()) == {"Was die Kita kostet.", "Kita"}
