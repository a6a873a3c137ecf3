"""The pseudo-translation is the same on every machine, keeps what must be kept, and fails on demand."""

from typing import Any

import pytest

from cms.translation.machine.protocol import ProviderProblem, Trouble
from cms.translation.machine.pseudo import Pseudo, pseudo

pytestmark = pytest.mark.usefixtures("in_english")


def make_pseudo(**options: Any) -> Pseudo:
    return Pseudo(options, timeout=1, sleep=lambda _seconds: None)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", "[Wír hélféñ Íhñéñ.]"),
        ("tr", "[Wír hélféñ Íhñéñ.]"),
        ("fr", "[Wír hélféñ Íhñéñ.]"),
        ("ar", "[وير هعلفعن يهنعن.]"),
        ("fa", "[وير هعلفعن يهنعن.]"),
        ("uk", "[Шир хелфен Ихнен.]"),
        ("ru", "[Шир хелфен Ихнен.]"),
    ],
)
def test_letters_of_the_script(code: str, expected: str) -> None:
    assert pseudo("Wir helfen Ihnen.", code) == expected


def test_marks_entities_tokens_and_numbers_stay() -> None:
    text = 'Tee &amp; <a id="a1">XQ1X</a> um 14:30<br/>B1'

    assert pseudo(text, "ar") == '[تعع &amp; <a id="a1">XQ1X</a> وم 14:30<br/>ب1]'


def test_french_russian_and_ukrainian_grow_by_a_third() -> None:
    text = "eins zwei drei vier fünf sechs"
    grown = {code: len(pseudo(text, code)) / len(text) for code in ("fr", "ru", "uk")}

    assert all(1.25 < factor < 1.45 for factor in grown.values()), grown
    assert len(pseudo(text, "tr")) == len(text) + 2


def test_no_machine_writes_leichte_sprache() -> None:
    assert make_pseudo().languages() == {("de", code) for code in ("en", "tr", "ar", "uk", "ru", "fa", "fr")}


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ("error", Trouble.BROKEN),
        ("timeout", Trouble.TIMEOUT),
        ("busy", Trouble.BUSY),
        ("refused", Trouble.REFUSED),
    ],
)
def test_batch_fails_on_a_word(wrong: str, expected: Trouble) -> None:
    with pytest.raises(ProviderProblem) as problem:
        make_pseudo(fail_on={"Kita": wrong}).translate("de", "tr", ["Ja", "Die Kita"], markup=False)

    assert problem.value.trouble == expected


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ("count", ["[já]"]),
        ("empty", ["[já]", ""]),
        ("unchanged", ["[já]", "<b>Kita</b>"]),
        ("tag", ["[já]", "[<b>Kítá</b>]<script>alert(1)</script>"]),
        ("mark", ["[já]", "[Kítá]"]),
    ],
)
def test_answer_is_harmed_on_a_word(wrong: str, expected: list[str]) -> None:
    assert make_pseudo(fail_on={"Kita": wrong}).translate("de", "tr", ["ja", "<b>Kita</b>"], markup=True) == expected


def test_a_word_alone_means_error() -> None:
    with pytest.raises(ProviderProblem):
        make_pseudo(fail_on="Kita").translate("de", "tr", ["Die Kita"], markup=False)


def test_tokens_are_dropped_on_demand() -> None:
    assert make_pseudo(drop_tokens=True).translate("de", "tr", ["XQ1X da"], markup=False) == ["[ dá]"]


def test_slow_answer_comes_in_time_or_never() -> None:
    waited: list[float] = []

    answer = Pseudo({"slow": 1}, timeout=2, sleep=waited.append).translate("de", "tr", ["ja"], markup=False)
    with pytest.raises(ProviderProblem, match="in time"):
        Pseudo({"slow": 9}, timeout=2, sleep=waited.append).translate("de", "tr", ["ja"], markup=False)

    assert (answer, waited) == (["[já]"], [1, 2])
