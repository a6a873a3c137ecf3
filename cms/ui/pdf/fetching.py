"""What may go into a PDF: static files, pictures for readers and our fonts; nothing comes over the network.

Imported with WeasyPrint, by `cms.ui.pdf.write` alone.
"""

import mimetypes
from functools import cache
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage
from weasyprint.urls import URLFetcher, URLFetcherResponse

from cms.ui.links import absolute
from cms.ui.media import FOR_READERS


class Foreign(ValueError):
    """An address that is none of our own files."""


class OwnFiles(URLFetcher):
    """Reads static files, pictures for readers and the bundled fonts; anything else is refused."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The file behind an address. Raises Foreign; WeasyPrint then leaves the picture out and says so in the log."""
        kind = mimetypes.guess_type(urlsplit(url).path)[0] or "application/octet-stream"
        return URLFetcherResponse(url, body=open_own(url), headers={"Content-Type": kind})


@cache
def own_files() -> OwnFiles:
    """The one fetcher; it keeps nothing between files."""
    return OwnFiles(allowed_protocols=["http", "https", "file"], allow_redirects=False)


def open_own(url: str) -> IO[bytes]:
    """One of our own files for reading. Raises Foreign for any other address."""
    if url.startswith("file:"):
        return _font(Path(unquote(urlsplit(url).path)))
    for prefix, opened in ((settings.STATIC_URL, _static), (settings.MEDIA_URL, _media)):
        beginning = prefix if "//" in prefix else absolute(prefix)
        if url.startswith(beginning):
            name = unquote(url.removeprefix(beginning).split("?", 1)[0].split("#", 1)[0])
            if not {"..", "", "."} & set(name.split("/")):
                return opened(name, url)
    raise Foreign(f"{url} is not one of our own files.")


def _font(path: Path) -> IO[bytes]:
    inside = any(path.resolve().is_relative_to(Path(folder).resolve()) for folder in settings.FONT_FOLDERS)
    if not inside or path.suffix != ".ttf":
        raise Foreign(f"{path} is not a bundled font.")
    return path.open("rb")


def _static(name: str, url: str) -> IO[bytes]:
    """Collected files have a digest in their name; where nothing was collected, the finders know the source."""
    if staticfiles_storage.exists(name):
        return staticfiles_storage.open(name)
    if found := finders.find(name):
        return Path(found).open("rb")
    raise Foreign(f"{url} is not a static file.")


def _media(name: str, url: str) -> IO[bytes]:
    if name.split("/", 1)[0] in FOR_READERS and default_storage.exists(name):
        return default_storage.open(name)
    raise Foreign(f"{url} is not a picture for readers.")
