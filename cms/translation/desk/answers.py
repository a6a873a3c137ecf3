"""How the desk answers a form: a page for browsers, one sentence for the script, and nothing is lost on the way."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from cms.translation.desk import kept
from cms.translation.desk.pieces import DeskPiece
from cms.translation.desk.posted import Posted
from cms.translation.desk.screens import Screen
from cms.translation.desk.storing import Outcome


def wants_json(request: HttpRequest) -> bool:
    """Whether the script of the desk asks."""
    return request.headers.get("Accept", "") == "application/json"


def number(written: object) -> int:
    """A page number from an address; 0 for anything else."""
    text = str(written or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def as_json(request: HttpRequest, screen: Screen, posted: Posted, outcome: Outcome) -> HttpResponse:
    """The sentence as it stands now, how far the text is, what is said aloud; `go` where the page has to come anew."""
    card = screen.card(posted.ref)
    if card is None or screen.version != posted.version:
        said = " ".join(outcome.said) or _("The German text was changed.")
        url = screen.url_of(posted.ref) if card else screen.url(screen.view)
        return JsonResponse({"outcome": "changed", "say": said, "go": url, "label": _("Show it")})
    is_saved = posted.ref in outcome.saved
    context = {
        "card": card,
        "piece": screen.piece,
        "screen": screen,
        "saved": posted.ref if is_saved else "",
        "said": " ".join(outcome.said),
    }
    return JsonResponse(
        {
            "outcome": "saved" if is_saved else "open",
            "say": said_aloud(screen, posted, outcome),
            "sentence": render_to_string("translation/desk/parts/sentence.html", context, request),
            "progress": render_to_string("translation/desk/parts/progress.html", context, request),
        }
    )


def said_aloud(screen: Screen, posted: Posted, outcome: Outcome) -> str:
    """What the person hears: the fault, the remark, or that it is saved."""
    draft = outcome.drafts.get(posted.ref)
    words = list(outcome.said)
    if draft:
        words.append(draft.problem or draft.hint)
    elif posted.ref in outcome.saved:
        words.append(_("Saved. %(done)d of %(total)d.") % {"done": screen.done, "total": screen.total})
    return " ".join(words)


def put_aside(request: HttpRequest, piece: DeskPiece, posted: Posted, why: str) -> HttpResponse:
    """Nobody may change this text now: what was typed is kept and shown on its page."""
    keep_touched(request, piece.code, piece.key, posted)
    return to_the_page(request, piece.url(), why)


def keep_touched(request: HttpRequest, code: str, key: Any, posted: Posted) -> None:
    """Put aside what was changed since it was shown."""
    texts = {typed.ref: {"text": typed.text, "token": typed.token} for typed in posted.to_save if typed.text}
    if texts:
        kept.keep(request.session, code, key, texts)


def to_the_page(request: HttpRequest, url: str, why: str, *, label: str = "", status: int = 409) -> HttpResponse:
    """Lead there and say why; the script says it at the sentence, with a link."""
    if wants_json(request):
        return JsonResponse({"outcome": "kept", "say": why, "go": url, "label": label or _("Show it")}, status=status)
    messages.warning(request, why)
    return HttpResponseRedirect(url)
