"""How a reason and a missing thing read, in the active language, as plain text."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.network.models import District, Organisation
from cms.ui.widgets import WEEKDAYS
from volunteering.domain.fit import Term
from volunteering.domain.recommendations import Missing
from volunteering.domain.vocabulary import interests, labels, skills
from volunteering.domain.wording import isolated, language_name
from volunteering.enums import DayPart, Level, Obstacle


class Names:
    """Names of districts and organisations, read once for a whole list."""

    @cached_property
    def districts(self) -> dict[int, str]:
        return dict(District.objects.values_list("pk", "name"))

    @cached_property
    def organisations(self) -> dict[int, str]:
        return dict(Organisation.objects.filter(needs__isnull=False).values_list("pk", "name"))


def reason_sentences(terms: Iterable[Term], names: Names) -> list[str]:
    """The sentences of these terms, in their order."""
    return [str(term.reason.sentence) % _in_words(term.values, names) for term in terms]


def _in_words(values: Iterable[tuple[str, Any]], names: Names) -> dict[str, str]:
    words: dict[str, str] = {}
    for name, value in values:
        match name:
            case "spoken":
                words["languages"] = ", ".join(_spoken(code, level) for code, level in value)
            case "languages":
                words["languages"] = ", ".join(language_name(code) for code in value)
            case "skills":
                words["skills"] = ", ".join(labels(skills(), value))
            case "interest":
                words["interest"] = interests()[value].label() if value in interests() else value
            case "cell":
                words |= cell_in_words(value)
            case "district":
                words["district"] = isolated(names.districts.get(value, ""))
            case "organisation":
                words["organisation"] = isolated(names.organisations.get(value, ""))
    return words


def _spoken(code: str, level: Level) -> str:
    name = isolated(language_name(code))
    return name if level is Level.NATIVE else _("%(language)s (%(level)s)") % {"language": name, "level": level.short}


def cell_in_words(cell: tuple[int, DayPart]) -> dict[str, str]:
    """Weekday and part of the day of a field of the grid."""
    weekday, part = cell
    return {"weekday": str(WEEKDAYS[weekday]), "part": str(DayPart(part).label)}


def missing_sentence(missing: Missing) -> str:
    """What the person could add, and how many shifts more would then be open."""
    values = dict(missing.found.values)
    count = missing.shifts
    match missing.found.obstacle:
        case Obstacle.LANGUAGE_MISSING | Obstacle.LEVEL_TOO_LOW:
            language = isolated(language_name(values["language"]))
            text = ngettext(
                "With %(thing)s one more shift would be open to you.",
                "With %(thing)s %(count)d more shifts would be open to you.",
                count,
            )
            return text % {"thing": language, "count": count}
        case Obstacle.SKILL_MISSING:
            skill = skills()[values["skill"]].label() if values["skill"] in skills() else values["skill"]
            text = ngettext(
                "With the skill “%(thing)s” one more shift would be open to you.",
                "With the skill “%(thing)s” %(count)d more shifts would be open to you.",
                count,
            )
            return text % {"thing": skill, "count": count}
        case Obstacle.OUTSIDE_GRID:
            text = ngettext(
                "If this time suited you, one more shift would fit: %(weekday)s, %(part)s.",
                "If this time suited you, %(count)d more shifts would fit: %(weekday)s, %(part)s.",
                count,
            )
            return text % {**cell_in_words(values["cell"]), "count": count}
        case Obstacle.AGE_UNKNOWN:
            text = ngettext(
                "With your year of birth one more shift would be open to you.",
                "With your year of birth %(count)d more shifts would be open to you.",
                count,
            )
        case Obstacle.NOT_ACTIVE:
            text = ngettext(
                "After a first talk with us one more shift would be open to you.",
                "After a first talk with us %(count)d more shifts would be open to you.",
                count,
            )
        case _:
            text = ngettext(
                "With a higher limit of your own one more shift would be open to you.",
                "With higher limits of your own %(count)d more shifts would be open to you.",
                count,
            )
    return text % {"count": count}
