"""The demo's mailbox: every mail the house sent, so that a visitor finds codes and links without a mail server."""

from io import BytesIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.demo import mailbox


@require_safe
@never_cache
def mail_list(request: HttpRequest) -> HttpResponse:
    """The newest mails first, all or those to one address."""
    to = request.GET.get("to", "")[:254]
    return render(request, "demo/mail_list.html", {"mails": mailbox.mails(to), "to": to})


@require_safe
@never_cache
def mail(request: HttpRequest, key: str) -> HttpResponse:
    """One mail, with its words in its own language and direction."""
    found = mailbox.mail(key)
    if found is None:
        raise Http404
    return render(request, "demo/mail.html", {"mail": found})


@require_safe
@never_cache
def mail_file(request: HttpRequest, key: str, number: int) -> FileResponse:
    """An attachment, as a download."""
    found = mailbox.mail(key)
    if found is None or number >= len(found.files):
        raise Http404
    file = found.files[number]
    return FileResponse(BytesIO(file.content), as_attachment=True, filename=file.name, content_type=file.mime)
