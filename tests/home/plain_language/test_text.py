"""HTML is cut into lines and sentences as a reader would."""

import pytest

from home.plain_language.measure import Level, Measured, hardest, measure
from home.plain_language.text import Line, Link, lines_of, sentences, words

HARD = (
    "<p>Die Inanspruchnahme entsprechender Unterstützungsleistungen erfordert grundsätzlich die vorherige schriftliche "
    "Antragstellung bei der zuständigen Verwaltungsbehörde.</p>"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kommen Sie! Geht das? Ja.", ["Kommen Sie!", "Geht das?", "Ja."]),
        ("Am 24. Mai, z. B. bei Dr. Ali (IFAK e.V.). Gern.", ["Am 24. Mai, z. B. bei Dr. Ali (IFAK e.V.).", "Gern."]),
        ("Ohne Punkt", ["Ohne Punkt"]),
        ("„Kommen Sie.“ Das sagte sie.", ["„Kommen Sie.“", "Das sagte sie."]),
        ("10:00–12:00", []),
        ("", []),
    ],
)  # fmt: skip
def test_sentences_end_where_they_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_words_keep_hyphens_and_signs() -> None:
    assert words("Die Eltern-Beratung, 3 Bürger*innen – und Kranken·kassen.") == [
        "Die", "Eltern-Beratung", "Bürger*innen", "und", "Kranken·kassen",
    ]  # fmt: skip


def test_lines_of_html_are_headings_paragraphs_and_points() -> None:
    html = (
        "<h2>Was&shy;ser</h2><p>Erste Zeile<br>zweite <a href='/x'>mit Link</a></p>"
        "<ul><li>Punkt<ul><li>darunter</li></ul></li></ul><script>x</script>"
    )

    assert lines_of(html) == [
        Line("Wasser", heading=True),
        Line("Erste Zeile"),
        Line("zweite mit Link", links=(Link("mit Link", "/x"),)),
        Line("Punkt"),
        Line("darunter"),
    ]


def test_plain_text_is_a_line_each() -> None:
    assert lines_of("Eins\nZwei <b>drei</b>") == [Line("Eins"), Line("Zwei drei")]


def test_lix_is_words_a_sentence_and_share_of_long_words() -> None:
    # 8 words in 2 sentences, 2 of them over six letters: 4 + 25
    assert measure("<p>Wir helfen den Familien. Rufen Sie morgens an.</p>") == Measured(lix=29, words=8, sentences=2)
    assert measure("") == Measured(lix=0, words=0, sentences=0)


@pytest.mark.parametrize(("lix", "level"), [(34, Level.GOOD), (35, Level.FAIR), (44, Level.FAIR), (45, Level.COMPLEX)])
def test_level_follows_the_limits(lix: int, level: Level) -> None:
    assert Measured(lix, 10, 1).level == level


def test_hardest_sentences_come_first_and_headings_do_not_count() -> None:
    heading = "<h2>Unterstützungsleistungen für Inanspruchnehmende der Verwaltung und Behörden</h2>"
    html = f"{heading}<p>Wir helfen.</p>{HARD}"

    assert [sentence.split()[1] for sentence in hardest(html)] == ["Inanspruchnahme"]
