"""Text rows are drafts until the gate lets them pass, and live rows stay as they are."""

from typing import Any

import pytest
from wagtail.models import Page
from wagtail_localize.models import LocaleSynchronization, StringTranslation, Translation

from cms.translation.composing import OwnText, compose, ensure_row, lost_marks
from cms.translation.models import Release
from tests.make.people import make_user
from tests.make.translation import (
    in_words_of,
    locale,
    make_front_page,
    make_organisation_text,
    make_page,
    publish,
    translated,
)

MAY_CHANGE = {"latest_revision", "latest_revision_created_at", "has_unpublished_changes", "draft_title"}


def columns(row: Any) -> dict[str, Any]:
    """Every column of a row except those that only speak of its draft."""
    found = type(row).objects.get(pk=row.pk)
    values = {field.attname: getattr(found, field.attname) for field in type(row)._meta.concrete_fields}
    return {name: str(value) for name, value in values.items() if name.removesuffix("_id") not in MAY_CHANGE}


def say(source: Any, code: str, german: str, words: str) -> None:
    """A translator saves one sentence."""
    row = StringTranslation.objects.get(
        translation_of__data=german, context__object_id=source.translation_key, locale=locale(code)
    )
    row.data = words
    row.save()


def test_composing_leaves_a_live_page_as_it_is(db: None) -> None:
    page = make_page(lead="Alt.")
    row = translated(page, "ar")
    before = columns(row)

    say(page, "ar", "Alt.", "Ganz anders.")
    release = compose(page, locale("ar"), by=make_user())

    assert columns(row) == before
    assert release.revision.as_object().lead == "Ganz anders."
    row.refresh_from_db()
    assert (row.live, row.has_unpublished_changes) == (True, True)


def test_composing_leaves_a_live_snippet_as_it_is(db: None) -> None:
    text = make_organisation_text("Wir beraten.")
    row = translated(text, "ar")
    before = columns(row)

    say(text, "ar", "Wir beraten.", "Ganz anders.")
    release = compose(text, locale("ar"))

    assert columns(row) == before
    assert release.revision.as_object().what_we_do == "Ganz anders."


def test_row_is_made_as_a_draft_with_its_ancestors_and_no_alias(db: None) -> None:
    area = make_page(title="Bereich", slug="bereich")
    page = make_page(area, title="Kurs", slug="kurs")

    row = ensure_row(page, locale("ar"))

    way = [*row.get_ancestors().filter(depth__gte=2), row]
    assert [(found.locale.language_code, found.live, found.alias_of_id) for found in way] == [("ar", False, None)] * 3
    assert row.slug == "kurs"
    assert not Page.objects.exclude(alias_of=None).exists()
    assert not LocaleSynchronization.objects.exists()


def test_row_that_exists_is_never_touched(db: None) -> None:
    page = make_page()
    row = translated(page, "ar")
    before = columns(row) | {"revision": row.latest_revision_id}

    again = ensure_row(page, locale("ar"))

    assert columns(again) | {"revision": again.latest_revision_id} == before


def test_own_text_is_never_overwritten(db: None) -> None:
    page = make_page()
    row = translated(page, "ar")
    Translation.objects.update(enabled=False)
    before = columns(row)

    with pytest.raises(OwnText):
        translated(page, "ar")
    with pytest.raises(OwnText):
        compose(page, locale("ar"))

    assert columns(row) == before


def test_deleted_translation_is_begun_anew(db: None) -> None:
    page = make_page()
    translated(page, "ar").delete()

    row = translated(page, "ar")

    assert (row.live, Translation.objects.get(source__object_id=page.translation_key).enabled) == (True, True)


def test_front_page_is_composed_twice(db: None) -> None:
    front = make_front_page()

    first = translated(front, "ar")
    again = compose(front, locale("ar"))

    assert again.revision.as_object().slug == first.slug
    assert first.slug != front.slug


def test_slug_is_the_german_one_in_every_language(db: None) -> None:
    page = make_page(title="Sprachkurs", slug="sprachkurs")

    rows = [translated(page, code) for code in ("ar", "uk", "de-simple")]

    assert [row.slug for row in rows] == ["sprachkurs"] * 3


def test_renamed_source_brings_its_slug_with_the_next_publication(db: None) -> None:
    page = make_page(slug="alt")
    row = translated(page, "ar")
    page.slug = "neu"
    page = publish(page)
    row.refresh_from_db()
    assert row.slug == "alt"

    row = translated(page, "ar")

    assert row.slug == "neu"


def test_release_counts_sentences_and_keeps_the_digest(db: None) -> None:
    page = make_page()
    person = make_user()

    translated(page, "ar", by=person, checked_by=make_user())

    release = Release.objects.get()
    assert (release.sentences, release.machine_sentences, release.composed_by) == (2, 0, person)
    assert release.published_at is not None
    assert len(release.digest) == 64


@pytest.mark.parametrize(
    ("german", "translation", "lost"),
    [
        ("Ohne Link.", "No link.", set()),
        ('<a id="a1">Hier</a>', '<a id="a1">Here</a>', set()),
        ('<a id="a1">Hier</a>', "Here", {"a1"}),
        ('<a id="a1">Hier</a> und <a id="a2">dort</a>', '<a id="a2">there</a>', {"a1"}),
    ],
)
def test_lost_links_are_noticed(german: str, translation: str, lost: set[str]) -> None:
    assert lost_marks(german, translation) == lost


def test_facts_are_read_from_the_source_whatever_the_copy_says(db: None) -> None:
    page = make_page()
    owner, other = page.responsible, make_user()
    row = translated(page, "ar")

    type(row).objects.filter(pk=row.pk).update(responsible=other)

    assert type(row).objects.get(pk=row.pk).facts.responsible == owner
    assert in_words_of(page, "ar")
