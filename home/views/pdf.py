"""A page as a PDF file."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.translation.languages import reader_language
from cms.ui import limits, pdf
from cms.ui.client import client_address
from cms.ui.errors import too_many
from cms.ui.pdf import shelf
from home.pdf.codes import key_of
from home.pdf.edition import Edition, edition_of, html_of

WRITTEN_AT_MOST, WITHIN_SECONDS = 30, 600


@require_safe
def page_pdf(request: HttpRequest, code: str) -> HttpResponseBase:
    """The PDF of a page; `format=a5` for small paper, `mit=de` with the German words beside the reader's.

    A machine that writes no PDF sends the reader back to the page, which prints well. Raises Http404.
    """
    key = key_of(code)
    edition = key and edition_of(
        key, reader_language(), paper=request.GET.get("format", ""), bilingual=request.GET.get("mit") == "de"
    )
    if not edition:
        raise Http404
    try:
        return _file(request, edition)
    except pdf.PdfUnavailable:
        return HttpResponseRedirect(edition.page.get_url(request))


def _file(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    html = html_of(edition, request)
    path = shelf.find(pdf.digest(html, edition.paper))
    if path is None:
        if not limits.allow("pdf", who=client_address(request), limit=WRITTEN_AT_MOST, seconds=WITHIN_SECONDS):
            return too_many(
                request, _("You have asked for many files in a short time. Please try again in ten minutes.")
            )
        path = shelf.document(html, edition.paper)
    response = FileResponse(path.open("rb"), content_type="application/pdf", filename=edition.file_name)
    response.headers["Cache-Control"] = "public, max-age=300"
    response.headers["X-Robots-Tag"] = "noindex"  # the page itself is found
    return response
