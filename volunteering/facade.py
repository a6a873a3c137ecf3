"""The way into volunteering from above: plain values in, plain data out; no rows, no names of volunteers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.network.models import District
from cms.translation.languages import LANGUAGES, SOURCE
from cms.users.models import User
from volunteering.domain.listing import Filters, Listed, listed, open_needs
from volunteering.domain.needs import NeedWords, create_need, paragraphs, save_wishes
from volunteering.domain.words import words_of
from volunteering.enums import Level, NeedState, Origin, ShiftState, SignUpState
from volunteering.models import Need, NeedText, Shift, SignUp, VolunteerLanguage

FEWEST = 5
MOST_TEASERS = 50


@dataclass(frozen=True)
class NeedCard:
    """A need for those who asked for it: where it stands."""

    id: int
    code: str
    title: str
    state: str
    state_label: str
    places: int
    taken: int
    waiting: int
    hours: float
    next_on: datetime | None
    url: str


@dataclass(frozen=True)
class NeedTeaser:
    """A public need in a list; `text_language` is the language the words really are in."""

    id: int
    code: str
    title: str
    summary: str
    text_language: str
    kind: str
    organisation: str
    district: str
    starts_at: datetime | None
    ends_at: datetime | None
    places_left: int
    languages: tuple[str, ...]
    urgent: bool
    url: str


@dataclass(frozen=True)
class Numbers:
    """Figures of a period. None means under 5, or unknown; unknown is not 0."""

    volunteers_active: int | None
    hours: int | None
    needs_open: int
    places_free: int
    assignments: int | None
    languages: int | None
    tandems_active: int | None


def open_need(
    title: str,
    text: str,
    *,
    kind: str,
    organisation_id: int | None,
    district_id: int | None,
    field: str = "",
    language: str = SOURCE,
    spoken: Sequence[str] = (),
    places: int = 1,
    due_on: date | None = None,
    origin: str,
    by_user_id: int,
) -> NeedCard:
    """Write one draft in the caller's transaction; the coordinator of the district finds it on the desk.

    Parameters: `text` plain text in `language`; `spoken` codes of languages asked for; `places` is a wish for the
    first shift. Publishes nothing. Raises ValueError for words of no length, LookupError for an unknown user.
    """
    if not title.strip():
        raise ValueError("A need must have a title; it is empty.")
    by = User.objects.filter(pk=by_user_id).first()
    if by is None:
        raise LookupError(f"There is no user {by_user_id}.")
    district = District.objects.filter(pk=district_id).first() if district_id else None
    summary = " ".join(text.split())[:300]
    need = create_need(
        NeedWords(title.strip()[:120], summary, paragraphs(text)),
        facts={
            "kind": kind,
            "organisation_id": organisation_id,
            "district_id": district_id,
            "field": field,
            "due_on": due_on,
            "origin": Origin(origin),
            "coordinator": district.coordinator if district else None,
        },
        at=timezone.now(),
        by=by,
        language=language if language in LANGUAGES else SOURCE,
    )
    save_wishes(need, languages=dict.fromkeys(spoken, (Level.B1, False)), skills={})
    return replace(_card(need, [], title, language=language), places=places)  # no shift yet: what is wished


def need_cards(ids: Iterable[int], *, language: str) -> dict[int, NeedCard]:
    """The cards of these needs by id; unknown ids are left out. Five queries, whatever the number."""
    needs = Need.objects.in_bulk(list(ids))
    words = words_of(list(needs), language)
    drafts = dict(NeedText.objects.filter(need__in=needs).order_by("-pk").values_list("need", "title"))
    shifts: dict[int, list[Shift]] = {pk: [] for pk in needs}
    for shift in Shift.objects.filter(need__in=needs).exclude(state=ShiftState.CANCELLED).order_by("starts_at"):
        shifts[shift.need_id].append(shift)
    minutes = _minutes_by_need(needs)
    return {
        pk: _card(
            need,
            shifts[pk],
            words[pk].title if pk in words else drafts.get(pk, need.code),
            language=language,
            minutes=minutes.get(pk, 0),
        )
        for pk, need in needs.items()
    }


def _minutes_by_need(ids: Iterable[int]) -> dict[int, int]:
    minutes: dict[int, int] = {}
    attended = SignUp.objects.filter(shift__need__in=list(ids), state=SignUpState.ATTENDED)
    for need, starts_at, ends_at in attended.values_list("shift__need", "starts_at", "ends_at"):
        minutes[need] = minutes.get(need, 0) + int((ends_at - starts_at).total_seconds() // 60)
    return minutes


def _card(need: Need, shifts: Sequence[Shift], title: str, *, language: str, minutes: int = 0) -> NeedCard:
    now = timezone.now()
    ahead = [shift for shift in shifts if shift.state == ShiftState.OPEN and shift.starts_at > now]
    with override(language):
        label, url = str(NeedState(need.state).label), reverse("volunteering:need", args=[need.code])
    return NeedCard(
        id=need.pk,
        code=need.code,
        title=title,
        state=need.state,
        state_label=label,
        places=sum(shift.places_max for shift in shifts),
        taken=sum(shift.places_taken for shift in shifts),
        waiting=sum(shift.waiting for shift in shifts),
        hours=minutes / 60,
        next_on=ahead[0].starts_at if ahead else None,
        url=url,
    )


def upcoming_needs(
    *,
    language: str,
    at: datetime,
    district_id: int | None = None,
    organisation_id: int | None = None,
    kinds: Sequence[str] = (),
    limit: int = 6,
) -> list[NeedTeaser]:
    """Public needs with something open, the next first. A fixed number of queries."""
    filters = Filters(district_id=district_id)
    found = open_needs(filters, at=at)
    if organisation_id is not None:
        found = found.filter(organisation=organisation_id)
    if kinds:
        found = found.filter(kind__in=kinds)
    return _teasers(found, filters, language=language, at=at, limit=limit)


def search_needs(words: Sequence[str], *, language: str, at: datetime, limit: int = 6) -> list[NeedTeaser]:
    """Public needs whose live text, in this language or in German, holds every one of these words."""
    texts = NeedText.objects.filter(live=True, locale__language_code__in=(language, SOURCE))
    for word in words[:8]:
        texts = texts.filter(Q(title__icontains=word) | Q(summary__icontains=word) | Q(body__icontains=word))
    if not words:
        texts = texts.none()
    filters = Filters()
    found = open_needs(filters, at=at).filter(pk__in=texts.values("need"))
    return _teasers(found, filters, language=language, at=at, limit=limit)


def _teasers(found: QuerySet[Need], filters: Filters, *, language: str, at: datetime, limit: int) -> list[NeedTeaser]:
    needs = found.select_related("district", "organisation").prefetch_related("languages")
    rows = listed(list(needs[: min(limit, MOST_TEASERS)]), filters, at=at, language=language)
    with override(language):
        return [_teaser(row) for row in rows]


def _teaser(row: Listed) -> NeedTeaser:
    need = row.need
    return NeedTeaser(
        id=need.pk,
        code=need.code,
        title=row.words.title,
        summary=row.words.summary,
        text_language=row.words.language,
        kind=need.kind,
        organisation=need.organisation.name if need.organisation else "",
        district=need.district.name if need.district else "",
        starts_at=row.next.starts_at if row.next else None,
        ends_at=row.next.ends_at if row.next else None,
        places_left=row.next.places_left if row.next and not row.next.waiting else 0,
        languages=tuple(asked.language for asked in need.languages.all()),
        urgent=row.urgent,
        url=reverse("volunteering:need", args=[need.code]),
    )


def numbers(*, first: date, last: date, district_id: int | None = None) -> Numbers:
    """Figures of the days from `first` to `last`, of one district or of all; counts of people under 5 are hidden."""
    zone = timezone.get_default_timezone()
    begins = datetime.combine(first, time(), zone)
    ends = datetime.combine(last + timedelta(days=1), time(), zone)
    attended = SignUp.objects.filter(state=SignUpState.ATTENDED, starts_at__gte=begins, starts_at__lt=ends)
    needs = Need.objects.public()
    if district_id is not None:
        attended = attended.filter(shift__need__district=district_id)
        needs = needs.filter(district=district_id)
    people = attended.order_by().aggregate(people=Count("volunteer", distinct=True))["people"]
    minutes = sum(
        int((end - start).total_seconds() // 60) for start, end in attended.values_list("starts_at", "ends_at")
    )
    spoken = VolunteerLanguage.objects.filter(volunteer__in=attended.values("volunteer")).exclude(language=SOURCE)
    ahead = Shift.objects.ahead(begins).filter(need__in=needs, starts_at__lt=ends)
    free = ahead.aggregate(free=Sum(F("places_max") - F("places_taken")))["free"] or 0
    shown = people >= FEWEST
    return Numbers(
        volunteers_active=people if shown else None,
        hours=minutes // 60 if shown else None,
        needs_open=needs.with_open_shift(begins).count(),
        places_free=free,
        assignments=attended.count() if shown else None,
        languages=spoken.order_by().values("language").distinct().count() if shown else None,
        tandems_active=None,
    )
