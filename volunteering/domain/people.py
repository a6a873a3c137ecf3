"""Who is a volunteer, and how their state and short profile change."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from cms.network.models import District
from cms.users.models import User
from volunteering.domain.vocabulary import interests, skills
from volunteering.enums import VOLUNTEER_CHANGES, DayPart, Level, VolunteerState
from volunteering.models import AvailabilityCell, Volunteer, VolunteerLanguage, VolunteerSkill


class StateRefused(Exception):
    """The map of states does not allow this change."""


@dataclass(frozen=True)
class Profile:
    """What a person tells us about themselves; None means: not said, leave it as it is."""

    languages: Mapping[str, Level] | None = None
    cells: Collection[tuple[int, DayPart]] | None = None
    home_district_id: int | None = None
    district_ids: Collection[int] | None = None
    skills: Collection[str] | None = None
    interests: Collection[str] | None = None
    birth_year: int | None = None
    limits: tuple[int, int] | None = None  # a week, a day
    paused_until: date | None = None
    named: frozenset[str] = field(default_factory=frozenset)  # single values that were said, also when empty

    def as_json(self) -> dict[str, Any]:
        """Plain values, to be kept until the address is proved."""
        return {
            "languages": {code: level.value for code, level in (self.languages or {}).items()},
            "cells": [[weekday, part.value] for weekday, part in self.cells or ()],
            "districts": list(self.district_ids or ()),
            "skills": list(self.skills or ()),
            "interests": list(self.interests or ()),
            "birth_year": self.birth_year,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Profile":
        """The way back; what was left empty stays unsaid."""
        return cls(
            languages={code: Level(level) for code, level in data.get("languages", {}).items()} or None,
            cells=[(weekday, DayPart(part)) for weekday, part in data.get("cells", ())] or None,
            district_ids=data.get("districts") or None,
            skills=data.get("skills") or None,
            interests=data.get("interests") or None,
            birth_year=data.get("birth_year"),
        )


def volunteer_of(user: Any) -> Volunteer | None:
    """The volunteer who is this user, if they are one."""
    if not user.is_authenticated:
        return None
    return Volunteer.objects.select_related("user", "home_district").filter(user=user).first()


def become_volunteer(user: User, *, name: str, language: str, at: datetime) -> tuple[Volunteer, bool]:
    """The volunteer of this account and whether they are new; new people begin as interested."""
    volunteer, is_new = Volunteer.objects.get_or_create(
        user=user,
        defaults={"name": name or user.get_full_name(), "language": language, "joined_at": at, "state_since": at},
    )
    return volunteer, is_new


def change_state(volunteer: Volunteer, to: VolunteerState, *, at: datetime, by: User | None = None) -> None:
    """Move a person along; raises StateRefused where the map does not allow it."""
    before = VolunteerState(volunteer.state)
    if to not in VOLUNTEER_CHANGES[before]:
        raise StateRefused(f"{before} to {to}: expected one of {sorted(VOLUNTEER_CHANGES[before])}.")
    changed = Volunteer.objects.filter(pk=volunteer.pk, state=before).update(
        state=to, state_since=at, coordinator=by or volunteer.coordinator
    )
    if not changed:
        raise StateRefused(f"{before} to {to}: somebody else changed the state meanwhile.")
    volunteer.refresh_from_db()


def save_profile(volunteer: Volunteer, profile: Profile) -> None:
    """Write what was said, in one transaction; confirmations of languages and skills stay with what is unchanged."""
    with transaction.atomic():
        _save_values(volunteer, profile)
        if profile.languages is not None:
            _save_languages(volunteer, profile.languages)
        if profile.skills is not None:
            _save_skills(volunteer, profile.skills)
        if profile.cells is not None:
            AvailabilityCell.objects.filter(volunteer=volunteer).delete()
            AvailabilityCell.objects.bulk_create(
                AvailabilityCell(volunteer=volunteer, weekday=weekday, part=part)
                for weekday, part in sorted(set(profile.cells))
            )
        if profile.district_ids is not None:
            volunteer.districts.set(District.objects.filter(pk__in=profile.district_ids))


def _save_values(volunteer: Volunteer, profile: Profile) -> None:
    values: dict[str, Any] = {
        name: getattr(profile, name)
        for name in ("home_district_id", "birth_year", "paused_until")
        if getattr(profile, name) is not None or name in profile.named
    }
    if profile.interests is not None:
        values["interests"] = [key for key in interests() if key in profile.interests]
    if profile.limits is not None:
        values["max_per_week"], values["max_per_day"] = profile.limits
    if values:
        Volunteer.objects.filter(pk=volunteer.pk).update(**values)
        volunteer.refresh_from_db()


def _save_languages(volunteer: Volunteer, languages: Mapping[str, Level]) -> None:
    kept = {row.language: row for row in volunteer.languages.all()}
    volunteer.languages.exclude(language__in=languages).delete()
    for code, level in languages.items():
        row = kept.get(code)
        if row is None:
            VolunteerLanguage.objects.create(volunteer=volunteer, language=code, level=level)
        elif row.level != level:
            row.level, row.confirmed_by = level, None
            row.save(update_fields=["level", "confirmed_by"])


def _save_skills(volunteer: Volunteer, keys: Collection[str]) -> None:
    wanted = [key for key in skills() if key in keys]
    volunteer.skills.exclude(skill__in=wanted).delete()
    there = set(volunteer.skills.values_list("skill", flat=True))
    VolunteerSkill.objects.bulk_create(
        VolunteerSkill(volunteer=volunteer, skill=key) for key in wanted if key not in there
    )
