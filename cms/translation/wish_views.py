"""Asking for a text in one's own language: a small form behind the banner, and what happens next."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from cms.translation import demand, translatable
from cms.translation.alternates import path_of
from cms.translation.reading import best
from cms.translation.roots import roots
from cms.translation.sources import source_of
from cms.ui import stamp
from cms.ui.client import client_address
from cms.ui.forms import GuardedForm
from cms.ui.limits import allow

DAY = 24 * 3600
WISHES_A_DAY = 20


class WishForm(GuardedForm):
    """Nothing to fill in, so that whoever is quick is no machine: only the signed moment and the empty field count."""

    def clean(self) -> dict[str, Any]:
        """Refuses a form that is not ours, or that was open for too long."""
        cleaned = self.cleaned_data
        open_for = stamp.age(self.sent_stamp, self.opened_at)
        if open_for is None or open_for > stamp.LASTS:
            self.add_error(None, ValidationError(_("The form was open for a very long time. Please send it again.")))
        return cleaned


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wish(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask for a text in the language of this address; a text that is there already is shown instead."""
    source, reader = _public_source(key), _reader(request)
    row, code = best(source, reader)
    if code == reader:
        return redirect(_path(request, row, reader) or f"/{reader}/")
    form = WishForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        if not allow("translation.wishes", who=client_address(request), limit=WISHES_A_DAY, seconds=DAY):
            form.add_error(None, _("Many wishes came from here today. Please come back tomorrow, or call us."))
        else:
            _count(request, key, reader)
            return redirect("translation:wish_thanks", key)
    context = {"form": form, "source": source, "back": _path(request, source, reader)}
    return _not_for_machines(render(request, "translation/wish.html", context))


@never_cache
@require_safe
def wish_thanks(request: HttpRequest, key: UUID) -> HttpResponse:
    """What happens with the wish, and where to go on now."""
    source, reader = _public_source(key), _reader(request)
    ways = [(_("Back to the page"), _path(request, source, reader) or f"/{reader}/")]
    return _not_for_machines(render(request, "translation/wish_thanks.html", {"ways": ways}))


def _public_source(key: UUID) -> Any:
    """The German text behind a key, as far as every guest may read it; everything else is a 404."""
    source = source_of(key)
    if source is None or not source.live or not translatable.is_translatable(source):
        raise Http404("No such text, or not public.")
    if isinstance(source, Page) and source.get_view_restrictions().exists():
        raise Http404("Not for everybody.")
    return source


def _reader(request: HttpRequest) -> str:
    code = str(request.LANGUAGE_CODE)
    if not roots().is_public(code):
        raise Http404("Nobody reads this language yet.")
    return code


def _count(request: HttpRequest, key: UUID, code: str) -> None:
    """Five points, once a day for each text, language and address of a network."""
    if allow(f"translation.wish.{key}.{code}", who=client_address(request), limit=1, seconds=DAY):
        demand.wish(key, code, on=timezone.localdate())


def _path(request: HttpRequest, row: Any, reader: str) -> str | None:
    """Where readers of a language find these words, in whatever language they are."""
    if isinstance(row, Page):
        path = path_of(request, row.language, row.url_path)
        return f"/{reader}/{path.split('/', 2)[2]}" if path else None
    entry = translatable.of(row)
    return entry.url(row.facts, reader) if entry else None


def _not_for_machines(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex"
    return response
