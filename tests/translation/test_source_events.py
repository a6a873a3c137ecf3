"""What happens to the translations when the German text changes."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.models import Translation

from cms.translation.composing import compose, ensure_row
from cms.translation.enums import TranslationState as State
from cms.translation.models import Release, SourceVersion
from cms.translation.sources import sentences
from cms.translation.state_table import reader_line, state_table
from home.enums import ServiceKind
from home.models import Notice, ServicePage, TextPage, WorkAreaPage
from tests.make.translation import (
    locale,
    make_front_page,
    make_organisation_text,
    make_page,
    publish,
    translated,
)

pytestmark = pytest.mark.usefixtures("in_english")


NOW = timezone.now()


def make_service() -> ServicePage:
    return make_page(make_page(kind=WorkAreaPage), kind=ServicePage)


def make_notice() -> Notice:
    notice = Notice(text="Heute geschlossen.", locale=locale("de"), starts_at=NOW, live=False)
    notice.ends_at = NOW + timedelta(days=3)
    notice.save()
    return publish(notice)


def state(source: Any, code: str = "ar") -> State:
    return state_table([source], (code,))[source.translation_key, code].state


@pytest.mark.acceptance("T9")
@pytest.mark.parametrize("make", [make_page, make_organisation_text])
def test_unpublished_source_takes_its_translations_along(db: None, make: Any) -> None:
    source = make()
    rows = [translated(source, code) for code in ("ar", "tr")]

    source.unpublish()

    assert [type(row).objects.get(pk=row.pk).live for row in rows] == [False, False]
    assert Release.objects.exclude(withdrawn_at=None).count() == 2
    assert state(source) == State.HIDDEN


@pytest.mark.acceptance("T9")
def test_expired_source_takes_its_translations_along(db: None) -> None:
    source = make_page()
    row = translated(source, "ar")

    source.unpublish(set_expired=True)

    row.refresh_from_db()
    assert not row.live


@pytest.mark.acceptance("T9")
def test_source_published_again_brings_nothing_back_by_itself(db: None) -> None:
    source = make_page()
    row = translated(source, "ar")
    source.unpublish()

    publish(source)

    row.refresh_from_db()
    assert (row.live, state(source)) == (False, State.DRAFT)


def test_own_text_survives_the_source(db: None) -> None:
    source = make_page()
    row = translated(source, "ar")
    Translation.objects.update(enabled=False)

    source.unpublish()

    row.refresh_from_db()
    assert (row.live, state(source)) == (True, State.OWN)


@pytest.mark.acceptance("T9")
@pytest.mark.parametrize("make", [make_page, make_organisation_text])
def test_deleted_source_leaves_an_orphan_that_nobody_sees(db: None, make: Any) -> None:
    source = make()
    row = translated(source, "ar")

    type(source).objects.get(pk=source.pk).delete()

    row.refresh_from_db()
    assert not row.live
    assert not Translation.objects.filter(source__object_id=source.translation_key, enabled=True).exists()
    assert state(row) == State.ORPHAN


@pytest.mark.acceptance("T9")
def test_moved_source_takes_its_translations_along(db: None) -> None:
    front = make_front_page()
    old, new = make_page(front, slug="alt"), make_page(front, slug="neu")
    page = make_page(old, slug="kurs")
    child = make_page(page, slug="termine")
    translated(page, "ar")
    below = translated(child, "ar")

    page.move(new, pos="last-child")

    row = page.get_translation(locale("ar"))
    assert (row.live, row.url) == (True, "/ar/neu/kurs/")
    assert below.url_path.count("/") == Page.objects.get(pk=below.pk).url_path.count("/")
    assert row.get_parent().live is False
    assert row.get_parent().translation_key == new.translation_key


def test_reordered_source_moves_nothing(db: None) -> None:
    front = make_front_page()
    first, second = make_page(front), make_page(front)
    row = translated(second, "ar")

    second.move(first, pos="left")

    assert row.path == TextPage.objects.get(pk=row.pk).path


@pytest.mark.acceptance("T9")
def test_private_source_makes_its_translations_private(db: None) -> None:
    source = make_page()
    row = translated(source, "ar")
    group = Group.objects.create(name="Team")

    restriction = PageViewRestriction.objects.create(page=source, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(group)

    copies = [(copy.restriction_type, list(copy.groups.all())) for copy in row.view_restrictions.all()]
    assert copies == [(PageViewRestriction.GROUPS, [group])]
    assert row.get_view_restrictions().count() == 1

    restriction.delete()
    assert not row.view_restrictions.exists()
    assert not row.get_view_restrictions().exists()


def test_row_made_of_a_private_source_is_private_from_the_start(db: None) -> None:
    source = make_page()
    PageViewRestriction.objects.create(page=source, restriction_type=PageViewRestriction.LOGIN)

    row = translated(source, "ar")

    assert row.view_restrictions.get().restriction_type == PageViewRestriction.LOGIN


@pytest.mark.acceptance("T9")
def test_changed_sentence_outdates_exactly_the_languages_that_had_it(db: None) -> None:
    source, other = make_page(lead="Alt."), make_page()
    for code in ("ar", "tr"):
        translated(source, code)
        translated(other, code)

    source.lead = "Neu."
    publish(source)

    table = state_table([source, other], ("ar", "tr", "uk"))
    assert [table[source.translation_key, code].state for code in ("ar", "tr", "uk")] == [
        State.STALE,
        State.STALE,
        State.MISSING,
    ]
    assert [table[other.translation_key, code].state for code in ("ar", "tr")] == [State.TRANSLATED] * 2
    assert [table[source.translation_key, "ar"].done, table[source.translation_key, "ar"].total] == [1, 2]


@pytest.mark.acceptance("T5")
@pytest.mark.acceptance("T9")
@pytest.mark.parametrize(
    ("make", "change"),
    [
        (make_service, {"free_of_charge": False, "kind": ServiceKind.COURSE}),
        (make_notice, {"ends_at": NOW + timedelta(days=9)}),
    ],
    ids=["page", "snippet"],
)
def test_changed_fact_outdates_nothing(db: None, make: Any, change: dict[str, Any]) -> None:
    source = make()
    for code in ("ar", "tr"):
        translated(source, code)
    for name, value in change.items():
        setattr(source, name, value)

    publish(source)

    assert [state(source, code) for code in ("ar", "tr")] == [State.TRANSLATED] * 2
    assert SourceVersion.objects.filter(translation_key=source.translation_key).count() == 1


@pytest.mark.acceptance("T9")
def test_draft_gets_the_new_sentences(db: None) -> None:
    source = make_page(lead="Alt.")
    draft = ensure_row(source, locale("ar"))
    before = state_table([source], ("ar",))[source.translation_key, "ar"]

    source.lead = "Neu."
    publish(source)

    after = state_table([source], ("ar",))[source.translation_key, "ar"]
    assert (before.state, after.state, after.row_id) == (State.DRAFT, State.DRAFT, draft.pk)
    assert [german for german in sentences(source) if german in {"Alt.", "Neu."}] == ["Neu."]


@pytest.mark.acceptance("T9")
def test_source_reverted_finds_its_old_translations_again(db: None) -> None:
    source = make_page(lead="Alt.")
    row = translated(source, "ar")
    first = source.latest_revision
    source.lead = "Neu."
    publish(source)
    outdated = state(source)

    first.as_object().save_revision().publish()
    release = compose(source, locale("ar"))
    release.revision.publish()

    row.refresh_from_db()
    assert (outdated, state(source), row.lead) == (State.STALE, State.TRANSLATED, "ar: Alt.")


@pytest.mark.acceptance("T9")
def test_renamed_source_keeps_the_address_of_its_translations(db: None) -> None:
    source = make_page(slug="alt")
    row = translated(source, "ar")

    source.slug = "neu"
    publish(source)

    row.refresh_from_db()
    assert (row.slug, state(source)) == ("alt", State.TRANSLATED)


@pytest.mark.acceptance("T9")
def test_copy_is_a_text_of_its_own(db: None) -> None:
    source = make_page(slug="kurs")
    translated(source, "ar")

    copy = source.copy(update_attrs={"slug": "kopie"})

    assert copy.translation_key != source.translation_key
    assert state(copy) == State.MISSING


def test_readers_are_told_in_one_sentence(db: None) -> None:
    source = make_page(lead="Alt.")
    row, easy = translated(source, "ar"), translated(source, "de-simple")
    lines = [reader_line(source), reader_line(row), reader_line(easy)]

    source.lead = "Neu."
    publish(source)

    assert lines == ["", "Translated.", "Simple language."]
    assert reader_line(row).startswith("The German text was changed on ")
