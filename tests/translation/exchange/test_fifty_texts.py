"""Fifty texts in three languages go out, are translated outside, and come back."""

import pytest
from django.utils import timezone

from cms.jobs import runs
from cms.translation.exchange.applying import apply_exchange
from cms.translation.exchange.export import export
from cms.translation.exchange.reports import file_lines
from cms.users.models import User
from tests.make.exchange import packed, sent, stored_words, translated_po, translated_xliff, unpacked
from tests.make.translation import make_page, publish, translated

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.mark.acceptance("T19")
def test_fifty_texts_in_three_languages_come_back(staff: User) -> None:
    pages = [make_page(title=f"Angebot {n}", lead=f"Kommen Sie am {n}. Tag.") for n in range(50)]
    codes = ["ar", "uk", "de-simple"]
    pieces = [(page, code) for page in pages for code in codes]
    made = [
        export(pieces[:75], "po", by=staff, at=timezone.now()),
        export(pieces[75:], "xliff", by=staff, at=timezone.now()),
    ]
    files = {name: worked_on(name, content) for archive in made for name, content in unpacked(archive).items()}
    translated(pages[0], "ar")
    pages[1].lead = "Ganz anders."
    publish(pages[1])

    upload = sent(staff, packed(files), "back.zip")
    lines = file_lines(upload)
    runs.work(apply_exchange(upload, by=staff, at=timezone.now()))
    upload.refresh_from_db()
    again = file_lines(sent(staff, packed(files), "back.zip"))

    numbers = {"new": 295, "changes": 0, "kept": 2, "later": 3, "unsure": 0, "unusable": 0, "same": 0, "blank": 0}
    assert {name: sum(line[name] for line in lines) for name in numbers} == numbers
    assert [line["problem"] for line in lines] == [None] * 150
    assert sum(line["taken"] for line in file_lines(upload)) == 298
    assert stored_words(pages[0], "ar") == {
        "Angebot 0": "ar: Angebot 0",
        "Kommen Sie am 0. Tag.": "ar: Kommen Sie am 0. Tag.",
    }
    assert stored_words(pages[49], "uk") == {
        "Angebot 49": "uk→ Angebot 49",
        "Kommen Sie am 49. Tag.": "uk→ Kommen Sie am 49. Tag.",
    }
    assert {name: sum(line[name] for line in again) for name in ("new", "kept", "same")} == {
        "new": 0,
        "kept": 2,
        "same": 298,
    }


def worked_on(name: str, content: bytes) -> bytes:
    """As Poedit and OmegaT write it."""
    code = name.partition("/")[0]
    if name.endswith(".po"):
        return translated_po(content, lambda entry: setattr(entry, "msgstr", f"{code}→ {entry.msgid}"))
    return translated_xliff(content, lambda source: f"{code}→ {source}")
