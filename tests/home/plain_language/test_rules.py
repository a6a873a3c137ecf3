"""Each rule of plain language finds what it should, with the words it is about, and leaves good sentences alone."""

import pytest

from home.plain_language.rules import findings

pytestmark = pytest.mark.usefixtures("in_english")

GOOD = """<h2>Beratung für Eltern</h2>
<p>Wir helfen Ihnen bei Fragen zur Schule. Rufen Sie uns an: <a href="tel:+49234123456">+49 234 123456</a>.</p>
<ul><li>Am 3. November um 10 Uhr im Café</li><li>Bringen Sie Briefe mit, die Sie nicht verstehen.</li></ul>
<p><a href="/documents/3/plan.pdf">Der Plan</a> (PDF, 200 kB)</p>"""
EASY = "Wir helfen Ihnen.<br>Die Eltern-Beratung ist am 3. November.<br>Rufen Sie uns an."


def found(html: str, code: str = "de") -> list[tuple[str, str]]:
    return [(finding.code, finding.passage) for finding in findings(html, code)]


LONG_ENOUGH = "Wir gehen heute mit den Kindern und den Eltern in den Park."
LONG = "Wir gehen heute mit den Kindern und den Eltern in den Park und danach noch ein Eis essen."


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<p>{LONG}</p>", [("long_sentence", LONG)]),
        ("<p>Der Antrag wird im Amt geprüft.</p>", [("passive", "wird … geprüft")]),
        ("<p>Die Formulare werden hier kostenlos verteilt.</p>", [("passive", "werden … verteilt")]),
        ("<p>Sie werden uns gern verstehen.</p>", []),
        (
            "<p>Die Durchführung der Erhebung und die Möglichkeit zur Mitwirkung.</p>",
            [("nominal_style", "Durchführung, Erhebung, Möglichkeit, Mitwirkung")],
        ),
        ("<p>Beratung, Wohnung und Kleidung</p>", []),
        (
            "<p>Das Einbürgerungstestseminar</p>",
            [("long_word", "Einbürgerungstestseminar")],
        ),
        ("<p>Das Einbürgerungs-Seminar</p>", []),
        ("<p>Fragen Sie beim BAMF.</p>", [("abbreviation", "BAMF")]),
        ("<p>Bringen Sie Papiere mit, z. B. den Ausweis.</p>", [("abbreviation", "z.B.")]),
        ("<p>Die IFAK e.V. und die EU</p>", []),
        ("<p>Alle Bürger*innen</p>", [("gender_sign", "Bürger*innen")]),
        (
            "<p>Alle TeilnehmerInnen und Schüler:innen</p>",
            [("gender_sign", "TeilnehmerInnen"), ("gender_sign", "Schüler:innen")],
        ),
        ("<p>Kommen Sie am 24.11.2026 oder am 3.12.</p>", [("numeric_date", "24.11.2026"), ("numeric_date", "3.12.")]),
        ("<p>Um 10.30 Uhr in Version 2.0</p>", []),
        ('<p>Anmelden können Sie sich <a href="/x">hier</a>.</p>', [("empty_link", "hier")]),
        ('<p><a href="/x">Hier zur Anmeldung</a></p>', []),
        ("<p>Telefon 0234 123456</p>", [("phone_not_linked", "0234 123456")]),
        ("<p>haus@post.example</p>", [("email_not_linked", "haus@post.example")]),
        ('<p><a href="/documents/3/plan.pdf">Der Plan</a></p>', [("document_without_size", "Der Plan")]),
        (GOOD, []),
    ],
)  # fmt: skip
def test_rule_of_german_names_the_words(html: str, expected: list[tuple[str, str]]) -> None:
    assert found(html) == expected


@pytest.mark.acceptance("T27")
@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (LONG_ENOUGH, [("long_sentence", LONG_ENOUGH)]),
        ("Die Elternberatungsstelle", [("long_word", "Elternberatungsstelle")]),
        ("Die Eltern-Beratungs-Stelle und die Kranken·kassen·karte", []),
        ("Wir helfen. Rufen Sie an.", [("one_sentence", "Wir helfen. Rufen Sie an.")]),
        ("Das kostet nichts.", [("negation", "nichts")]),
        ("Wir helfen, wenn Sie Fragen haben.", [("clauses", "wenn")]),
        ("Wenn Sie Fragen haben, helfen wir.", [("clauses", "Wenn")]),
        ("Es kommen drei Menschen.", [("number", "drei")]),
        ("Das sind 50 Prozent von 1.200 Menschen.", [("number", "50 Prozent"), ("number", "1.200")]),
        ("Alles unter einem Dach", [("figurative", "unter einem dach")]),
        (EASY, []),
    ],
)  # fmt: skip
def test_rule_of_leichte_sprache_names_the_words(html: str, expected: list[tuple[str, str]]) -> None:
    assert found(html, "de-simple") == expected


def test_long_stretch_without_heading_is_named_by_its_first_words() -> None:
    stretch = "".join("<p>Wir helfen Ihnen heute gern mit Rat und Tat.</p>" for _line in range(14))

    assert found(f"<h2>Rat</h2>{stretch}") == [("no_heading", "Wir helfen Ihnen heute gern mit …")]
    assert found(f"<h2>Rat</h2>{stretch[:300]}<h3>Mehr</h3>{stretch[:300]}") == []


@pytest.mark.parametrize("code", ["en", "ar", "uk"])
def test_other_languages_have_no_rules(code: str) -> None:
    assert found(f"<p>{LONG} Der Antrag wird geprüft.</p>", code) == []


def test_hint_says_what_to_write_instead() -> None:
    hints = [finding.hint for finding in findings("<p>Alle Bürger*innen</p>", "de")]
    signs = [finding.hint for finding in findings("Die Elternberatungsstelle", "de-simple")]

    assert hints == ["Voices stumble over signs inside words. Write a neutral word: Menschen."]
    assert signs == ["This word has 21 letters. Put the sign “-” between its parts."]
