"""The coordinator's desk in the admin: needs with their text and dates on one screen."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext
from wagtail.admin.auth import permission_denied

from cms.users.models import User
from volunteering.domain import needs, shifts
from volunteering.domain.access import Action, obstacle_to, visible_to
from volunteering.domain.needs import NeedRefused
from volunteering.domain.shifts import ResizeRefused
from volunteering.enums import NEED_CHANGES, NeedState, SignUpState
from volunteering.forms.desk import NeedForm, ShiftForm, ShiftFormSet
from volunteering.models import Need, NeedText, Shift, SignUp
from volunteering.views.posting import posted

View = Callable[..., HttpResponseBase]
PER_PAGE = 30


def needs_right(action: Action) -> Callable[[View], View]:
    """Only for staff whose role includes this; others read why."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if obstacle_to(action, request.user) is not None:
                denied: HttpResponseBase = permission_denied(request)
                return denied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def staff(request: HttpRequest) -> User:
    """The member of staff who is signed in."""
    assert isinstance(request.user, User), "The admin lets only people with an account in."
    return request.user


def frame(title: str, icon: str, *crumbs: tuple[str, str], **context: Any) -> dict[str, Any]:
    """What Wagtail's page furniture wants: title, icon and the way back."""
    items = [{"url": reverse("wagtailadmin_home"), "label": pgettext("staff", "Home")}]
    items += [{"url": url, "label": label} for label, url in crumbs]
    items.append({"url": "", "label": title})
    return {"header_title": title, "page_title": title, "header_icon": icon, "breadcrumbs_items": items, **context}


def to_needs() -> tuple[str, str]:
    """The way back to all needs."""
    return pgettext("staff", "Needs"), reverse("volunteering_admin:needs")


# ---------------------------------------------------------------- the list
@needs_right(Action.EDIT_NEED)
def need_index(request: HttpRequest) -> HttpResponse:
    """All needs with where they stand: next date, places, who waits, requests to decide."""
    chosen = request.GET.get("state", "")
    rows = visible_to(Need.objects.all(), request.user).exclude(state=NeedState.ARCHIVED)
    if chosen in NeedState.values:
        rows = rows.filter(state=chosen)
    at = timezone.now()
    ahead = Shift.objects.ahead(at).filter(need=OuterRef("pk")).order_by("starts_at")
    rows = rows.annotate(next_at=Subquery(ahead.values("starts_at")[:1]))
    page = Paginator(rows.select_related("district", "coordinator"), PER_PAGE).get_page(request.GET.get("p"))
    context = frame(
        pgettext("staff", "Needs"),
        "group",
        rows=_with_figures(list(page.object_list)),
        page=page,
        states=[(state.value, state.label) for state in NeedState if state != NeedState.ARCHIVED],
        chosen=chosen,
    )
    return render(request, "volunteering/desk/need_index.html", context)


def _with_figures(rows: list[Need]) -> list[dict[str, Any]]:
    """Titles, places and requests of these needs in three queries."""
    pks = [need.pk for need in rows]
    titles = dict(NeedText.objects.filter(need__in=pks, locale__language_code="de").values_list("need", "title"))
    places: dict[int, list[int]] = {pk: [0, 0, 0] for pk in pks}
    ahead = Shift.objects.ahead(timezone.now()).filter(need__in=pks)
    for pk, taken, most, waiting in ahead.values_list("need", "places_taken", "places_max", "waiting"):
        places[pk] = [a + b for a, b in zip(places[pk], (taken, most, waiting), strict=True)]
    asked = dict(
        SignUp.objects.filter(shift__need__in=pks, state=SignUpState.REQUESTED)
        .order_by()
        .values_list("shift__need")
        .annotate(Count("pk"))
    )
    return [
        {
            "need": need,
            "title": titles.get(need.pk) or need.code,
            "taken": places[need.pk][0],
            "places": places[need.pk][1],
            "waiting": places[need.pk][2],
            "requests": asked.get(need.pk, 0),
        }
        for need in rows
    ]


# ---------------------------------------------------------------- one need, one screen
@needs_right(Action.EDIT_NEED)
def need_add(request: HttpRequest) -> HttpResponseBase:
    """A new need: text, facts and dates, as a draft or published at once."""
    return _edit(request, None)


@needs_right(Action.EDIT_NEED)
def need_edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The same for a need that exists."""
    return _edit(request, get_object_or_404(visible_to(Need.objects.all(), request.user), pk=pk))


def _edit(request: HttpRequest, need: Need | None) -> HttpResponseBase:
    at = timezone.now()
    text = needs.german_text(need) if need else None
    ahead = list(Shift.objects.ahead(at).filter(need=need)) if need else []
    form = NeedForm(posted(request), need=need, text=text, user=staff(request))
    formset = ShiftFormSet(
        posted(request),
        prefix="shift",
        initial=[_line(shift) for shift in ahead],
        form_kwargs={"at": at, "taken": {shift.pk: shift.places_taken for shift in ahead}},
    )
    if request.method == "POST" and form.is_valid() & formset.is_valid():
        saved = _save(request, form, formset, need)
        _act(request, saved)
        return redirect("volunteering_admin:need_edit", pk=saved.pk)
    if request.method == "POST":
        messages.error(request, pgettext("staff", "Not saved yet: please look at the marked fields."))
    title = (text.title if text else "") or (need.code if need else pgettext("staff", "New need"))
    context = frame(
        title,
        "group",
        to_needs(),
        form=form,
        formset=formset,
        lines=_lines(formset, ahead),
        need=need,
        media=form.media + formset.media,
        can_publish=obstacle_to(Action.PUBLISH_NEED, request.user) is None,
        can_see_people=obstacle_to(Action.SEE_PEOPLE, request.user) is None,
        next_states=NEED_CHANGES[NeedState(need.state)] if need else NEED_CHANGES[NeedState.DRAFT],
    )
    return render(request, "volunteering/desk/need_edit.html", context)


def _line(shift: Shift) -> dict[str, Any]:
    starts, ends = timezone.localtime(shift.starts_at), timezone.localtime(shift.ends_at)
    return {
        "pk": shift.pk,
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "places_min": shift.places_min,
        "places_max": shift.places_max,
    }


def _lines(formset: Any, ahead: list[Shift]) -> list[tuple[ShiftForm, Shift | None]]:
    """Each form with the shift it stands for; new lines have none."""
    by_number: list[Shift | None] = [*ahead]
    return [(form, by_number[number] if number < len(by_number) else None) for number, form in enumerate(formset.forms)]


def _save(request: HttpRequest, form: NeedForm, formset: Any, need: Need | None) -> Need:
    at = timezone.now()
    if need is None:
        need = needs.create_need(form.words(), facts=form.facts(), at=at, by=staff(request))
    else:
        needs.change_need(need, form.words(), facts=form.facts(), at=at, by=staff(request))
    needs.save_wishes(need, languages=form.languages(), skills=form.wanted_skills())
    for line in formset.forms:
        if line.has_changed() and line.cleaned_data:
            _save_line(request, line, need)
    return need


def _save_line(request: HttpRequest, line: ShiftForm, need: Need) -> None:
    data = line.cleaned_data
    if not data.get("pk"):
        for span in line.spans():
            shifts.add_shift(
                need,
                starts_at=span.starts_at,
                ends_at=span.ends_at,
                places_min=data["places_min"],
                places_max=data["places_max"],
            )
        return
    shift = Shift.objects.filter(need=need, pk=data["pk"]).first()
    if shift is None:
        return
    span = line.span()
    if (span.starts_at, span.ends_at) != (shift.starts_at, shift.ends_at) and not shifts.reschedule(
        shift.pk, starts_at=span.starts_at, ends_at=span.ends_at
    ):
        messages.error(
            request,
            pgettext(
                "staff", "People are signed up for %(date)s: its time stays. Cancel it and add a new date instead."
            )
            % {"date": timezone.localtime(shift.starts_at).strftime("%d.%m.%Y %H:%M")},
        )
    try:
        shifts.resize(shift.pk, places_min=data["places_min"], places_max=data["places_max"], at=timezone.now())
    except ResizeRefused as refused:
        messages.error(
            request,
            pgettext("staff", "%(taken)s places are taken. Cancel people or the date first.")
            % {"taken": refused.taken},
        )


def _act(request: HttpRequest, need: Need) -> None:
    """What the button said beside saving."""
    at, by = timezone.now(), staff(request)
    action = request.POST.get("action", "save")
    if action == "save":
        messages.success(request, pgettext("staff", "Saved."))
        return
    if obstacle := obstacle_to(Action.PUBLISH_NEED, request.user):
        messages.error(request, str(obstacle.label))
        return
    try:
        if action == "publish":
            needs.publish(need, at=at, by=by)
            messages.success(request, pgettext("staff", "Published. It stands in the public list now."))
        elif action == "pause":
            needs.pause(need, at=at, by=by)
            messages.success(request, pgettext("staff", "Paused. Nobody sees it in public; sign-ups stay as they are."))
        elif action == "close":
            needs.close(need, at=at, by=by)
            messages.success(request, pgettext("staff", "Closed. Thank you."))
    except NeedRefused as refused:
        reasons = " ".join(str(obstacle.label) for obstacle in refused.obstacles)
        messages.error(
            request, pgettext("staff", "Saved as a draft, not published yet. %(reasons)s") % {"reasons": reasons}
        )
