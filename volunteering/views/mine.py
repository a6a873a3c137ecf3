"""The portal *My engagement*: what is next, what to answer, where do I stand."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from volunteering.domain import places
from volunteering.domain.access import Action, may, sign_ups_of
from volunteering.domain.facts import local_day
from volunteering.domain.people import become_volunteer, save_profile, volunteer_of
from volunteering.domain.reasons import Names, missing_sentence, reason_sentences
from volunteering.domain.recommendations import Suggestions, suggest
from volunteering.domain.sign_up import SignUpRefused
from volunteering.domain.waiting import position
from volunteering.domain.wording import sentences
from volunteering.domain.words import words_of
from volunteering.enums import SignUpState
from volunteering.forms.profile import ProfileForm
from volunteering.models import SignUp, Volunteer
from volunteering.views.outcome import outcome_context
from volunteering.views.posting import posted
from volunteering.views.rows import Row

RECOMMENDED = 3
PAST_SHOWN = 5
_U = SignUpState
RUNNING = (_U.CONFIRMED, _U.OFFERED, _U.WAITLISTED, _U.REQUESTED)


def _volunteer(request: HttpRequest) -> Volunteer:
    """The volunteer of this account; who opens the portal without being one becomes interested."""
    user: Any = request.user
    return volunteer_of(user) or become_volunteer(user, name="", language=user.language, at=timezone.now())[0]


@never_cache
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """The first screen."""
    at = timezone.now()
    volunteer = volunteer_of(request.user)
    running = sign_ups_of(request.user).filter(ends_at__gt=at, state__in=RUNNING)
    rows = list(
        running.select_related(
            "shift__need__venue", "shift__need__organisation", "shift__need__district", "shift__need__coordinator"
        )
    )
    past = sign_ups_of(request.user).filter(ends_at__lte=at, state__in=(_U.ATTENDED, _U.EXCUSED, _U.CONFIRMED))
    history = list(past.select_related("shift__need").order_by("-starts_at")[:PAST_SHOWN])
    words = words_of({one.shift.need_id for one in [*rows, *history]})
    tasks = [_task(one, words) for one in rows]
    offers = [task for task in tasks if task["sign_up"].state == _U.OFFERED]
    confirmed = [task for task in tasks if task["sign_up"].state == _U.CONFIRMED]
    suggested = suggest(volunteer, at=at) if volunteer else None
    context = {
        "volunteer": volunteer,
        "offers": offers,
        "next": confirmed[0] if confirmed else None,
        "confirmed": confirmed,
        "waiting": [task for task in tasks if task["sign_up"].state in (_U.WAITLISTED, _U.REQUESTED)],
        "history": [_task(one, words) for one in history],
        "recommended": _recommended(suggested),
        "missing": missing_sentence(suggested.missing) if suggested and suggested.missing else "",
        "helped": sign_ups_of(request.user).filter(state=_U.ATTENDED).count(),
        "has_profile": bool(volunteer and volunteer.languages.exists() and volunteer.cells.exists()),
    }
    return render(request, "volunteering/mine.html", context)


def _task(sign_up: SignUp, words: Any) -> dict[str, Any]:
    found = words.get(sign_up.shift.need_id)
    return {
        "sign_up": sign_up,
        "shift": sign_up.shift,
        "need": sign_up.shift.need,
        "title": found.title if found else sign_up.shift.need.code,
        "lang": found.language if found else "",
        "url": reverse("volunteering:sign_up", args=[sign_up.pk]),
        "position": position(sign_up) if sign_up.state == _U.WAITLISTED else 0,
    }


def _recommended(suggested: Suggestions | None) -> list[Row]:
    """Three shifts that fit best, each with its three strongest reasons."""
    if suggested is None:
        return []
    best, names = suggested.best(RECOMMENDED), Names()
    words = words_of({one.shift.need.pk for one in best})
    return [
        Row(
            title=words[one.shift.need.pk].title,
            url=reverse("volunteering:need", args=[one.shift.need.code]),
            lang=words[one.shift.need.pk].language,
            starts_at=one.shift.starts_at,
            ends_at=one.shift.ends_at,
            reasons=list(reason_sentences(one.fit.strongest(), names)),
            action_label=_("Sign up"),
            action_url=reverse("volunteering:shift_sign_up", args=[one.shift.need.code, one.shift.number]),
            action_kind="call",
        )
        for one in best
        if one.shift.need.pk in words
    ]


# ---------------------------------------------------------------- one sign-up
def own_sign_up(request: HttpRequest, pk: int) -> SignUp:
    """The own sign-up; somebody else's is not there."""
    sign_up = sign_ups_of(request.user).select_related("shift__need__venue", "volunteer").filter(pk=pk).first()
    if sign_up is None or not may(Action.CHANGE_SIGN_UP, request.user, sign_up):
        raise Http404("No such sign-up of this person.")
    return sign_up


@never_cache
@login_required
def sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Where this sign-up stands, and what one can do."""
    one = own_sign_up(request, pk)
    at = timezone.now()
    context = outcome_context(request, one.shift, one, at=at)
    context["can_cancel"] = one.state in RUNNING and one.starts_at > at
    return render(request, "volunteering/outcome.html", context)


@never_cache
@login_required
def sign_up_cancel(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Asks once, then cancels, leaves the queue or takes the request back."""
    one = own_sign_up(request, pk)
    at = timezone.now()
    if request.method == "POST":
        user: Any = request.user
        if one.starts_at > at and places.withdraw(pk, reason="by_person", at=at, by=user):
            messages.success(request, _("Thank you for telling us. You are not expected for this date any more."))
        else:
            messages.error(
                request, _("There was nothing left to cancel: this date has begun, or it was cancelled before.")
            )
        return redirect("volunteering:mine")
    words = words_of([one.shift.need_id])[one.shift.need_id]
    context = {"sign_up": one, "shift": one.shift, "need": one.shift.need, "words": words}
    return render(request, "volunteering/sign_up_cancel.html", context)


@require_POST
@login_required
def sign_up_accept(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The offered place is wanted."""
    own_sign_up(request, pk)
    user: Any = request.user
    try:
        places.confirm_offer(pk, at=timezone.now(), by=user)
    except SignUpRefused as refused:
        messages.error(request, " ".join(sentences(refused.found)))
        return redirect("volunteering:mine")
    return redirect("volunteering:sign_up", pk=pk)


@require_POST
@login_required
def sign_up_decline(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The offered place is not wanted; the next person is asked."""
    own_sign_up(request, pk)
    user: Any = request.user
    if places.decline_offer(pk, at=timezone.now(), by=user):
        messages.success(request, _("Thank you for telling us. The next person is asked now."))
    else:
        messages.error(request, _("This offer had ended already."))
    return redirect("volunteering:mine")


# ---------------------------------------------------------------- the profile
@never_cache
@login_required
def mine_profile(request: HttpRequest) -> HttpResponseBase:
    """Languages, times, districts, skills and limits."""
    volunteer = _volunteer(request)
    year = local_day(timezone.now()).year
    form = ProfileForm(posted(request), volunteer=volunteer, this_year=year)
    if request.method == "POST" and form.is_valid():
        save_profile(volunteer, form.profile())
        messages.success(request, _("Your profile is saved. Here is what fits now."))
        return redirect("volunteering:mine")
    return render(request, "volunteering/mine_profile.html", {"form": form, "volunteer": volunteer})
