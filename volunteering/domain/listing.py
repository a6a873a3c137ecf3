"""The public list of needs: what is open now, by when, where, language and kind, in a few queries whatever its size."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from volunteering.domain.words import Words, words_of
from volunteering.enums import DAY_PARTS, DayPart, Mode, NeedKind, ShiftState
from volunteering.models import Need, NeedLanguage, NeedSkill, Shift
from volunteering.models.need import NeedQuerySet
from volunteering.models.shift import ShiftQuerySet

URGENT_WITHIN = timedelta(days=4)
TIMELESS = (NeedKind.FLEXIBLE, NeedKind.TANDEM)


@dataclass(frozen=True)
class Filters:
    """What the reader looks for; None and False ask for nothing."""

    weekday: int | None = None
    part: DayPart | None = None
    district_id: int | None = None
    language: str | None = None
    kind: str | None = None
    without_hurdle: bool = False

    def named(self) -> list[str]:
        """The filters in use, the least important first: the one to drop when nothing is left."""
        order = ("part", "weekday", "without_hurdle", "kind", "district_id", "language")
        return [name for name in order if getattr(self, name) is not None and getattr(self, name) is not False]

    def without(self, name: str) -> "Filters":
        """The same without one filter."""
        nothing: Any = False if name == "without_hurdle" else None
        return replace(self, **{name: nothing})


@dataclass(frozen=True)
class Listed:
    """One need as the list shows it: its words and the next shift that matches."""

    need: Need
    words: Words
    next: Shift | None
    more: int
    urgent: bool


def matching_shifts(filters: Filters, *, at: datetime) -> ShiftQuerySet:
    """Open shifts ahead at the time of day asked for; local time decides."""
    shifts = Shift.objects.ahead(at)
    if filters.weekday is not None:
        shifts = shifts.filter(starts_at__iso_week_day=filters.weekday + 1)
    if filters.part is not None:
        first, last = DAY_PARTS[filters.part]
        shifts = shifts.filter(starts_at__hour__gte=first, starts_at__hour__lt=last)
    return shifts


def open_needs(filters: Filters, *, at: datetime) -> QuerySet[Need]:
    """Public needs that match, by their next shift with a free place, else by their next one.

    Needs without fixed times come last and match every time.
    """
    shifts = matching_shifts(filters, at=at).filter(need=OuterRef("pk")).order_by("starts_at", "pk").values("starts_at")
    with_room = shifts.filter(waiting=0, places_taken__lt=F("places_max"))
    found = _narrowed(Need.objects.public(), filters)
    return (
        found.annotate(next_at=Coalesce(Subquery(with_room[:1]), Subquery(shifts[:1])))
        .filter(Q(next_at__isnull=False) | Q(kind__in=TIMELESS))
        .order_by(F("next_at").asc(nulls_last=True), "pk")
    )


def _narrowed(needs: NeedQuerySet, filters: Filters) -> NeedQuerySet:
    if filters.district_id is not None:
        needs = needs.filter(Q(district=filters.district_id) | Q(online=True))
    if filters.language is not None:
        needs = needs.filter(Exists(NeedLanguage.objects.filter(need=OuterRef("pk"), language=filters.language)))
    if filters.kind is not None:
        needs = needs.filter(kind=filters.kind)
    if filters.without_hurdle:
        languages = NeedLanguage.objects.filter(need=OuterRef("pk"), hard=True)
        skills = NeedSkill.objects.filter(need=OuterRef("pk"), hard=True)
        needs = needs.filter(~Exists(languages), ~Exists(skills), open_to_new=True, mode=Mode.INSTANT)
    return needs


def listed(needs: Sequence[Need], filters: Filters, *, at: datetime, language: str | None = None) -> list[Listed]:
    """These needs with words and next shift, in their order; four queries for all."""
    pks = [need.pk for need in needs]
    words = words_of(pks, language)
    by_need: dict[int, list[Shift]] = {pk: [] for pk in pks}
    for shift in matching_shifts(filters, at=at).filter(need__in=pks).order_by("starts_at", "pk"):
        by_need[shift.need_id].append(shift)
    rows = []
    for need in needs:
        if need.pk in words:
            shifts = by_need[need.pk]
            first = _first_with_room(shifts)
            rows.append(Listed(need, words[need.pk], first, max(0, len(shifts) - 1), is_urgent(first, at=at)))
    return rows


def is_urgent(shift: Shift | None, *, at: datetime) -> bool:
    """The shift is near and still lacks people."""
    return shift is not None and shift.places_taken < shift.places_min and shift.starts_at - at <= URGENT_WITHIN


def _first_with_room(shifts: Sequence[Shift]) -> Shift | None:
    with_room = (shift for shift in shifts if shift.places_left and not shift.waiting)
    return next(with_room, shifts[0] if shifts else None)


def nearest(filters: Filters, *, at: datetime) -> tuple[Filters, str] | None:
    """Where nothing matches: the same search without one filter that then finds something, and the name of it."""
    for name in filters.named():
        wider = filters.without(name)
        if open_needs(wider, at=at).exists():
            return wider, name
    return None


def next_change(*, at: datetime) -> datetime | None:
    """When time alone changes the list: the next public shift begins."""
    ahead = Shift.objects.filter(state=ShiftState.OPEN, starts_at__gt=at, need__in=Need.objects.public())
    return ahead.order_by("starts_at").values_list("starts_at", flat=True).first()


def similar_shifts(shift: Shift, *, at: datetime, elsewhere: bool = False, limit: int = 2) -> list[Shift]:
    """Public shifts with a free place: first those of the same need, then others of its district, then the nearest.

    `elsewhere`: what stands in the way is the need itself, so only others are named, and only those without hurdles.
    """
    need = shift.need
    free = Shift.objects.ahead(at).filter(need__in=Need.objects.public(), waiting=0, places_taken__lt=F("places_max"))
    order = Case(
        When(need=need, then=0), When(need__district=need.district_id, then=1), default=2, output_field=IntegerField()
    )
    if elsewhere:
        others = _narrowed(Need.objects.exclude(pk=need.pk).filter(min_age__isnull=True), Filters(without_hurdle=True))
        free = free.filter(need__in=others)
    found = free.exclude(pk=shift.pk).exclude(need__mode=Mode.ASKED).select_related("need__district")
    return list(found.annotate(nearness=order).order_by("nearness", "starts_at", "pk")[:limit])
