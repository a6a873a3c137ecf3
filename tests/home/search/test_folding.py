"""Letters and words are compared the same, however people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.translation.languages import LANGUAGES
from home.search.folding import asked_forms, fold, forms_of, spellings, stem, words_in

MEETINGS = {
    "umlaut": ("de", "Prüfung", "prüfung"),
    "umlaut as ue": ("de", "Prüfung", "pruefung"),
    "umlaut as u": ("de", "Prüfung", "prufung"),
    "plural looked for": ("de", "Prüfung", "Prüfungen"),
    "plural written": ("de", "Prüfungen", "pruefung"),
    "sharp s": ("de", "Straße", "STRASSE"),
    "short plural": ("de", "Kurse", "Kurs"),
    "plural of two": ("de", "Karten", "Karte"),
    "child and children": ("de", "Kindern", "Kind"),
    "compound by its head": ("de", "Sprachkurs", "kurs"),
    "plural compound by its head": ("de", "Sprachkurse", "Kurse"),
    "compound with umlaut": ("de", "Sprachprüfung", "prüfung"),
    "middle dot": ("de-simple", "Deutsch·kurs", "Deutschkurs"),
    "hyphen": ("de", "Integrations-Kurs", "Integrationskurs"),
    "part of a hyphenated word": ("de", "E-Mail-Adresse", "Mail"),
    "soft hyphen": ("de", "Bera\u00adtung", "beratung"),
    "accents": ("fr", "Crèche", "creche"),
    "turkish i": ("tr", "İSTANBUL", "istanbul"),
    "turkish dotless i": ("tr", "sığınma", "siginma"),
    "turkish umlaut": ("tr", "görüşme", "gorusme"),
    "arabic article in the text": ("ar", "الألمانية", "ألمانية"),
    "arabic article looked for": ("ar", "ألمانية", "الألمانية"),
    "arabic conjunction": ("ar", "والمدرسة", "المدرسة"),
    "arabic hamza": ("ar", "إقامة", "اقامة"),
    "arabic teh marbuta": ("ar", "إقامة", "إقامه"),
    "arabic vowels": ("ar", "مُدَرِّس", "مدرس"),
    "tatweel": ("ar", "مـدرسة", "مدرسة"),
    "persian joiner": ("fa", "می‌خواهم", "میخواهم"),
    "persian part": ("fa", "کلاس‌ها", "کلاس"),
    "persian kaf and yeh": ("fa", "کلاس فارسی", "كلاس"),
    "persian ezafe": ("fa", "اجازهٔ", "اجازه"),
    "russian yo": ("ru", "ещё", "еще"),
    "ukrainian g": ("uk", "ґанок", "ганок"),
    "arabic digits": ("ar", "٢٠٢٦", "2026"),
    "persian digits": ("fa", "۱۲", "12"),
    "decomposed": ("de", "Pru\u0308fung", "Prüfung"),
}


@pytest.mark.acceptance("C15")
@pytest.mark.parametrize("kind", MEETINGS)
def test_word_is_found_however_it_is_written(kind: str) -> None:
    code, written, asked = MEETINGS[kind]

    indexed = {form for word in words_in(written) for form in forms_of(word, code)}

    assert indexed & set(asked_forms(next(words_in(asked)), code))


STRANGERS = {
    "kurs is not kursiv": ("de", "Kursivschrift", "kurs"),
    "short words keep their ending": ("de", "Bus", "Bu"),
    "cyrillic short i stays": ("uk", "мій", "мии"),
    "arabic short word keeps its letters": ("ar", "الم", "م"),
    "german rules are for german": ("en", "courses", "course"),
}


@pytest.mark.parametrize("kind", STRANGERS)
def test_other_words_are_not_taken_for_it(kind: str) -> None:
    code, written, asked = STRANGERS[kind]

    assert set(asked_forms(asked, code)) & set(forms_of(written, code)) == set()


def test_words_of_a_text() -> None:
    text = "Hallo, Welt! E-Mail: a_b c@d.de – 9:00–12:15 (IFAK e.V.) l’asile"

    assert list(words_in(text)) == [
        *("Hallo", "Welt", "E-Mail", "a", "b", "c", "d", "de", "9", "00", "12", "15", "IFAK", "e", "V", "l", "asile")
    ]


def test_spellings_and_stems() -> None:
    assert (spellings("über"), spellings("kurs")) == (("ueber", "uber"), ("kurs",))
    assert [stem(word) for word in ("kurse", "hilfe", "bus", "b1", "2026", "beratungen")] == [
        *("kurs", "hilf", "bus", "b1", "2026", "beratung")
    ]


@given(st.text(max_size=300), st.sampled_from(list(LANGUAGES)))
def test_forms_are_plain_words_of_any_text(text: str, code: str) -> None:
    forms = [form for word in words_in(text) for form in (*forms_of(word, code), *asked_forms(word, code))]

    assert [form for form in forms if not form.isalnum() or len(form) > 60] == []


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(word: str) -> None:
    assert fold(fold(word)) == fold(word)
