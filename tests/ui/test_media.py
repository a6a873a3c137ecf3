"""Uploaded pictures are served with headers that let nothing run; everything else is for nobody."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image
from wagtail.images import get_image_model

from tests.make.people import make_staff, make_user


def picture() -> ImageFile:
    output = BytesIO()
    Image.new("RGB", (20, 10), "teal").save(output, "PNG")
    return ImageFile(BytesIO(output.getvalue()), name="haus.png")


@pytest.fixture
def _files() -> None:
    for path in (
        "images/a.png",
        "original_images/a.png",
        "documents/a.pdf",
        "images/a.html",
        "images/a.svg",
        "private/a.png",
    ):
        if not default_storage.exists(path):
            default_storage.save(path, ContentFile(b"content"))


@pytest.mark.usefixtures("_files")
def test_picture_for_readers(client: Client, db: None) -> None:
    response = client.get("/media/images/a.png")

    assert response.getvalue() == b"content"
    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == "public, max-age=86400"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies


@pytest.mark.usefixtures("_files")
def test_picture_that_did_not_change_is_not_sent_again(client: Client, db: None) -> None:
    changed = client.get("/media/images/a.png")["Last-Modified"]

    response = client.get("/media/images/a.png", headers={"If-Modified-Since": changed})

    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.usefixtures("_files")
@pytest.mark.parametrize(
    "path",
    [
        "images/b.png",
        "images/a.html",
        "images/a.svg",
        "documents/a.pdf",
        "private/a.png",
        "original_images/a.png",
        "a.png",
        "images/../private/a.png",
        "images/%2e%2e/private/a.png",
        "images//a.png",
        "images/..%5cprivate%5ca.png",
        "images/a%00.png",
        "../../etc/passwd.png",
    ],
)
def test_everything_else_is_not_found(client: Client, db: None, path: str) -> None:
    assert client.get(f"/media/{path}").status_code == 404


@pytest.mark.usefixtures("_files")
def test_original_is_for_staff(client: Client, db: None, settings: object) -> None:
    settings.STAFF_SECOND_FACTOR = False  # type: ignore[attr-defined]
    client.force_login(make_user())
    assert client.get("/media/original_images/a.png").status_code == 404

    staff = make_staff()
    staff.is_superuser = True
    staff.save()
    client.force_login(staff)
    response = client.get("/media/original_images/a.png")

    assert (response.status_code, response["Cache-Control"]) == (200, "private, max-age=86400")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail leaves a temporary file open
def test_rendition_of_wagtail_is_found_under_its_address(client: Client, db: None) -> None:
    image = get_image_model().objects.create(title="Haus", file=picture())

    response = client.get(image.get_rendition("width-10|format-webp").url)

    assert response["Content-Type"] == "image/webp"
    assert Image.open(BytesIO(response.getvalue())).size == (10, 5)


def test_nothing_is_written_there(client: Client, db: None) -> None:
    assert client.post("/media/images/a.png").status_code == 405
