"""One action on many pieces: first the preview with its numbers, then the button that does it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from cms.jobs import runs
from cms.jobs.models import RunState
from cms.translation.machine.obstacles import MachineRefused
from cms.translation.matrix.bulk import Action, Options, Prepared, actions_for, prepare
from cms.translation.matrix.doing import do
from cms.translation.matrix.filters import Filter
from cms.translation.matrix.forms import form_for, options_of
from cms.translation.matrix.table import Entry
from cms.translation.matrix.views import breadcrumbs, chosen, staff
from cms.translation.starting import StartRefused

FEW = 20
"""So many pieces are assigned or withdrawn in the request itself; more go on in the background."""
IN_THE_REQUEST = 3.0
HINTS_SHOWN = 5


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """The preview of an action on the chosen texts; with `confirmed` it is done."""
    user, at = staff(request), timezone.now()
    on = timezone.localdate(at)
    entries, wanted, codes = chosen(request, on=on)
    action = _action(request.POST.get("action", ""), user)
    picked = [entry for entry in entries if wanted.fits_entry(entry) and _is_picked(entry, request.POST)]
    if action is None or not picked:
        messages.error(request, pgettext("staff", "Choose what to do, and at least one text."))
        return _back(wanted)
    if action is Action.PRINT:
        return redirect(f"{reverse('translation_sheet')}?{_query(wanted, request.POST)}")
    confirmed = "confirmed" in request.POST
    form = form_for(action, request.POST if confirmed else None, codes=codes, on=on)
    answered = form is None or (confirmed and form.is_valid())
    options = options_of(form if answered else None)
    prepared = prepare(action, picked, codes, wanted, by=user, at=at, options=options)
    if confirmed and answered and prepared.is_open and (answer := _done(request, prepared, options, wanted)):
        return answer
    return render(request, "translation/matrix/preview.html", _preview(request, prepared, form, wanted))


def _done(request: HttpRequest, prepared: Prepared, options: Options, wanted: Filter) -> HttpResponse | None:
    """Begin; to the progress, or back to the matrix when it is done already. None with a message when refused."""
    user: Any = request.user
    try:
        run = do(prepared, options, by=user, at=timezone.now())
    except (StartRefused, MachineRefused) as refusal:
        messages.error(request, str(refusal))
        return None
    if prepared.action in {Action.ASSIGN, Action.WITHDRAW} and len(prepared.pieces) <= FEW:
        run = runs.work(run, seconds=IN_THE_REQUEST)
    if run.state == RunState.DONE:
        messages.success(request, pgettext("staff", "Done. %(title)s") % {"title": run.title})
        return _back(wanted)
    return redirect("background_run", run.pk)


def _preview(request: HttpRequest, prepared: Prepared, form: Any, wanted: Filter) -> dict[str, Any]:
    titles = {source.translation_key: str(source) for source, _code in prepared.pieces}
    asks = form is not None and (prepared.action is not Action.START or prepared.hints)
    return {
        "prepared": prepared,
        "languages": sorted({code for _source, code in prepared.pieces}),
        "texts": list(titles.values()),
        "form": form if asks else None,
        "hints": list(prepared.hints.values())[:HINTS_SHOWN],
        "fields": _fields(wanted, request.POST),
        "back": f"{reverse('translation_matrix')}?{wanted.query()}",
        "breadcrumbs_items": breadcrumbs(str(prepared.action.label)),
        "header_title": prepared.action.label,
        "header_icon": "globe",
    }


def _action(name: str, user: Any) -> Action | None:
    return next((action for action in actions_for(user) if action.value == name), None)


def _is_picked(entry: Entry, data: QueryDict) -> bool:
    return "all" in data or str(entry.key) in data.getlist("entry")


def _fields(wanted: Filter, data: QueryDict) -> list[tuple[str, str]]:
    """What the preview sends again: the filter, the choice, the action."""
    pairs = [(name, value) for name, values in QueryDict(wanted.query()).lists() for value in values]
    pairs += [("all", "1")] if "all" in data else [("entry", key) for key in data.getlist("entry")]
    return [*pairs, ("action", data.get("action", ""))]


def _query(wanted: Filter, data: QueryDict) -> str:
    return urlencode([pair for pair in _fields(wanted, data) if pair[0] != "action"])


def _back(wanted: Filter) -> HttpResponse:
    return redirect(f"{reverse('translation_matrix')}?{wanted.query()}")
