"""The German side: sentences, digest and versions."""

from uuid import uuid4

import pytest
from wagtail.rich_text import RichText
from wagtail_localize.models import TranslationSource

from cms.translation.models import SourceVersion
from cms.translation.sources import count_words, read_source, sentences, source_of
from home.models import TextPage
from tests.make.people import make_user
from tests.make.translation import make_organisation_text, make_page, publish, translated

LINK = '<a href="tel:+492214710000">uns</a>'


def versions(page: TextPage) -> list[tuple[int, int]]:
    return list(SourceVersion.objects.filter(translation_key=page.translation_key).values_list("number", "sentences"))


def test_sentences_keep_their_marks_as_wagtail_localize_stores_them(db: None) -> None:
    page = make_page(
        title="Kurse & mehr",
        lead="Montag.\nDienstag.",
        body=[
            ("paragraph", RichText(f"<h2>Wann</h2><p>Rufen Sie {LINK} an, <b>gern</b>.</p><ul><li>Montag</li></ul>")),
            ("steps", {"steps": [{"title": "Kommen", "text": ""}]}),
        ],
    )

    assert sentences(page) == [
        "Kurse &amp; mehr",
        "Montag.<br/>Dienstag.",
        "Wann",
        'Rufen Sie <a id="a1">uns</a> an, <b>gern</b>.',
        "Montag",
        "Kommen",
    ]


def test_publication_with_a_changed_sentence_makes_a_version(db: None) -> None:
    page = make_page(title="Kurse")

    page.lead = "Anders."
    publish(page)

    assert versions(page) == [(1, 2), (2, 2)]


def test_publication_with_changed_facts_makes_none(db: None) -> None:
    page = make_page(title="Kurse")

    page.responsible, page.show_in_menus, page.slug = make_user(), True, "andere-adresse"
    publish(page)

    assert versions(page) == [(1, 2)]


def test_draft_changes_nothing(db: None) -> None:
    page = make_page()

    page.lead = "Nur ein Entwurf."
    page.save_revision()

    assert versions(page) == [(1, 2)]
    assert "Entwurf" not in TranslationSource.objects.get_for_instance(page).content_json


def test_reverting_makes_a_version_with_the_old_digest(db: None) -> None:
    page = make_page(lead="Alt.")
    old = page.live_revision
    page.lead = "Neu."
    publish(page)

    old.publish()

    digests = list(SourceVersion.objects.filter(translation_key=page.translation_key).values_list("digest", flat=True))
    assert len(digests) == 3
    assert digests[0] == digests[2] != digests[1]


def test_snippet_publication_makes_a_version(db: None) -> None:
    text = make_organisation_text()

    text.what_we_do = "Wir kochen."
    publish(text)

    found = SourceVersion.objects.filter(translation_key=text.translation_key)
    assert [(version.number, version.model) for version in found] == [
        (1, "network.organisationtext"),
        (2, "network.organisationtext"),
    ]


def test_translation_is_never_taken_for_a_source(db: None) -> None:
    row = translated(make_page(), "ar")

    with pytest.raises(ValueError, match="not in the source language"):
        read_source(row)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [("", 0), ("Ein Satz.", 2), ('Rufen Sie <a id="a1">an</a>', 3), ("Eins<br/>zwei", 2), ("https://haus.example", 1)],
)
def test_words_are_counted_without_marks(sentence: str, words: int) -> None:
    assert count_words(sentence) == words


def test_source_is_found_by_its_key_whatever_its_kind(db: None) -> None:
    page, text = make_page(), make_organisation_text()

    assert source_of(page.translation_key) == page
    assert source_of(text.translation_key) == text
    assert source_of(uuid4()) is None
