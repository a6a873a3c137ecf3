"""Names, numbers and addresses travel as tokens and come back as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.translation.machine.masking import Masked, Masker, mask_all

NAMES = ["Kindergeld", "Arbeit & Leben", "AWO", "Jobcenter Mitte", "Jobcenter"]


def kept(sentence: str) -> list[str]:
    """What is hidden of a sentence, in reading order."""
    return [words for _token, words in Masker(NAMES).mask(sentence).tokens]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Rufen Sie an: 0234 12 34 56.", ["0234 12 34 56"]),
        ("Telefon +49 (0)221 4710-112", ["+49 (0)221 4710-112"]),
        ("Schreiben Sie an layla.haddad@haus.example!", ["layla.haddad@haus.example"]),
        (
            "Mehr auf https://bamf.de/kurse?x=1, www.awo.org und bamf.de.",
            ["https://bamf.de/kurse?x=1", "www.awo.org", "bamf.de"],
        ),
        ("Am 12.11.2026, am 3. 12. und am 2026-11-24.", ["12.11.2026", "3. 12.", "2026-11-24"]),
        ("Am 3. November kommen 12 Kinder um 14:30 Uhr.", []),
        (
            "Bedarf B-2026-014, Prozess IKOE-2026-001, Kurs B1, Schein §72a",
            ["B-2026-014", "IKOE-2026-001", "B1", "§72a"],
        ),
        ("Seit 1998 in 44787 Bochum.", ["1998", "44787"]),
        ("Das kindergeld zahlt die Familienkasse.", ["kindergeld"]),
        ("Der Kindergeldantrag ist lang.", []),
        ("Das Jobcenter Mitte und das Jobcenter Süd", ["Jobcenter Mitte", "Jobcenter"]),
        ("Das Jobcenter\u00a0Mitte", ["Jobcenter\u00a0Mitte"]),
        ("Arbeit &amp; Leben hilft.", ["Arbeit &amp; Leben"]),
        ("Das Wort XQ7X und xq8x", ["XQ7X", "xq8x"]),
    ],
)
def test_what_a_provider_never_sees(sentence: str, expected: list[str]) -> None:
    assert kept(sentence) == expected


def test_marks_stay_where_they_are() -> None:
    masked = Masker(NAMES).mask('Die <a id="a1">AWO 2026</a> hilft.<br/>Auch <b>Ihnen</b>.')

    assert masked.text == 'Die <a id="a1">XQ1X XQ2X</a> hilft.<br/>Auch <b>Ihnen</b>.'


def test_numbers_run_through_the_batch_so_that_a_stray_token_is_found() -> None:
    first, second = mask_all(["AWO und AWO", "AWO"], NAMES)

    assert [first.text, second.text] == ["XQ1X und XQ2X", "XQ3X"]
    assert first.restore("XQ1X ve XQ3X") is None


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("XQ2X iletişim: XQ1X", "0234 123456 iletişim: AWO"),
        ("xq2x iletişim: Xq1x", "0234 123456 iletişim: AWO"),
        ("iletişim: XQ1X", None),
        ("XQ1X XQ1X XQ2X", None),
        ("XQ1X XQ2X XQ9X", None),
        ("XQ 1 X XQ2X", None),
    ],
    ids=["other order", "small letters", "one lost", "one twice", "one too many", "torn"],
)
def test_every_token_comes_back_exactly_once(answer: str, expected: str | None) -> None:
    masked = Masked("Die XQ1X: XQ2X", (("XQ1X", "AWO"), ("XQ2X", "0234 123456")))

    assert masked.restore(answer) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("AWO, 0234 123456", False),
        ("<b>AWO</b> &amp; info@awo.org", False),
        ("Die AWO", True),
    ],
)
def test_sentence_of_names_alone_has_nothing_to_translate(sentence: str, expected: bool) -> None:
    assert Masker(NAMES).mask(sentence).has_words is expected


def test_nothing_protected_still_hides_numbers() -> None:
    assert mask_all(["Die AWO, 0234 123456"], [])[0].text == "Die AWO, XQ1X"


# fmt: off
PIECES = st.sampled_from([
    "AWO", "Jobcenter Mitte", "0234 123456", "info@awo.org", "bamf.de", "12.11.2026", "XQ7X", "xq7x", "Haus", "§ 72a",
    " ", ", ", '<a id="a1">', "</a>", "<b>", "</b>", "<br/>", "&amp;", "ı", "م", "2026", "B-2026-014", "(", ")", "-",
])
# fmt: on


@given(st.lists(PIECES | st.text(alphabet="aäZ09.@-/:+ §", max_size=8), max_size=12))
def test_whatever_was_masked_comes_back_as_it_was(pieces: list[str]) -> None:
    sentence = "".join(pieces)

    masked = Masker(NAMES).mask(sentence)

    assert masked.restore(masked.text) == sentence
