"""Files that are broken, too big or meant to harm are named and change nothing."""

import io
import json
import random
import struct
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.translation.exchange import po, xliff
from cms.translation.exchange.archive import MOST_BYTES, MOST_FILES, open_upload
from cms.translation.exchange.faults import SENTENCES, Fault, FileRefused
from cms.translation.exchange.reading import Upload, read_upload
from tests.translation.exchange.test_formats import SHEET

pytestmark = pytest.mark.usefixtures("in_english")
PO, XLIFF = po.write(SHEET), xliff.write(SHEET)


def zipped(files: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", how) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def refusal(name: str, content: bytes) -> tuple[Fault, str]:
    with pytest.raises(FileRefused) as refused:
        read_upload(name, content)
    return refused.value.problem.fault, str(refused.value.problem)


def locked() -> bytes:
    content = bytearray(zipped({"a.po": PO}))
    at = content.rindex(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def lying_about_its_size() -> bytes:
    """The directory says 5 bytes, the file has more."""
    content = bytearray(zipped({"a.po": PO}))
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 5)
    return bytes(content)


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]>
<xliff version="1.2"><file original="&lol2;"/></xliff>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><xliff version="1.2"/>"""


@pytest.mark.acceptance("T19")
@pytest.mark.parametrize(
    ("name", "make", "fault"),
    [
        ("a.po", lambda: b"", Fault.EMPTY),
        ("a.po", lambda: b"x" * (MOST_BYTES + 1), Fault.TOO_BIG),
        ("a.zip", lambda: b"x" * (50 * 1024 * 1024), Fault.TOO_BIG),
        ("a.zip", lambda: zipped({"bomb.po": b"0" * (51 * 1024 * 1024)}), Fault.TOO_BIG_UNPACKED),
        ("a.zip", lambda: zipped({f"{n}.po": b"" for n in range(MOST_FILES + 1)}), Fault.TOO_MANY_FILES),
        ("a.zip", lambda: zipped({"../../a.po": PO}), Fault.LEADS_OUT),
        ("a.zip", lambda: zipped({"..\\a.po": PO}), Fault.LEADS_OUT),
        ("a.zip", lambda: zipped({"/etc/a.po": PO}), Fault.LEADS_OUT),
        ("a.zip", lambda: zipped({"C:/a.po": PO}), Fault.LEADS_OUT),
        ("a.zip", locked, Fault.LOCKED),
        ("a.zip", lying_about_its_size, Fault.BAD_ARCHIVE),
        ("a.zip", lambda: zipped({"a.po": PO}, zipfile.ZIP_LZMA), Fault.BAD_ARCHIVE),
        ("a.zip", lambda: zipped({"a.po": PO})[:-30], Fault.BAD_ARCHIVE),
        ("a.zip", lambda: zipped({"readme.txt": b"x", "manifest.json": b"{}"}), Fault.NOTHING_INSIDE),
        ("a.zip", lambda: zipped({"letter.docx": b"x"}), Fault.NOTHING_INSIDE),
        ("letter.docx", lambda: b"x", Fault.WRONG_KIND),
        ("a.po", lambda: PO.replace(b"charset=UTF-8", b"charset=klingon"), Fault.UNKNOWN_ENCODING),
        ("a.po", lambda: PO.replace(b"charset=UTF-8", b"charset=utf-7"), Fault.UNKNOWN_ENCODING),
        ("a.po", lambda: PO.replace(b"Rufen", b"R\xfcfen"), Fault.WRONG_ENCODING),
        ("a.po", lambda: PO.replace(b'msgid "Kommen', b'msgid Kommen'), Fault.NOT_READABLE),
        ("a.po", lambda: PO.replace(b'.\"\nmsgstr', b'.\nmsgstr'), Fault.NOT_READABLE),
        ("a.po", lambda: b"/etc/passwd", Fault.NOT_READABLE),
        ("a.po", lambda: b'msgid ""\nmsgstr ""\n' + b'"a"\n' * 500_000, Fault.TOO_MANY_LINES),
        ("a.po", lambda: b'msgid "a"\nmsgstr "b"\n', Fault.NO_PIECE),
        ("a.xlf", lambda: LAUGHS, Fault.DOCTYPE),
        ("a.xlf", lambda: OUTSIDE, Fault.DOCTYPE),
        ("a.zip", lambda: zipped({"ar/a.xlf": LAUGHS}), Fault.DOCTYPE),
        ("a.xlf", lambda: XLIFF.replace(b"UTF-8", b"utf-7"), Fault.UNKNOWN_ENCODING),
        ("a.xlf", lambda: XLIFF.replace(b"UTF-8", b"utf-16"), Fault.WRONG_ENCODING),
        ("a.xlf", lambda: XLIFF.replace(b"</target>", b"", 1), Fault.NOT_READABLE),
        ("a.xlf", lambda: b"<x>" * 100_000, Fault.TOO_MANY_LINES),
        ("a.xlf", lambda: b"<x>" + b"<y/>" * 300_000 + b"</x>", Fault.TOO_MANY_LINES),
        ("a.xlf", lambda: b"<html/>", Fault.NOT_XLIFF),
        ("a.xlf", lambda: XLIFF.replace(b'version="1.2"', b'version="2.0"'), Fault.OTHER_VERSION),
        ("a.xlf", lambda: b'<xliff version="1.2"/>', Fault.NO_PIECE),
    ],
)  # fmt: skip
def test_hostile_or_broken_file_is_named(name: str, make: Callable[[], bytes], fault: Fault) -> None:
    found, sentence = refusal(name, make())

    assert found == fault
    assert "%(" not in sentence


def test_line_that_cannot_be_read_is_told() -> None:
    lines = PO.decode().splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("msgid") and "Fragen" in line)
    lines[at] = 'msgid "Fragen'

    _fault, sentence = refusal("a.po", "\n".join(lines).encode())

    assert sentence == (
        f"The file cannot be read from line {at + 1} on. Please save it again with the translation program."
    )


def test_one_broken_file_does_not_keep_the_others() -> None:
    content = zipped({"ar/a.po": PO, "ar/b.xlf": LAUGHS, "notes.docx": b"x", "__MACOSX/ar/._a.po": b"x"})

    found = read_upload("back.zip", content)

    assert [(file.name, file.sheet is not None, file.problem and file.problem.fault) for file in found.files] == [
        ("ar/a.po", True, None),
        ("ar/b.xlf", False, Fault.DOCTYPE),
        ("notes.docx", False, Fault.WRONG_KIND),
    ]


def test_manifest_helps_where_a_program_dropped_the_head() -> None:
    bare = (
        PO.replace(b"X-Piece", b"X-Lost").replace(b"X-Language: ar", b"X-None: ar").replace(b"Language: ar", b"L: ar")
    )
    manifest = json.dumps({"files": [{"file": "ar/a.po", "key": SHEET.key, "language": "ar"}]}).encode()

    found = read_upload("back.zip", zipped({"ar/a.po": bare, "manifest.json": manifest}))

    assert [(file.sheet.key, file.sheet.code) for file in found.files if file.sheet] == [(SHEET.key, "ar")]


def test_every_fault_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Fault)


# ---- anything at all

ANSWERS = (Upload, str)


def answer(name: str, content: bytes) -> object:
    try:
        return read_upload(name, content)
    except FileRefused as refused:
        return str(refused.problem)


names = st.sampled_from(["a.po", "a.xlf", "a.zip", "a", "..", "po", "\x00.po"])


@pytest.mark.acceptance("T31")
@settings(max_examples=200, deadline=None)
@given(names, st.binary(max_size=400) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
def test_random_bytes_are_read_or_refused(name: str, content: bytes) -> None:
    assert isinstance(answer(name, content), ANSWERS)


def mutated(content: bytes, chance: random.Random) -> bytes:
    """A file after some bytes were changed, dropped, doubled or put in."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(changed))
        match chance.randrange(4):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                del changed[at : at + chance.randrange(1, 60)]
            case 2:
                changed[at:at] = changed[at : at + chance.randrange(1, 200)]
            case _:
                changed[at:at] = chance.choice([b'"', b"\\", b"\n", b"<", b"&", b"{1}", b"\x00", b"#~ ", b"#| msgid "])
        changed = changed or bytearray(b"x")
    return bytes(changed)


REAL = {"a.po": PO, "a.xlf": XLIFF, "a.zip": zipped({"ar/a.po": PO})}


@pytest.mark.acceptance("T31")
@settings(max_examples=400, deadline=None)
@given(st.sampled_from(sorted(REAL)), st.integers(0, 2**32))
def test_mutated_files_are_read_or_refused(name: str, seed: int) -> None:
    assert isinstance(answer(name, mutated(REAL[name], random.Random(seed))), ANSWERS)


def test_name_of_an_upload_leads_nowhere() -> None:
    assert [member.name for member in open_upload("C:\\Users\\x\\..\\back.po", PO)] == ["back.po"]
