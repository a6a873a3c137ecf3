"""The coordinator's desk in the admin: who comes, requests to decide, dates to cancel, and the people who help."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import npgettext, pgettext
from django.views.decorators.http import require_POST

from volunteering.domain import care, people, places, requests, shifts
from volunteering.domain.access import Action, visible_to
from volunteering.domain.facts import QUARTER
from volunteering.domain.people import StateRefused
from volunteering.domain.places import ChangeNotAllowed
from volunteering.domain.sign_up import SignUpRefused
from volunteering.domain.waiting import obstacles_to_take_offer
from volunteering.domain.wording import language_name, sentences
from volunteering.domain.words import words_of
from volunteering.enums import (
    SETTLED,
    VOLUNTEER_CHANGES,
    Firmness,
    Level,
    Obstacle,
    ShiftState,
    SignUpState,
    VolunteerState,
)
from volunteering.forms.desk import ReasonForm
from volunteering.models import Need, Shift, SignUp, Volunteer
from volunteering.views.desk import frame, needs_right, staff, to_needs
from volunteering.views.posting import posted

_U = SignUpState
SHOWN = (_U.CONFIRMED, _U.OFFERED, _U.REQUESTED, _U.WAITLISTED, *SETTLED)
ORDER = {state: place for place, state in enumerate((_U.REQUESTED, _U.CONFIRMED, *SETTLED, _U.OFFERED, _U.WAITLISTED))}
PER_PAGE = 50


# ---------------------------------------------------------------- who comes
@needs_right(Action.SEE_PEOPLE)
def who_comes(request: HttpRequest, pk: int) -> HttpResponse:
    """Every date of a need with its people: names, languages, state, and what is to decide."""
    need = get_object_or_404(visible_to(Need.objects.all(), request.user), pk=pk)
    at = timezone.now()
    rows = list(Shift.objects.filter(need=need, ends_at__gt=at - QUARTER).order_by("starts_at"))
    ahead = [shift for shift in rows if shift.ends_at > at]
    past = [shift for shift in rows if shift.ends_at <= at][::-1]
    entries = _entries(SignUp.objects.filter(shift__in=rows, state__in=SHOWN))
    title = words_of([need.pk], "de").get(need.pk)
    context = frame(
        pgettext("staff", "Who comes: %(title)s") % {"title": title.title if title else need.code},
        "group",
        to_needs(),
        need=need,
        ahead=[{"shift": shift, "entries": entries.get(shift.pk, [])} for shift in ahead],
        past=[{"shift": shift, "entries": entries.get(shift.pk, [])} for shift in past],
        settled=[(state.value, state.label) for state in (_U.ATTENDED, _U.EXCUSED, _U.NO_SHOW)],
    )
    return render(request, "volunteering/desk/who_comes.html", context)


def _entries(sign_ups: Any) -> dict[int, list[dict[str, Any]]]:
    """People by shift: who is to be decided first, then who comes, then who waits in order."""
    by_shift: dict[int, list[dict[str, Any]]] = {}
    rows = sign_ups.select_related("volunteer__user", "shift").prefetch_related("volunteer__languages")
    for row in sorted(
        rows, key=lambda one: (ORDER[_U(one.state)], one.priority, one.queued_at or one.created_at, one.pk)
    ):
        entries = by_shift.setdefault(row.shift_id, [])
        waiting = sum(entry["sign_up"].state == _U.WAITLISTED for entry in entries)
        entries.append(_entry(row, position=waiting + 1 if row.state == _U.WAITLISTED else 0))
    return by_shift


def _entry(row: SignUp, *, position: int) -> dict[str, Any]:
    volunteer = row.volunteer
    return {
        "sign_up": row,
        "name": volunteer.name if volunteer else pgettext("staff", "erased"),
        "address": volunteer.address if volunteer else "",
        "phone": volunteer.phone if volunteer else "",
        "languages": spoken(volunteer),
        "position": position,
        "passed_over": _why_not(row) if row.state == _U.WAITLISTED and row.passed_over else [],
    }


def spoken(volunteer: Volunteer | None) -> str:
    """ "Arabisch (Erstsprache), Deutsch (B2)"."""
    if volunteer is None:
        return ""
    return ", ".join(f"{language_name(row.language)} ({Level(row.level).short})" for row in volunteer.languages.all())


def _why_not(row: SignUp) -> list[str]:
    """Why this person did not move up: what stands in the way now, else a lack of places for the group."""
    found = obstacles_to_take_offer(row, at=timezone.now())
    if found:
        return sentences(found)
    if Obstacle.GROUP_TOO_LARGE.value in row.passed_over:
        return [pgettext("staff", "There is not room for the whole group yet.")]
    return []


# ---------------------------------------------------------------- requests
@needs_right(Action.DECIDE)
def request_index(request: HttpRequest) -> HttpResponse:
    """All requests to decide, the nearest date first."""
    rows = list(
        care.requests_to_decide(at=timezone.now())
        .select_related("volunteer__user", "shift__need")
        .prefetch_related("volunteer__languages")
    )
    words = words_of({row.shift.need_id for row in rows}, "de")
    entries = [{**_entry(row, position=0), "title": words[row.shift.need_id].title} for row in rows]
    context = frame(pgettext("staff", "Requests"), "mail", entries=entries)
    return render(request, "volunteering/desk/request_index.html", context)


@needs_right(Action.DECIDE)
@require_POST
def request_decide(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Yes or no to a request. What stands in the way of a yes is said; some of it may be set aside with a reason."""
    row = get_object_or_404(visible_to(SignUp.objects.all(), request.user), pk=pk)
    at, by, back = timezone.now(), staff(request), redirect("volunteering_admin:people", pk=row.shift.need_id)
    if "reject" in request.POST:
        if requests.reject(pk, at=at, by=by, reason="declined"):
            messages.success(request, pgettext("staff", "Declined. The person gets a friendly mail."))
        else:
            messages.error(request, pgettext("staff", "Somebody has decided this request already."))
        return back
    try:
        made = requests.approve(
            pk,
            at=at,
            by=by,
            overridden=[Obstacle.of(code) for code in request.POST.getlist("override") if code in _CODES],
            reason=request.POST.get("reason", "").strip()[:200],
            may_wait="wait" in request.POST,
        )
    except SignUpRefused as refused:
        return _refused(request, row, refused)
    if made.state == _U.CONFIRMED:
        messages.success(request, pgettext("staff", "Confirmed. The person gets a mail with the calendar entry."))
    else:
        messages.success(request, pgettext("staff", "On the waiting list now. The person gets a mail."))
    return back


_CODES = {obstacle.value for obstacle in Obstacle}


def _refused(request: HttpRequest, row: SignUp, refused: SignUpRefused) -> HttpResponse:
    waivable = [one for one in refused.found if one.obstacle.firmness is not Firmness.ALWAYS]
    context = frame(
        pgettext("staff", "This stands in the way"),
        "warning",
        to_needs(),
        entry=_entry(row, position=0),
        shift=row.shift,
        need=row.shift.need,
        found=sentences(refused.found),
        codes=[one.obstacle.value for one in waivable],
        can_override=bool(waivable) and len(waivable) == len(refused.found),
        is_full=Obstacle.FULL in refused.obstacles,
    )
    return render(request, "volunteering/desk/request_refused.html", context, status=409)


# ---------------------------------------------------------------- dates
@needs_right(Action.CANCEL_SHIFT)
def shift_cancel(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Call a date off, with the reason everybody reads."""
    shift = get_object_or_404(visible_to(Shift.objects.all(), request.user), pk=pk)
    form = ReasonForm(posted(request))
    back = redirect("volunteering_admin:people", pk=shift.need_id)
    if shift.state not in (ShiftState.OPEN, ShiftState.CANCELLED):
        messages.error(request, pgettext("staff", "This date cannot be cancelled any more."))
        return back
    if request.method == "POST" and form.is_valid():
        told = shifts.cancel_shift(pk, reason=form.cleaned_data["reason"], at=timezone.now(), by=staff(request))
        text = npgettext("staff", "Cancelled. %(told)d person is told.", "Cancelled. %(told)d people are told.", told)
        messages.success(request, text % {"told": told})
        return back
    running = (_U.CONFIRMED, _U.OFFERED, _U.REQUESTED, _U.WAITLISTED)
    people_here = SignUp.objects.filter(shift=shift, state__in=running).count()
    context = frame(
        pgettext("staff", "Cancel a date"), "warning", to_needs(), form=form, shift=shift, people=people_here
    )
    return render(request, "volunteering/desk/shift_cancel.html", context)


@needs_right(Action.DECIDE)
@require_POST
def sign_up_settle(request: HttpRequest, pk: int) -> HttpResponseBase:
    """After the date: the person was there, was excused, or was not there."""
    row = get_object_or_404(visible_to(SignUp.objects.all(), request.user), pk=pk)
    state = request.POST.get("state", "")
    try:
        places.attend(pk, _U(state), at=timezone.now(), by=staff(request))
        messages.success(request, pgettext("staff", "Noted."))
    except (ChangeNotAllowed, ValueError):
        messages.error(request, pgettext("staff", "This can be noted once the date has begun."))
    return redirect("volunteering_admin:people", pk=row.shift.need_id)


# ---------------------------------------------------------------- people
@needs_right(Action.SEE_PEOPLE)
def volunteer_index(request: HttpRequest) -> HttpResponse:
    """Everybody who helps or would like to; who waits for us the longest comes first."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    chosen = request.GET.get("state", "")
    rows = visible_to(Volunteer.objects.all(), request.user).select_related("user", "home_district")
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(email__icontains=words) | Q(user__email__icontains=words))
    if chosen in VolunteerState.values:
        rows = rows.filter(state=chosen)
    page = Paginator(rows.prefetch_related("languages").order_by("name", "pk"), PER_PAGE).get_page(request.GET.get("p"))
    late = {volunteer.pk for volunteer in care.people_waiting_for_us(at=timezone.now())}
    context = frame(
        pgettext("staff", "People"),
        "user",
        rows=[_person(volunteer, late) for volunteer in page.object_list],
        page=page,
        words=words,
        chosen=chosen,
        states=list(VolunteerState.choices),
        late=len(late),
    )
    return render(request, "volunteering/desk/volunteer_index.html", context)


def _person(volunteer: Volunteer, late: Iterable[int]) -> dict[str, Any]:
    next_states = [state for state in VolunteerState if state in VOLUNTEER_CHANGES[VolunteerState(volunteer.state)]]
    return {
        "volunteer": volunteer,
        "languages": spoken(volunteer),
        "late": volunteer.pk in set(late),
        "next": [(state.value, state.label) for state in next_states],
    }


@needs_right(Action.DECIDE)
@require_POST
def volunteer_state(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Move a person along."""
    volunteer = get_object_or_404(visible_to(Volunteer.objects.all(), request.user), pk=pk)
    try:
        people.change_state(
            volunteer, VolunteerState(request.POST.get("state", "")), at=timezone.now(), by=staff(request)
        )
        messages.success(request, pgettext("staff", "%(name)s: saved.") % {"name": volunteer.name})
    except (StateRefused, ValueError):
        messages.error(request, pgettext("staff", "This step is not possible from the present state."))
    return redirect(f"{reverse('volunteering_admin:volunteers')}?{request.GET.urlencode()}")
