"""Sentences at the desk: read, saved, confirmed; nothing typed is lost and no live row is touched."""

from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from cms.translation.composing import compose
from cms.translation.sentences import (
    Conflict,
    Kind,
    SentenceGone,
    SentenceRefused,
    confirm_sentence,
    keep_german,
    save_sentence,
    sentences_of,
)
from tests.make.pages import make_service
from tests.make.translation import (
    locale,
    make_organisation_text,
    make_page,
    make_sentence,
    publish,
    translated,
)
from tests.make.translators import again, make_translator, save, sentence_of

pytestmark = pytest.mark.usefixtures("in_english")

NOW = timezone.now()
RICH = """<p>Fragen Sie <b>heute</b> im <a href="https://www.bamf.de/x">Amt</a> oder \
<a linktype="page" id="{page}">hier</a>.</p>"""


def rich_page(**fields: Any) -> Any:
    target = make_page(title="Beratung")
    page = make_page(title="Hilfe", live=False, **fields)
    page.body = [("paragraph", RICH.format(page=target.pk))]
    return publish(page)


def live_columns(row: Any) -> dict[str, Any]:
    """Everything readers could see; invariant 1 names what else may change."""
    free = {"latest_revision_id", "latest_revision_created_at", "has_unpublished_changes", "draft_title"}
    return {name: value for name, value in type(row).objects.values().get(pk=row.pk).items() if name not in free}


# ---------------------------------------------------------------- reading
def test_sentences_stand_in_reading_order_with_limits_and_words(db: None) -> None:
    page = rich_page(lead="Wir helfen Ihnen.")

    found = sentences_of(page, "ar")

    assert [(one.number, one.german, one.words, one.limit, one.kind) for one in found] == [
        (1, "Hilfe", 1, 255, Kind.OPEN),
        (2, "Wir helfen Ihnen.", 3, 400, Kind.OPEN),
        (3, 'Fragen Sie <b>heute</b> im <a id="a1">Amt</a> oder <a id="a2">hier</a>.', 8, None, Kind.OPEN),
    ]
    assert found[2].marked.text == "Fragen Sie {1}heute{/1} im {2}Amt{/2} oder {3}hier{/3}."
    assert [mark.label for mark in found[2].marked.legend] == ["bold", "link to bamf.de", "link to Beratung"]


def test_the_same_words_at_the_same_place_are_one_sentence(db: None) -> None:
    page = make_page(title="Hilfe", live=False)
    page.body = [("paragraph", "<p>Ja.</p><p>Nein.</p><p>Ja.</p>")]
    page = publish(page)

    assert [one.german for one in sentences_of(page, "ar")][2:] == ["Ja.", "Nein."]


def test_sentences_cost_the_same_queries_whatever_their_number(db: None, django_assert_num_queries: Any) -> None:
    short, long = make_page(title="Kurz"), make_service()
    translated(long, "ar")
    sentences_of(short, "ar")

    with django_assert_num_queries(2):
        sentences_of(short, "ar")
    with django_assert_num_queries(2):
        assert len(sentences_of(long, "ar")) == 12


def test_kinds_tell_who_wrote_and_what_is_broken(db: None) -> None:
    page = rich_page(lead="Wir helfen Ihnen.")
    german = sentence_of(page, 'Fragen Sie <b>heute</b> im <a id="a1">Amt</a> oder <a id="a2">hier</a>.').german
    make_sentence(page, "ar", "Hilfe", "مساعدة")
    make_sentence(page, "ar", "Wir helfen Ihnen.", "نساعدكم.", machine=True)
    make_sentence(page, "ar", german, 'اسأل <b>اليوم</b> في <a id="a1">المكتب</a>.')
    make_sentence(page, "tr", "Hilfe", "<p>Yardım</p>")

    assert [(one.kind, one.error) for one in sentences_of(page, "ar")] == [
        (Kind.HUMAN, ""),
        (Kind.MACHINE, ""),
        (Kind.ERROR, "A link of the German sentence is missing in the translation."),
    ]
    assert sentences_of(page, "tr")[0].error == (
        "The translation does not fit its place or its marks. Please correct it."
    )


# ---------------------------------------------------------------- saving
@pytest.mark.acceptance("T12")
def test_saved_words_come_back_in_marks_form(db: None) -> None:
    page, samira = rich_page(), make_translator()
    sentence = sentences_of(page, "ar")[2]

    saved = save(page, sentence, "{3}هنا{/3} أو في {2}المكتب{/2} {1}اليوم{/1}", by=samira)

    assert saved == again(page, sentence)
    assert saved.translation == '<a id="a2">هنا</a> أو في <a id="a1">المكتب</a> <b>اليوم</b>'
    assert saved.in_marks == "{3}هنا{/3} أو في {2}المكتب{/2} {1}اليوم{/1}"
    assert (saved.kind, saved.translated_by, saved.tool) == (Kind.HUMAN, samira, "")


@pytest.mark.acceptance("T12")
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("  \u202e ", "The translation is empty. Write it, or leave the sentence for later."),
        ("اسأل", "The mark {1}…{/1} is missing (bold). Put it where it belongs."),
        ("{1}{/1}{2}{/2}{3}{/3}", "The translation holds marks only. Write the words, too."),
        (
            "<script>alert(1)</script>",
            "<script> is not allowed in a translation. Take it out, or write the words only.",
        ),
        ("{1}a{/1}{2}b{/2}{3}c{/3}" + "x" * 10_000, "The text is 3 characters too long: 10000 fit here."),
    ],
)
def test_a_text_that_does_not_fit_is_handed_back_with_the_reason(db: None, text: str, message: str) -> None:
    page, samira = rich_page(), make_translator()
    sentence = sentences_of(page, "ar")[2]

    with pytest.raises(SentenceRefused) as refused:
        save(page, sentence, text, by=samira)

    assert (str(refused.value), refused.value.text, refused.value.sentence) == (message, text, sentence)
    assert not StringTranslation.objects.exists()


@pytest.mark.parametrize("sign", ["x", "&", "ش"])
def test_a_title_is_as_long_as_its_field_and_no_longer(db: None, sign: str) -> None:
    """Trap 11: beyond 255 characters Wagtail answers with an error page. `&` takes five in inline HTML."""
    page, samira = make_page(title="Hilfe"), make_translator()

    saved = save(page, "Hilfe", sign * 255, by=samira)
    with pytest.raises(SentenceRefused) as refused:
        save(page, "Hilfe", sign * 256, by=samira)

    assert str(refused.value) == "The text is 1 character too long: 255 fit here."
    assert again(page, saved) == saved
    compose(page, locale("ar"), by=samira)
    row = Page.objects.get(translation_key=page.translation_key, locale=locale("ar"))
    assert (row.draft_title, row.live) == (sign * 255, False)


def test_unwanted_signs_are_removed_and_said(db: None) -> None:
    page, samira = make_page(title="Hilfe"), make_translator()

    saved = save(page, "Hilfe", "مسا\u202eعدة\x00\u200c", by=samira)

    assert (saved.translation, saved.notice) == (
        "مساعدة\u200c",
        "Invisible signs that would harm the page were removed from your text.",
    )


@pytest.mark.parametrize("make", [make_page, make_organisation_text, rich_page])
def test_saving_touches_no_live_row(db: None, make: Any) -> None:
    """Invariant 1; trap 14: of a translated title only the draft title changes."""
    source, samira = make(), make_translator()
    row = translated(source, "ar")
    before, german_before = live_columns(row), live_columns(source)

    for sentence in sentences_of(source, "ar"):
        save(source, sentence, f"{sentence.marked.text} neu", by=samira)
        keep_german(source, "ar", sentence.ref, by=samira, at=NOW, token=again(source, sentence).token)
        save(source, again(source, sentence), f"{sentence.marked.text} neu", by=samira)
    compose(source, locale("ar"), by=samira)

    assert live_columns(type(row).objects.get(pk=row.pk)) == before
    assert live_columns(source) == german_before


def test_saving_the_same_words_again_changes_nothing(db: None) -> None:
    page, samira, omar = make_page(title="Hilfe"), make_translator(), make_translator()
    saved = save(page, "Hilfe", "مساعدة", by=samira)

    same = save_sentence(page, "ar", saved.ref, "مساعدة", by=omar, at=NOW, token="")

    assert same == saved
    assert same.translated_by == samira


# ---------------------------------------------------------------- machine text and German words
def test_machine_text_becomes_ones_own(db: None) -> None:
    page, samira = make_page(title="Hilfe"), make_translator()
    row = make_sentence(page, "ar", "Hilfe", "مساعدة", machine=True)
    StringTranslation.objects.filter(pk=row.pk).update(tool_name="LibreTranslate")
    sentence = sentence_of(page, "Hilfe")

    confirmed = confirm_sentence(page, "ar", sentence.ref, by=samira, at=NOW, token=sentence.token)

    row.refresh_from_db()
    assert (confirmed.kind, confirmed.tool) == (Kind.HUMAN, "confirmed: LibreTranslate")
    assert (row.data, row.translation_type, row.last_translated_by) == ("مساعدة", "manual", samira)
    assert confirm_sentence(page, "ar", sentence.ref, by=samira, at=NOW, token=confirmed.token) == confirmed


def test_saving_machine_text_unchanged_confirms_it(db: None) -> None:
    page, samira = make_page(title="Hilfe"), make_translator()
    make_sentence(page, "ar", "Hilfe", "مساعدة", machine=True)

    saved = save(page, "Hilfe", "مساعدة", by=samira)

    assert (saved.kind, saved.tool) == (Kind.HUMAN, "confirmed: ")


def test_words_one_did_not_see_are_not_confirmed(db: None) -> None:
    page, samira = make_page(title="Hilfe"), make_translator()
    row = make_sentence(page, "ar", "Hilfe", "مساعدة", machine=True)
    seen = sentence_of(page, "Hilfe")
    row.data = "النجدة"
    row.save()

    with pytest.raises(Conflict) as conflict:
        confirm_sentence(page, "ar", seen.ref, by=samira, at=NOW, token=seen.token)

    assert conflict.value.theirs == "النجدة"
    assert again(page, seen).kind is Kind.MACHINE


def test_nothing_can_be_confirmed_where_nothing_stands(db: None) -> None:
    page, samira = make_page(title="Hilfe"), make_translator()

    with pytest.raises(SentenceRefused) as refused:
        confirm_sentence(page, "ar", sentence_of(page, "Hilfe").ref, by=samira, at=NOW, token="")

    assert str(refused.value) == "There is no translation to confirm yet."


def test_german_words_stay_when_somebody_says_so(db: None) -> None:
    page, samira = rich_page(), make_translator()
    sentence = sentences_of(page, "ar")[2]

    kept = keep_german(page, "ar", sentence.ref, by=samira, at=NOW, token="")

    assert (kept.translation, kept.kind, kept.tool) == (sentence.german, Kind.HUMAN, "kept in German")


# ---------------------------------------------------------------- two people, and a German that changes
@pytest.mark.acceptance("T11")
def test_two_translators_on_one_sentence_lose_nothing(db: None) -> None:
    page, samira, omar = make_page(title="Hilfe"), make_translator(), make_translator(name="Omar")
    seen_by_both = sentence_of(page, "Hilfe")
    save(page, seen_by_both, "مساعدة", by=samira)

    with pytest.raises(Conflict) as conflict:
        save(page, seen_by_both, "النجدة", by=omar)

    now = again(page, seen_by_both)
    assert (conflict.value.ours, conflict.value.theirs) == ("النجدة", "مساعدة")
    assert conflict.value.sentence == now
    assert (now.translation, now.translated_by) == ("مساعدة", samira)
    assert save(page, conflict.value.sentence, "النجدة", by=omar).translation == "النجدة"


def test_two_translators_with_the_same_words_do_not_disagree(db: None) -> None:
    page, samira, omar = make_page(title="Hilfe"), make_translator(), make_translator()
    seen_by_both = sentence_of(page, "Hilfe")
    first = save(page, seen_by_both, "مساعدة", by=samira)

    second = save(page, seen_by_both, "مساعدة", by=omar)

    assert second == first


def test_a_sentence_that_stayed_keeps_its_translation_when_others_change(db: None) -> None:
    """Invariant 8."""
    page, samira = make_page(title="Hilfe", lead="Wir helfen Ihnen."), make_translator()
    before = save(page, "Hilfe", "مساعدة", by=samira)
    save(page, "Wir helfen Ihnen.", "نساعدكم.", by=samira)
    page.lead = "Wir beraten Sie gern."

    page = publish(page)

    assert [(one.ref == before.ref, one.kind) for one in sentences_of(page, "ar")] == [
        (True, Kind.HUMAN),
        (False, Kind.OPEN),
    ]
    assert again(page, before) == before


def test_facts_alone_outdate_no_sentence(db: None) -> None:
    """Invariant 8."""
    page = make_service()
    translated(page, "ar")
    before = sentences_of(page, "ar")
    page.languages = ["de", "tr", "fa"]

    page = publish(page)

    assert sentences_of(page, "ar") == before


@pytest.mark.acceptance("T11")
def test_german_republished_in_the_middle_loses_nothing(db: None) -> None:
    page, samira = make_page(title="Hilfe", lead="Wir helfen Ihnen gern."), make_translator()
    seen, title = sentence_of(page, "Wir helfen Ihnen gern."), sentence_of(page, "Hilfe")
    page.lead = "Wir helfen Ihnen heute gern."
    page = publish(page)

    with pytest.raises(SentenceGone) as gone:
        save(page, seen, "نساعدكم بكل سرور.", by=samira)
    saved = save(page, title, "مساعدة", by=samira)

    offered = gone.value.sentence
    assert gone.value.text == "نساعدكم بكل سرور."
    assert offered == sentence_of(page, "Wir helfen Ihnen heute gern.")
    assert str(gone.value) == (
        "The German sentence was changed meanwhile. Your text was kept. Please adapt it to the change."
    )
    assert saved.kind is Kind.HUMAN
    remembered = StringTranslation.objects.get(translation_of__data="Wir helfen Ihnen gern.")
    assert (remembered.data, remembered.last_translated_by) == ("نساعدكم بكل سرور.", samira)


@pytest.mark.acceptance("T11")
def test_a_sentence_that_was_taken_out_hands_the_text_back(db: None) -> None:
    page, samira = make_page(title="Hilfe", live=False), make_translator()
    page.body = [("paragraph", "<p>Wir helfen Ihnen gern.</p>")]
    page = publish(page)
    seen = sentence_of(page, "Wir helfen Ihnen gern.")
    page.body = []
    page = publish(page)

    with pytest.raises(SentenceGone) as gone:
        save(page, seen, "نساعدكم بكل سرور.", by=samira)

    assert (gone.value.text, gone.value.sentence) == ("نساعدكم بكل سرور.", None)
    assert str(gone.value) == (
        "The German sentence was taken out meanwhile. There is nothing to translate here any more."
    )


def test_a_german_that_comes_back_finds_its_translation(db: None) -> None:
    page, samira = make_page(title="Hilfe", lead="Wir helfen Ihnen."), make_translator()
    before = save(page, "Wir helfen Ihnen.", "نساعدكم.", by=samira)
    page.lead = "Wir beraten Sie."
    page = publish(page)
    page.lead = "Wir helfen Ihnen."

    page = publish(page)

    assert again(page, before) == before
