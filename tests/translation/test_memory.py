"""The memory: the same sentence elsewhere is filled, a similar one suggested, and nothing is ever overwritten."""

from datetime import timedelta
from time import perf_counter
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import PageLogEntry
from wagtail_localize.models import String, StringTranslation, TranslationContext

from cms.translation.changes import likeness
from cms.translation.composing import ensure_row
from cms.translation.differences import Change
from cms.translation.memory import SIMILAR, closeness_to, prefill, prefill_all, similar
from cms.translation.sentences import Kind, sentences_of
from cms.translation.sources import read_source
from tests.make.translation import locale, make_organisation_text, make_page, make_sentence, publish, translated
from tests.make.translators import make_translator, save, sentence_of

NOW = timezone.now()
LEAD = "Sie brauchen keinen Termin."


def age(row: StringTranslation, days: int) -> None:
    StringTranslation.objects.filter(pk=row.pk).update(updated_at=NOW - timedelta(days=days))


def words(source: Any, code: str = "ar") -> list[tuple[str, str, Kind, str]]:
    return [(one.german, one.translation, one.kind, one.tool) for one in sentences_of(source, code)]


@pytest.mark.acceptance("T15")
def test_the_same_sentence_on_another_page_is_filled(db: None) -> None:
    samira, omar = make_translator(), make_translator(name="Omar")
    first, second = make_page(title="Beratung", lead=LEAD), make_page(title="Kurse", lead=LEAD)
    save(first, LEAD, "لا تحتاج إلى موعد.", by=samira)

    filled = prefill(second, "ar", by=omar, at=NOW)

    assert filled == 1
    assert words(second) == [("Kurse", "", Kind.OPEN, ""), (LEAD, "لا تحتاج إلى موعد.", Kind.HUMAN, "memory")]
    assert sentence_of(second, LEAD).translated_by == samira
    entry = PageLogEntry.objects.get(action="translation.prefill")
    assert (entry.page_id, entry.user, entry.data) == (second.pk, omar, {"language": "ar", "sentences": 1})
    assert prefill(second, "ar", by=omar, at=NOW) == 0
    assert PageLogEntry.objects.filter(action="translation.prefill").count() == 1


@pytest.mark.acceptance("T15")
def test_a_persons_words_beat_a_machines_and_newer_ones_beat_older(db: None) -> None:
    pages = [make_page(title=f"Seite {number}", lead=LEAD) for number in range(4)]
    age(make_sentence(pages[0], "ar", LEAD, "older"), 9)
    age(make_sentence(pages[1], "ar", LEAD, "newer"), 5)
    age(make_sentence(pages[2], "ar", LEAD, "by machine", machine=True), 1)

    prefill(pages[3], "ar", at=NOW)

    assert words(pages[3])[1] == (LEAD, "newer", Kind.HUMAN, "memory")


def test_words_of_a_machine_stay_words_of_a_machine(db: None) -> None:
    first, second = make_page(title="A", lead=LEAD), make_page(title="B", lead=LEAD)
    make_sentence(first, "ar", LEAD, "by machine", machine=True)

    prefill(second, "ar", at=NOW)

    assert words(second)[1] == (LEAD, "by machine", Kind.MACHINE, "memory")


@pytest.mark.acceptance("T15")
@pytest.mark.parametrize("existing", ["human", "machine", "broken"])
def test_existing_text_never_changes(db: None, existing: str) -> None:
    """Invariant 9."""
    first, second = make_page(title="A", lead=LEAD), make_page(title="B", lead=LEAD)
    make_sentence(first, "ar", LEAD, "other words")
    make_sentence(second, "ar", LEAD, "<p>x</p>" if existing == "broken" else "mine", machine=existing == "machine")
    before = words(second)

    assert prefill(second, "ar", at=NOW) == 0
    assert words(second) == before


def test_nothing_unsound_is_taken_from_the_memory(db: None) -> None:
    """Errors, lost links and words that are too long for the place stay where they are."""
    linked = '<p>Fragen Sie <a href="https://bamf.de">uns</a>.</p>'
    german = 'Fragen Sie <a id="a1">uns</a>.'
    first, second = (make_page(title=title, live=False) for title in ("A", "B"))
    for page in (first, second):
        page.lead, page.body = "Kurz.", [("paragraph", linked)]
        publish(page)
    make_sentence(first, "ar", german, "no link")
    make_sentence(first, "ar", "Kurz.", "<p>x</p>")
    text = make_organisation_text("Kurz.")
    StringTranslation.objects.filter(translation_of__data="Kurz.").delete()
    make_sentence(text, "ar", "Kurz.", "x" * 401)

    assert prefill(second, "ar", at=NOW) == 0
    assert [one.translation for one in sentences_of(second, "ar")] == ["", "", ""]


def test_other_languages_are_no_memory(db: None) -> None:
    first, second = make_page(title="A", lead=LEAD), make_page(title="B", lead=LEAD)
    make_sentence(first, "tr", LEAD, "Randevu gerekmez.")

    assert prefill(second, "ar", at=NOW) == 0
    assert prefill(second, "tr", at=NOW) == 1


def test_prefill_asks_a_constant_number_of_queries(db: None, django_assert_max_num_queries: Any) -> None:
    page = make_page(title="A", live=False)
    page.body = [("paragraph", "".join(f"<p>Satz {number}.</p>" for number in range(40)))]
    page = publish(page)
    sentences_of(page, "ar")

    with django_assert_max_num_queries(3):
        assert prefill(page, "ar", at=NOW) == 0


@pytest.mark.acceptance("T15")
def test_publication_fills_the_languages_that_somebody_began(db: None, django_capture_on_commit_callbacks: Any) -> None:
    first, second = make_page(title="A", lead=LEAD), make_page(title="B", lead="Noch nichts.")
    for code in ("ar", "tr"):
        make_sentence(first, code, LEAD)
    ensure_row(second, locale("ar"))
    second.lead = LEAD

    with django_capture_on_commit_callbacks(execute=True):
        second = publish(second)

    assert words(second)[1] == (LEAD, f"ar: {LEAD}", Kind.HUMAN, "memory")
    assert words(second, "tr")[1] == (LEAD, "", Kind.OPEN, "")
    assert prefill_all(second, at=NOW) == 0


def test_publication_of_a_snippet_fills_too(db: None, django_capture_on_commit_callbacks: Any) -> None:
    page, text = make_page(title="A", lead=LEAD), make_organisation_text("Noch nichts.")
    make_sentence(page, "ar", LEAD)
    ensure_row(text, locale("ar"))
    text.what_we_do = LEAD

    with django_capture_on_commit_callbacks(execute=True):
        text = publish(text)

    assert words(text)[0] == (LEAD, f"ar: {LEAD}", Kind.HUMAN, "memory")


def test_the_memory_touches_no_live_row(db: None) -> None:
    first, second = make_page(title="A", lead=LEAD), make_page(title="B", lead="Noch nichts.")
    row = translated(second, "ar")
    make_sentence(first, "ar", LEAD)
    second.lead = LEAD
    second = publish(second)

    prefill(second, "ar", at=NOW)

    assert type(row).objects.get(pk=row.pk).lead == row.lead == "ar: Noch nichts."


# ---------------------------------------------------------------- similar sentences
@pytest.mark.acceptance("T15")
def test_a_similar_sentence_is_suggested_with_the_difference(db: None) -> None:
    first, second = make_page(title="A", lead=LEAD), make_page(title="B", lead="Sie brauchen einen Termin.")
    make_sentence(first, "ar", LEAD, "لا تحتاج إلى موعد.")

    found = similar(second, "ar", sentence_of(second, "Sie brauchen einen Termin."))

    assert [(one.german, one.translation, one.text) for one in found] == [
        (LEAD, "لا تحتاج إلى موعد.", "لا تحتاج إلى موعد.")
    ]
    assert [(part.change, part.text) for part in found[0].parts] == [
        (Change.SAME, "Sie brauchen "),
        (Change.REMOVED, "keinen"),
        (Change.ADDED, "einen"),
        (Change.SAME, " Termin."),
    ]


def test_the_best_three_come_the_most_similar_first(db: None) -> None:
    page = make_page(title="B", lead="Sie brauchen keinen Termin mehr heute.")
    leads = [
        "Sie brauchen keinen Termin mehr gestern.",
        "Sie brauchen keinen Termin heute.",
        "Sie brauchen keinen Termin mehr heuer.",
        "Sie brauchen einen Termin mehr heute.",
        "Kommen Sie bitte alle in den Hof hinaus.",
    ]
    for lead in leads:
        make_sentence(make_page(lead=lead), "ar", lead)

    found = similar(page, "ar", sentence_of(page, page.lead))

    assert [one.german for one in found] == [leads[3], leads[2], leads[1]]
    assert all(one.ratio >= SIMILAR for one in found)


def test_each_german_sentence_is_suggested_once_in_its_best_words(db: None) -> None:
    page = make_page(title="B", lead="Sie brauchen einen Termin.")
    for number, machine in enumerate([False, True]):
        make_sentence(make_page(title=f"{number}", lead=LEAD), "ar", LEAD, f"words {number}", machine=machine)

    assert [one.translation for one in similar(page, "ar", sentence_of(page, page.lead))] == ["words 0"]


def test_the_search_for_similar_sentences_stops_in_time(db: None, django_assert_num_queries: Any) -> None:
    """Thousands of sentences in the memory, all of the same length and all similar."""
    page = make_page(title="B", lead="Sie brauchen heute keinen Termin bei uns im Haus.")
    read_source(page)
    fill_memory(page, 3_000)
    sentence = sentence_of(page, page.lead)
    similar(page, "ar", sentence)
    began = perf_counter()

    with django_assert_num_queries(1):
        found = similar(page, "ar", sentence)

    assert len(found) == 3
    assert perf_counter() - began < 0.5  # the promise is 0.1; the machines of tests have other things to do


def test_without_time_nothing_is_suggested(db: None) -> None:
    first, second = make_page(title="A", lead=LEAD), make_page(title="B", lead="Sie brauchen einen Termin.")
    make_sentence(first, "ar", LEAD)

    assert similar(second, "ar", sentence_of(second, second.lead), seconds=-1) == []


def fill_memory(page: Any, count: int) -> None:
    """So many sentences of the same length; `bulk_create` here only, because nothing of them is published."""
    context = TranslationContext.objects.filter(object_id=page.translation_key).first()
    strings = [
        String(locale=locale("de"), data=data, data_hash=String._get_data_hash(data))
        for data in (f"Sie brauchen heute keinen Termin bei uns, Nr. {number:05}." for number in range(count))
    ]
    String.objects.bulk_create(strings)
    StringTranslation.objects.bulk_create(
        StringTranslation(translation_of=string, locale=locale("ar"), context=context, data="x", updated_at=NOW)
        for string in strings
    )


texts = st.text(st.sampled_from("abc .ä"), max_size=30) | st.lists(
    st.sampled_from(["Wir", "helfen", "heute", "."])
).map(" ".join)


@given(texts, texts)
def test_quick_looks_never_lose_a_similar_sentence(one: str, two: str) -> None:
    exact = likeness(two, one)

    found = closeness_to(one)(two)

    assert found == exact if exact >= SIMILAR else found < SIMILAR
