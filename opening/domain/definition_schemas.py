"""What may stand in a definition file, kind by kind (`opening.md` 4.1, steps 2 and 3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from opening.domain.definition_shapes import (
    KEY,
    Claim,
    Either,
    Fields,
    Found,
    ListOf,
    MapOf,
    Maybe,
    Number,
    OneOf,
    Shape,
    Span,
    Text,
    Words,
)
from opening.enums import AssessmentState, ItemKind, Wave

DATE = Text(r"\d{4}-\d{2}-\d{2}")
KEYS = ListOf(KEY)
WHO: Final = ("one", "every", "majority", "one_per_community", "one_per_organisation")
WAVES: Final = tuple(Wave.values)
LEVELS: Final = ("0", "1", "2", "3", "4")

_HEAD: Mapping[str, Shape] = {
    "schema": Text(),
    "version": Number(1),
    "released": DATE,
    "licence": Text(),
    "languages": ListOf(Text(r"[a-z]{2,3}(-[a-z0-9]+)*"), at_least=1),
    "default_language": Text(),
}

# ---------------------------------------------------------------- process templates

ITEM_FIELDS: Final = (
    "goal", "owner", "due", "indicators", "measure_of_success", "baseline", "target", "actual", "evidence_expected",
)  # fmt: skip

GUARD_ARGUMENTS: Final[Mapping[str, Shape]] = {
    "party": Fields({"role": KEY, "min": Number(1)}),
    "document": Fields({"kind": KEY, "state": OneOf(("draft", "shared", "signed"))}, {"key": KEY}),
    "assessment": Fields({"wave": OneOf(WAVES), "state": OneOf(tuple(AssessmentState.values))}),
    "items": Fields(
        {"kind": OneOf(tuple(ItemKind.values)), "min": Number(1)}, {"have": ListOf(OneOf(ITEM_FIELDS), at_least=1)}
    ),
    "items_settled": Fields({"kind": OneOf(tuple(ItemKind.values))}),
    "session": Fields({"kind": KEY, "state": OneOf(("held", "minuted", "approved")), "min": Number(1)}),
    "checklist": Fields({}),
}


@dataclass(frozen=True)
class Exit:
    """One guard of a phase: `checklist`, or one guard with its arguments."""

    def look(self, value: Any, path: str, languages: Sequence[str]) -> Found:
        if value == "checklist":
            return
        if not isinstance(value, Mapping) or len(value) != 1:
            yield path, f"expected the word checklist or one guard with its arguments, found {value!r}"
            return
        [(guard, arguments)] = value.items()
        if guard not in GUARD_ARGUMENTS:
            yield path, f"expected one of the guards {', '.join(GUARD_ARGUMENTS)}, found {guard!r}"
        else:
            yield from GUARD_ARGUMENTS[guard].look(arguments, f"{path}.{guard}", languages)


@dataclass(frozen=True)
class SignOffShape:
    """Who signs a phase: roles, how they are joined, and who of a role (`<role>_rule`)."""

    def look(self, value: Any, path: str, languages: Sequence[str]) -> Found:
        named = {f"{role}_rule": OneOf(WHO) for role in value.get("roles", [])} if isinstance(value, Mapping) else {}
        shape = Fields({"roles": ListOf(KEY, at_least=1), "rule": OneOf(("all", "any")), "text": Words()}, named)
        yield from shape.look(value, path, languages)


_PHASE = Fields(
    {
        "key": KEY,
        "title": Words(),
        "purpose": Words(),
        "now": Words(),
        "weeks": Span(),
        "lead": KEY,
        "sessions": ListOf(Fields({"kind": KEY, "min": Number(1)})),
        "questions": ListOf(Words(), at_least=1),
        "deliverables": ListOf(
            Fields({"key": KEY, "kind": KEY, "required": Claim(), "title": Words()}, {"wave": OneOf(WAVES)}), at_least=1
        ),
        "checklist": ListOf(Fields({"key": KEY, "required": Claim(), "by": KEY, "text": Words()}), at_least=1),
        "exit": ListOf(Exit(), at_least=1),
        "sign_off": SignOffShape(),
        "pitfalls": ListOf(Words()),
    },
    {"optional": Claim()},
)

_TEMPLATE = Fields(
    {
        "key": KEY,
        "kind": KEY,
        "version": Number(1),
        "code_prefix": Text(r"[A-Z]{2,8}"),
        "title": Words(),
        "summary": Words(),
        "months": Span(),
        "funding_field": KEY,
        "organisation": OneOf(("required", "optional", "none")),
        "catalogue": Either(
            "none",
            Fields(
                {"key": KEY, "version": Number(1), "waves": ListOf(OneOf(WAVES), at_least=1)},
                {"interim_optional": Claim()},
            ),
        ),
        "phases": ListOf(_PHASE, at_least=1),
    },
    {
        "privacy": Fields(
            {},
            {
                "attendance": OneOf(("by_community",)),
                "names": OneOf(("consent_only",)),
                "minutes": OneOf(("no_attribution_by_default",)),
            },
        )
    },
)

TEMPLATES = Fields(
    {
        **_HEAD,
        "roles": MapOf(Fields({"side": OneOf(("agency", "partner", "external")), "title": Words()})),
        "deliverable_kinds": ListOf(KEY, at_least=1),
        "session_kinds": MapOf(Words()),
        "funding_fields": MapOf(Words()),
        "observation_kinds": MapOf(Words()),
        "guards": MapOf(Text()),
        "templates": ListOf(_TEMPLATE, at_least=1),
    }
)

# ---------------------------------------------------------------- catalogue

_INDICATOR = Fields(
    {
        "id": Text(r"[a-z]{3}\.[0-9]{2}"),
        "rev": Number(1),
        "title": Words(),
        "statement": Words(),
        "anchors": MapOf(Words(), keys=LEVELS),
        "evidence": Words(listed=True),
        "suggestions": ListOf(Words(extra=("until",)), at_least=1),
        "ask": ListOf(KEY, at_least=1),
        "weight": Number(1),
        "covers": ListOf(Text(r"[a-z]+:[a-z0-9]+")),
    },
    {"plain": Words(), "na_hint": Words(), "supersedes": Text(r"[a-z]{3}\.[0-9]{2}"), "retired": Claim()},
)

_FRAMEWORK = Fields(
    {"name": Text(), "verified": Claim(), "areas": MapOf(Text())},
    {"url": Text(), "unverified_areas": ListOf(Number())},
)

CATALOGUE = Fields(
    {
        **_HEAD,
        "key": KEY,
        "title": Words(),
        "intro": Words(),
        "terms": MapOf(Words()),
        "scale": Fields(
            {
                "min": Number(),
                "max": Number(),
                "not_applicable": Claim(),
                "cannot_judge": Claim(),
                "cumulative": Claim(),
                "levels": MapOf(Fields({"name": Words(), "text": Words()}), keys=LEVELS),
                "plain_levels": MapOf(Words(), keys=LEVELS),
                "cannot_judge_label": Words(),
                "not_applicable_label": Words(),
            }
        ),
        "scoring": Fields(
            {
                "indicator": OneOf(("consensus_level",)),
                "survey": Fields(
                    {
                        "statistic": OneOf(("median",)),
                        "spread": OneOf(("interquartile_range",)),
                        "min_responses": Number(5),
                        "min_group": Number(5),
                    }
                ),
                "dimension": Fields(
                    {
                        "method": OneOf(("weighted_mean",)),
                        "show_as": OneOf(("percent",)),
                        "min_coverage": Number(0, fraction=True),
                    }
                ),
                "overall": OneOf(("none",)),
                "compare": Fields({"set": OneOf(("common_indicators",)), "require_same": ListOf(KEY)}),
                "rounding": OneOf(("half_even",)),
            }
        ),
        "respondent_groups": MapOf(Words()),
        "profiles": MapOf(
            Fields({"title": Words(), "include": Either("all", Either("plain", ListOf(Text(), at_least=1)))})
        ),
        "frameworks": MapOf(_FRAMEWORK),
        "related": ListOf(Text()),
        "dimensions": ListOf(
            Fields(
                {
                    "id": Text(r"[a-z]{3}"),
                    "title": Words(),
                    "short": Words(),
                    "purpose": Words(),
                    "indicators": ListOf(_INDICATOR, at_least=1),
                }
            ),
            at_least=1,
        ),
    }
)

# ---------------------------------------------------------------- report

_COUNTER = Fields(
    {
        "unit": KEY,
        "calc": OneOf(("rows", "sum")),
        "row": KEY,
        "time": OneOf(("in_period", "at_end", "overlaps")),
        "date": KEY,
        "by": KEYS,
        "title": Words(),
        "counts": Words(),
    },
    {"unknown": KEY, "min_organisations": Number(1)},
)

_SECTION = Fields(
    {
        "key": Text(r"[A-Z]"),
        "title": Words(),
        "purpose": Words(),
        "narrative": ListOf(
            Fields({"key": KEY, "required": Claim(), "max": Number(1), "prefill": KEYS, "prompt": Words()})
        ),
        "counters": KEYS,
        "lists": KEYS,
    },
    {"per_field": Claim()},
)

REPORT = Fields(
    {
        **_HEAD,
        "key": Text(r"[a-z][a-z0-9-]*"),
        "valid_from": DATE,
        "valid_until": Maybe(DATE),
        "verified": Claim(),
        "title": Words(),
        "intro": Words(),
        "basis": Fields({"name": Text(), "verified": Claim()}),
        "period": Fields({"unit": OneOf(("year",)), "months": Number(1)}),
        "header": MapOf(Fields({"type": OneOf(("text", "decimal", "fields")), "required": Claim(), "title": Words()})),
        "fields": MapOf(Fields({"valid_from": DATE, "valid_until": Maybe(DATE), "title": Words()})),
        "breakdowns": MapOf(Words()),
        "counters": MapOf(_COUNTER),
        "sections": ListOf(_SECTION, at_least=1),
        "lists": MapOf(Fields({"row": KEY, "columns": ListOf(KEY, at_least=1), "title": Words()})),
        "prefill": MapOf(Words()),
    }
)

SCHEMAS: Final[Mapping[str, Shape]] = {
    "opening.catalogue/1": CATALOGUE,
    "opening.templates/1": TEMPLATES,
    "opening.report/1": REPORT,
}
