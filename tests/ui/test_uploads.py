"""Files are what their name says, of a kind we take, and not too big (trap 7)."""

import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model

from cms.ui.uploads import KINDS, check_upload
from tests.make.people import make_staff

DOCUMENTS = ["pdf", "docx", "odt", "ics"]


def archive(**members: bytes) -> bytes:
    output = BytesIO()
    with zipfile.ZipFile(output, "w") as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return output.getvalue()


PDF = b"%PDF-1.7\n%\xe2\xe3"
DOCX = archive(word__document_xml=b"<w/>")
ODT = archive(mimetype=b"application/vnd.oasis.opendocument.text", content_xml=b"<o/>")
GOOD = {
    "haus.pdf": PDF,
    "haus.PDF": b"\n\n" + PDF,
    "brief.docx": DOCX,
    "brief.odt": ODT,
    "termine.ics": b"\xef\xbb\xbfBEGIN:VCALENDAR\r\n",
}
BAD = {
    "haus.pdf": (b"MZ\x90\x00", "wrong_content"),
    "leer.pdf": (b"", "wrong_content"),
    "seite.pdf": (b"<html><script>alert(1)</script>", "wrong_content"),
    "brief.docx": (archive(x_xml=b""), "wrong_content"),
    "kaputt.docx": (DOCX[:-30], "wrong_content"),
    "makro.docx": (archive(word__document_xml=b"", word__vbaProject_bin=b""), "wrong_content"),
    "tabelle.odt": (archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "wrong_content"),
    "termine.ics": (b"<html>", "wrong_content"),
    "seite.html": (b"<html>", "wrong_kind"),
    "bild.svg": (b"<svg/>", "wrong_kind"),
    "haus.pdf.exe": (PDF, "wrong_kind"),
    "haus": (PDF, "wrong_kind"),
    "foto.png": (b"\x89PNG\r\n\x1a\n", "wrong_kind"),
}


@pytest.mark.parametrize("name", GOOD)
def test_good_file_is_taken_and_read_from_the_start_again(name: str) -> None:
    file = SimpleUploadedFile(name, GOOD[name])

    check_upload(file, DOCUMENTS)

    assert file.read() == GOOD[name]


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_refused_with_a_sentence(name: str) -> None:
    content, code = BAD[name]

    with pytest.raises(ValidationError) as refusal:
        check_upload(SimpleUploadedFile(name, content), DOCUMENTS)

    assert refusal.value.code == code
    assert refusal.value.messages[0].endswith(".")


def test_big_file_is_refused_with_both_sizes() -> None:
    with pytest.raises(ValidationError) as refusal:
        check_upload(SimpleUploadedFile("haus.pdf", PDF + b"x" * 3_000_000), DOCUMENTS, most_bytes=2_000_000)

    assert refusal.value.code == "too_big"
    assert set(refusal.value.params) == {"size", "limit"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", b"\xff\xd8\xff\xe0"),
        ("a.jpeg", b"\xff\xd8\xff\xe1"),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 "),
    ],
)
def test_pictures_are_known_by_their_first_bytes(name: str, content: bytes) -> None:
    check_upload(SimpleUploadedFile(name, content), list(KINDS))
    with pytest.raises(ValidationError):
        check_upload(SimpleUploadedFile(name, b"GIF89a" + content), list(KINDS))


@pytest.mark.parametrize(
    ("name", "content", "taken"), [("haus.pdf", PDF, 1), ("haus.pdf", b"MZ\x90", 0), ("x.html", b"<p>", 0)]
)
def test_admin_takes_good_documents_alone(
    client: Client, db: None, settings: object, name: str, content: bytes, taken: int
) -> None:
    settings.STAFF_SECOND_FACTOR = False  # type: ignore[attr-defined]
    staff = make_staff()
    staff.is_superuser = True
    staff.save()
    client.force_login(staff)
    one, many = reverse("wagtaildocs:add"), reverse("wagtaildocs:add_multiple")

    client.post(one, {"title": "Haus", "file": SimpleUploadedFile(name, content), "collection": "1"})
    client.post(
        many,
        {"title": "Haus", "files[]": SimpleUploadedFile(name, content), "collection": "1"},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )

    assert get_document_model().objects.count() == 2 * taken
