"""Latin words, phone numbers and hours in Arabic words are set apart; everything else stays as it is."""

import pytest

from cms.ui.isolating import isolated
from cms.ui.templatetags.house import isolated_in


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("مرحبا (IFAK e.V.) هنا", 'مرحبا (<bdi dir="ltr">IFAK e.V.</bdi>) هنا'),
        ("عند Haus der Vielfalt.", 'عند <bdi dir="ltr">Haus der Vielfalt</bdi>.'),
        ("هاتف +49 221 4710 112، لنا", 'هاتف <bdi dir="ltr">+49 221 4710 112</bdi>، لنا'),
        ("من 9:00–12:15 أو 14.00 - 16.30", 'من <bdi dir="ltr">9:00–12:15</bdi> أو <bdi dir="ltr">14.00 - 16.30</bdi>'),
        ("في 2026 و 12 شخصاً", "في 2026 و 12 شخصاً"),
        ('<a title="Plan A">خطة &amp; B1</a>', '<a title="Plan A">خطة &amp; <bdi dir="ltr">B1</bdi></a>'),
        ("<bdi>A <b>e.V.</b></bdi> <code>a</code> x", '<bdi>A <b>e.V.</b></bdi> <code>a</code> <bdi dir="ltr">x</bdi>'),
        ("<script>let a = 1;</script>", "<script>let a = 1;</script>"),
        ("", ""),
    ],
    ids=["association", "name", "phone", "hours", "numbers alone", "attributes", "apart", "script", "empty"],
)  # fmt: skip
def test_what_reads_from_left_to_right_is_set_apart(html: str, expected: str) -> None:
    assert isolated(html) == expected
    assert isolated(isolated(html)) == expected


def test_only_words_from_right_to_left_are_changed_and_text_is_escaped() -> None:
    assert isolated_in("<IFAK> & Co", "de") == "&lt;IFAK&gt; &amp; Co"
    assert isolated_in("<IFAK>", "ar") == '&lt;<bdi dir="ltr">IFAK</bdi>&gt;'
