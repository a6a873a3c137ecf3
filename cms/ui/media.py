"""Pictures and recordings that people uploaded, for a house without a web server or a bucket in front.

Only what is meant for readers is served from here: the sizes that Wagtail made of a picture, recordings and films.
Originals (with the place where they were taken) are for staff; documents go through Wagtail's own view, which asks for
permissions; everything private lies elsewhere.
"""

from datetime import UTC, datetime
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.http import require_safe

FOR_READERS = {"images", "audio", "video"}
FOR_STAFF = {"original_images"}
TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".png": "image/png",
    ".vtt": "text/vtt; charset=utf-8",
    ".webm": "video/webm",
    ".webp": "image/webp",
}
ONE_DAY = 86_400


@require_safe
def file(request: HttpRequest, path: str) -> HttpResponseBase:
    """One file, with headers that let nothing in it run. Raises Http404 for whatever is not for this reader."""
    content_type = TYPES.get(PurePosixPath(path).suffix.lower())
    if content_type is None or not may_see(request, path) or not default_storage.exists(path):
        raise Http404("There is no such file.")
    changed = modified(path)
    known = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    unchanged = known is not None and int(changed.timestamp()) <= known
    response: HttpResponseBase = (
        HttpResponseNotModified() if unchanged else FileResponse(default_storage.open(path), content_type=content_type)
    )
    own = "public" if path.split("/", 1)[0] in FOR_READERS else "private"
    response.headers["Cache-Control"] = f"{own}, max-age={ONE_DAY}"
    response.headers["Last-Modified"] = http_date(changed.timestamp())
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def may_see(request: HttpRequest, path: str) -> bool:
    """Whether a file in this folder is for this reader; a path that leaves its folder is for nobody."""
    parts = path.split("/")
    if len(parts) < 2 or any(part in {"", ".", ".."} or "\\" in part or "\x00" in part for part in parts):
        return False
    if parts[0] in FOR_READERS:
        return True
    return parts[0] in FOR_STAFF and request.user.has_perm("wagtailadmin.access_admin")


def modified(path: str) -> datetime:
    """When the file was written; a storage that does not know says: long ago."""
    try:
        return default_storage.get_modified_time(path)
    except NotImplementedError:
        return datetime(2000, 1, 1, tzinfo=UTC)
