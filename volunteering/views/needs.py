"""The public list of needs and the page of one need. They hold no form that writes, so that they can be kept."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cms.calendar.ical import CalendarEvent, calendar
from cms.network.languages import spoken
from cms.network.models import Contact
from cms.translation import alternates
from cms.translation.languages import reader_language
from cms.ui import page_cache
from cms.ui.links import absolute
from volunteering.domain import listing
from volunteering.domain.access import needs_visible_to
from volunteering.domain.listing import Filters
from volunteering.domain.people import volunteer_of
from volunteering.domain.reasons import Names, reason_sentences
from volunteering.domain.recommendations import suggest
from volunteering.domain.vocabulary import interests, kinds, labels, skills
from volunteering.domain.wording import language_name
from volunteering.domain.words import words_in_all, words_of
from volunteering.enums import Level, NeedState, Visibility
from volunteering.forms.search import PARAMETERS, SearchForm
from volunteering.models import Need, Shift
from volunteering.translations import paths
from volunteering.views.rows import need_row, places_in_words, where

PER_PAGE = 20
MOST_DATES = 200


def need_list(request: HttpRequest) -> HttpResponse:
    """What is needed now, with filters in the address."""
    at = timezone.now()
    form = SearchForm(request.GET)
    filters = form.filters()
    found = listing.open_needs(filters, at=at).select_related("district", "organisation").prefetch_related("languages")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("seite"))
    reasons = _reasons_for(request)
    rows = [
        need_row(one, reasons=reasons.get(one.need.pk, ()))
        for one in listing.listed(list(page.object_list), filters, at=at)
    ]
    if moment := listing.next_change(at=at):
        page_cache.valid_until(request, moment)
    alternates.everywhere(request)
    context = {
        "search": form,
        "page": page,
        "rows": rows,
        "chips": _chips(form, filters),
        "empty": None if rows else _empty(form, filters),
        "filters_open": bool(filters.named()) and not rows,
    }
    return render(request, "volunteering/need_list.html", context)


def _reasons_for(request: HttpRequest) -> dict[int, list[str]]:
    """For somebody who is signed in: why each need fits."""
    volunteer = volunteer_of(request.user)
    if volunteer is None:
        return {}
    names = Names()
    reasons: dict[int, list[str]] = {}
    for one in suggest(volunteer, at=timezone.now()).all:
        reasons.setdefault(one.shift.need.pk, reason_sentences(one.fit.strongest(), names))
    return reasons


def _address(filters: Filters, form: SearchForm) -> str:
    values = {
        PARAMETERS[name]: form.cleaned_data[PARAMETERS[name]] if name != "without_hurdle" else "1"
        for name in PARAMETERS
        if name in filters.named()
    }
    return f"{reverse('volunteering:need_list')}?{urlencode(values)}" if values else reverse("volunteering:need_list")


def _chips(form: SearchForm, filters: Filters) -> list[dict[str, str]]:
    """The filters that are on, each with the address without it."""
    return [
        {"label": form.label_of(name), "url": _address(filters.without(name), form)}
        for name in PARAMETERS
        if name in filters.named()
    ]


def _empty(form: SearchForm, filters: Filters) -> dict[str, str]:
    """Why nothing is shown, and the nearest thing there is."""
    if not filters.named():
        return {"sentence": _("At the moment every task has its people. Tell us if you would like to help.")}
    names = ", ".join(form.label_of(name) for name in PARAMETERS if name in filters.named())
    sentence = _("Nothing is open right now for: %(filters)s.") % {"filters": names}
    near = listing.nearest(filters, at=timezone.now())
    if near is None:
        return {"sentence": sentence, "label": _("Show all tasks"), "url": reverse("volunteering:need_list")}
    wider, dropped = near
    label = _("Show tasks without “%(filter)s”") % {"filter": form.label_of(dropped)}
    return {"sentence": sentence, "label": label, "url": _address(wider, form)}


def need_calendar(request: HttpRequest) -> HttpResponse:
    """Public dates of the next weeks as a calendar one can subscribe to: title, time and place hint."""
    at = timezone.now()
    ahead = Shift.objects.ahead(at).filter(need__in=Need.objects.public()).select_related("need__district")
    shifts = list(ahead.order_by("starts_at", "pk")[:MOST_DATES])
    words = words_of({shift.need_id for shift in shifts})
    events = [
        CalendarEvent(
            uid=f"shift-{shift.pk}@offenes-haus",
            starts_at=shift.starts_at,
            ends_at=shift.ends_at,
            title=words[shift.need_id].title,
            where=where(shift.need),
            url=absolute(reverse("volunteering:need", args=[shift.need.code])),
            sequence=shift.sequence,
        )
        for shift in shifts
        if shift.need_id in words
    ]
    return HttpResponse(
        calendar(events, name=_("Where you are needed now")), content_type="text/calendar; charset=utf-8"
    )


# ---------------------------------------------------------------- one need
def visible_need(request: HttpRequest, code: str) -> Need:
    """The need behind a code, as far as this person may see it; everybody else gets a 404."""
    needs = needs_visible_to(request.user).select_related("district", "organisation", "venue", "coordinator")
    need = needs.prefetch_related("languages", "skills").filter(code=code).first()
    if need is None:
        raise Http404("No such need, or not public.")
    return need


def need(request: HttpRequest, code: str) -> HttpResponse:
    """What, when, where, with whom, and each shift with its places."""
    at = timezone.now()
    need = visible_need(request, code)
    words, languages = words_in_all(need.pk)
    shifts = list(Shift.objects.ahead(at).filter(need=need).order_by("starts_at", "pk"))
    if shifts:
        page_cache.valid_until(request, shifts[0].starts_at)
    is_public = need.state == NeedState.PUBLISHED and need.visibility == Visibility.PUBLIC
    every = paths(need.code)
    alternates.note(request, {code: every[code] for code in languages}, shown=words.language, key=words.key)
    context = {
        "need": need,
        "words": words,
        "is_public": is_public,
        "shifts": [
            {"shift": shift, "places": places_in_words(shift), "url": _sign_up(shift, code)} for shift in shifts
        ],
        "facts": facts_of(need),
        "asked": _asked(need),
        "coordinator_card": _contact_of(need),
        "address": absolute(request.path),
        "reasons": _reasons_for(request).get(need.pk, []),
    }
    return render(request, "volunteering/need.html", context)


def _sign_up(shift: Shift, code: str) -> str:
    return reverse("volunteering:shift_sign_up", args=[code, shift.number])


def facts_of(need: Need) -> list[tuple[str, str]]:
    """Facts of a need as pairs of term and value, in the reader's language."""
    facts = [(_("How often"), kinds()[need.kind].label())]
    if where(need):
        facts.append((_("Where"), where(need)))
    if need.venue:
        facts.append((_("Venue"), need.venue.name))
    if need.organisation:
        facts.append((_("With whom"), need.organisation.name))
    if need.tags:
        facts.append((_("What it is about"), ", ".join(labels(interests(), need.tags))))
    if need.hours_estimate:
        facts.append((_("Hours, roughly"), str(need.hours_estimate)))
    return facts


def _asked(need: Need) -> list[str]:
    """What one needs, and what helps, each as a sentence."""

    found = []
    for asked in need.languages.all():
        level = Level(asked.level)
        values = {"language": language_name(asked.language), "level": level.short}
        found.append(
            (_("Necessary: %(language)s (%(level)s)") if asked.hard else _("Good to have: %(language)s (%(level)s)"))
            % values
        )
    for wanted in need.skills.all():
        skill = {"skill": ", ".join(labels(skills(), [wanted.skill]))}
        found.append((_("Necessary: %(skill)s") if wanted.hard else _("Good to have: %(skill)s")) % skill)
    if need.min_age:
        found.append(_("You are at least %(age)s years old") % {"age": need.min_age})
    if not need.open_to_new:
        found.append(_("We get to know each other first"))
    return found


def _contact_of(need: Need) -> dict[str, Any] | None:
    """The person to ask, where they may be shown in public."""
    if need.coordinator_id is None:
        return None
    contact = Contact.objects.filter(user=need.coordinator_id, public=True).first()
    if contact is None:
        return None

    reader = reader_language()
    return {
        "name": contact.name,
        "function": contact.function,
        "phone": contact.phone,
        "email": contact.email,
        "languages": [{"name": one.name(reader), "yours": one.code == reader} for one in spoken(contact.languages)],
    }
