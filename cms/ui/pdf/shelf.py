"""Written PDF files, kept in a folder under the digest of all that went into them.

Nothing has to be thrown away when a page changes: the new words have another digest. What nobody read for a month goes.
"""

import os
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from cms.ui import pdf

KEPT = timedelta(days=30)


def find(name: str) -> Path | None:
    """The file of a digest, marked as read now; None when it has to be written."""
    path = _path(name)
    try:
        os.utime(path)
    except FileNotFoundError:
        return None
    return path


def put(name: str, written: bytes) -> Path:
    """Keep a file; whoever reads at the same moment sees all of it or nothing."""
    path = _path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        file.write(written)
    os.replace(file.name, path)
    return path


def document(html: str, paper: pdf.Paper) -> Path:
    """The PDF of an HTML document, from the shelf or written now. Raises PdfUnavailable."""
    name = pdf.digest(html, paper)
    return find(name) or put(name, pdf.write(html, paper=paper))


def prune(at: datetime) -> str:
    """Throw away what nobody read for a month, and what a killed process left half written."""
    oldest = (at - KEPT).timestamp()
    old = [path for path in Path(settings.PDF_FOLDER).glob("*/*") if path.stat().st_mtime < oldest]
    for path in old:
        path.unlink(missing_ok=True)
    return f"{len(old)} PDF files pruned"


def _path(name: str) -> Path:
    return Path(settings.PDF_FOLDER) / name[:2] / f"{name}.pdf"
