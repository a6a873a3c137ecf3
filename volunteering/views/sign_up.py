"""Signing up for one shift, as a guest or signed in. Nothing that was typed is lost."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cms.ui.client import client_address
from cms.ui.limits import allow
from volunteering import letters, notifications
from volunteering.domain import joining, requests
from volunteering.domain.facts import PersonFacts, ShiftFacts, person_facts, shift_facts
from volunteering.domain.people import Profile, become_volunteer, save_profile, volunteer_of
from volunteering.domain.sign_up import Found, Question, SignUpRefused, obstacles
from volunteering.domain.waiting import queue_is_closed
from volunteering.domain.wording import sentence
from volunteering.domain.words import words_of_one
from volunteering.enums import Firmness, Mode, Obstacle, VolunteerState
from volunteering.forms.sign_up import GuestForm, VolunteerForm
from volunteering.models import Need, Shift, Volunteer
from volunteering.views.needs import visible_need
from volunteering.views.next_steps import reasons, similar_rows
from volunteering.views.posting import posted
from volunteering.views.rows import places_in_words

HOUR = 3600
# What a guest may still do after the link: be told that we get in touch, or wait.
LATER_FOR_GUESTS = frozenset({Obstacle.NOT_ACTIVE})
OVER = frozenset({Obstacle.PAST, Obstacle.NOT_OPEN, Obstacle.TOO_LATE, Obstacle.NOT_VISIBLE})


def shift_of(need: Need, number: int) -> Shift:
    """The shift with this number; anything else is a 404."""
    shift = Shift.objects.select_related("need__venue", "need__coordinator").filter(need=need, number=number).first()
    if shift is None:
        raise Http404("No such shift.")
    return shift


@never_cache
def shift_sign_up(request: HttpRequest, code: str, number: int) -> HttpResponseBase:
    """The form, or why it is too late and what is open instead."""
    need = visible_need(request, code)
    shift = shift_of(need, number)
    facts = shift_facts(shift)
    if request.user.is_authenticated:
        return _for_user(request, shift, facts)
    return _for_guest(request, shift, facts)


# ---------------------------------------------------------------- guests
def _for_guest(request: HttpRequest, shift: Shift, facts: ShiftFacts) -> HttpResponseBase:
    at = timezone.now()
    over = [found for found in _of_the_shift(facts) if found.obstacle in OVER]
    if over:
        return _render(request, shift, None, over)
    form = GuestForm(posted(request), request=request, shift=facts)
    found: list[Found] = []
    if request.method == "POST" and form.is_valid():
        question = Question(facts, form.person(), form.size, at)
        found = [one for one in obstacles(question) if one.obstacle not in LATER_FOR_GUESTS]
        if not found and _may_ask(request, form):
            joining.ask_to_join(
                shift,
                name=form.cleaned_data["name"],
                email=form.cleaned_data["email"],
                language=form.cleaned_data["language"],
                size=form.size,
                profile=form.profile(),
                at=at,
            )
            return redirect("volunteering:shift_sent", code=shift.need.code, number=shift.number)
    return _render(request, shift, form, found)


def _of_the_shift(facts: ShiftFacts) -> tuple[Found, ...]:
    """What stands in everybody's way."""
    nobody = PersonFacts(pk=0, state=VolunteerState.ACTIVE, birth_year=1900)
    return obstacles(Question(facts, nobody, 1, timezone.now()))


def _may_ask(request: HttpRequest, form: GuestForm) -> bool:
    """At most 20 in an hour from one connection and 5 to one address, so that nobody's mailbox is filled by others."""
    few = allow("volunteering.join", who=client_address(request), limit=20, seconds=HOUR)
    if few and allow("volunteering.join.address", who=form.cleaned_data["email"].lower(), limit=5, seconds=HOUR):
        return True
    form.add_error(None, _("That were many sign-ups in a short time. Please try again in an hour, or call us."))
    return False


@never_cache
def shift_sent(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """After the form: the link is on its way. The same page for known and unknown addresses."""
    need = visible_need(request, code)
    shift = shift_of(need, number)
    context = {"need": need, "shift": shift, "words": words_of_one(need.pk), "back": _here(shift)}
    return render(request, "volunteering/shift_sent.html", context)


# ---------------------------------------------------------------- people with an account
def _for_user(request: HttpRequest, shift: Shift, facts: ShiftFacts) -> HttpResponseBase:
    at = timezone.now()
    volunteer = volunteer_of(request.user)
    found = _found_for(volunteer, facts)
    asks_age = bool(facts.need.min_age) and (volunteer is None or volunteer.birth_year is None)
    if asks_age:
        found = [one for one in found if one.obstacle is not Obstacle.AGE_UNKNOWN]
    warnings = [(one.obstacle.value, sentence(one)) for one in found if one.obstacle.firmness is Firmness.WARNING]
    form = VolunteerForm(posted(request), shift=facts, asks_age=asks_age, warnings=warnings)
    if request.method == "POST" and form.is_valid():
        user: Any = request.user
        volunteer = volunteer or become_volunteer(user, name="", language=user.language, at=at)[0]
        if form.cleaned_data.get("birth_year"):
            save_profile(volunteer, Profile(birth_year=form.cleaned_data["birth_year"]))
        try:
            made = requests.sign_up(
                volunteer,
                shift,
                size=form.size,
                accepted=form.accepted,
                may_wait=bool(request.POST.get("wait")),
                at=at,
                by=user,
            )
        except SignUpRefused as refused:
            shift.refresh_from_db()
            return _render(request, shift, form, list(refused.found), volunteer)
        return redirect("volunteering:sign_up", pk=made.pk)
    blocking = [one for one in found if one.obstacle.firmness is not Firmness.WARNING]
    return _render(request, shift, form, blocking, volunteer)


def _found_for(volunteer: Volunteer | None, facts: ShiftFacts) -> list[Found]:
    at = timezone.now()
    if volunteer is None:
        return [one for one in _of_the_shift(facts) if one.obstacle in OVER]
    return list(obstacles(Question(facts, person_facts(volunteer, at=at), 1, at)))


# ---------------------------------------------------------------- the page
def _here(shift: Shift) -> str:
    return reverse("volunteering:shift_sign_up", args=[shift.need.code, shift.number])


def _render(
    request: HttpRequest,
    shift: Shift,
    form: GuestForm | VolunteerForm | None,
    found: list[Found],
    volunteer: Volunteer | None = None,
) -> HttpResponse:
    at = timezone.now()
    need = shift.need
    is_full = bool(shift.waiting or not shift.places_left)
    codes = {one.obstacle for one in found}
    blocked = bool(codes - {Obstacle.FULL} - {one for one in codes if one.firmness is Firmness.WARNING})
    may_wait = is_full and not queue_is_closed(shift, at=at)
    stuck = is_full and not may_wait
    blocked = form is None or stuck or (blocked and not isinstance(form, GuestForm))
    return render(
        request,
        "volunteering/shift_sign_up.html",
        {
            "need": need,
            "shift": shift,
            "words": words_of_one(need.pk),
            "form": form,
            "is_guest": isinstance(form, GuestForm),
            "reasons": reasons(found, signed_in=request.user.is_authenticated),
            "blocked": blocked,
            "over": Obstacle.PAST in codes,
            "is_full": is_full,
            "may_wait": may_wait and not blocked,
            "submit": _submit_label(shift, may_wait=may_wait),
            "places": "" if form is None else places_in_words(shift),
            "similar": similar_rows(shift, found, at=at) if found or form is None or stuck else [],
            "login_url": f"{reverse('account_request_login_code')}?next={_here(shift)}",
            "volunteer": volunteer,
        },
    )


def _submit_label(shift: Shift, *, may_wait: bool) -> str:
    """The button says what it does."""
    if may_wait:
        return _("Put me on the waiting list")
    if shift.need.mode == Mode.REQUEST:
        return _("Ask for this date")
    return _("Sign up for this date")


@never_cache
def shift_calendar(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The calendar entry of a shift."""
    need = visible_need(request, code)
    shift = shift_of(need, number)
    values = notifications.shift_values(shift, language=str(request.LANGUAGE_CODE))
    response = HttpResponse(letters.calendar_file(values), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{need.code}-{shift.number}.ics"'
    return response
