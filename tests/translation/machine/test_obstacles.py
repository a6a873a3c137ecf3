"""Why a machine may not translate: one rule for button, refusal and message, for staff and for translators."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.translation import translatable
from cms.translation.composing import ensure_row
from cms.translation.machine.obstacles import MachineObstacle, MachineReason, obstacle_to_run, obstacle_to_suggest
from cms.translation.machine.running import run_machine
from cms.translation.models import LocaleProfile, TranslatorRole
from cms.translation.review import submit
from cms.users.roles import ADVISOR, EDITOR, PUBLISHER
from home.models import TextPage
from tests.make.machine import choose_provider, make_setting
from tests.make.pages import make_profile
from tests.make.people import make_staff, make_user
from tests.make.translation import locale, make_organisation_text, make_page, translated

AT = timezone.make_aware(datetime(2026, 11, 24, 10))


@pytest.fixture
def machine(settings: Any) -> Any:
    settings.MACHINE_TRANSLATION = make_setting()
    choose_provider()
    return settings


@pytest.fixture
def page(machine: Any) -> Any:
    """A live page that was started in Turkish."""
    page = make_page()
    ensure_row(page, locale("tr"))
    return page


def asked(source: Any, code: str = "tr", by: Any = None) -> list[MachineReason | None]:
    """The obstacles to a run and to a suggestion."""
    found = [rule(source, code, by, at=AT) for rule in (obstacle_to_run, obstacle_to_suggest)]
    return [obstacle.reason if obstacle else None for obstacle in found]


def make_role(code: str = "tr", **fields: Any) -> Any:
    user = make_user()
    fields.setdefault("valid_from", AT.date() - timedelta(days=1))
    TranslatorRole.objects.create(user=user, locale=locale(code), **fields)
    return user


def test_nothing_stands_in_the_way(page: Any) -> None:
    assert asked(page) == [None, None]


def test_machine_is_off(page: Any, settings: Any) -> None:
    settings.MACHINE_TRANSLATION = {}

    assert asked(page) == [MachineReason.OFF] * 2


@pytest.mark.parametrize(
    ("who", "run", "suggest"),
    [
        ("lead", True, True),
        ("editor", True, True),
        ("translator", False, True),
        ("reviewer", False, True),
        ("translator of another language", False, False),
        ("former translator", False, False),
        ("advisor", False, False),
        ("reader", False, False),
    ],
)
def test_who_may_ask_a_machine(page: Any, who: str, run: bool, suggest: bool) -> None:
    make = {
        "lead": lambda: make_staff(PUBLISHER),
        "editor": lambda: make_staff(EDITOR),
        "translator": make_role,
        "reviewer": lambda: make_role(may_translate=False, may_review=True),
        "translator of another language": lambda: make_role("ar"),
        "former translator": lambda: make_role(valid_until=AT.date() - timedelta(days=1)),
        "advisor": lambda: make_staff(ADVISOR),
        "reader": make_user,
    }

    assert asked(page, by=make[who]()) == [None if allowed else MachineReason.NO_RIGHT for allowed in (run, suggest)]


def test_language_is_off(page: Any) -> None:
    choose_provider("off", "tr")

    assert asked(page) == [MachineReason.LANGUAGE_OFF] * 2


def test_provider_does_not_know_the_language(page: Any, settings: Any) -> None:
    settings.MACHINE_TRANSLATION = make_setting(backends={"pseudo": {"class": f"{__name__}.KnowsNothing"}})

    assert asked(page) == [MachineReason.NOT_SPOKEN] * 2


def test_no_machine_writes_leichte_sprache(page: Any) -> None:
    ensure_row(page, locale("de-simple"))
    choose_provider("pseudo", "de-simple")

    assert asked(page, "de-simple") == [MachineReason.NOT_SPOKEN] * 2


def test_words_about_people_are_kept(machine: Any) -> None:
    profile = make_profile()
    ensure_row(profile, locale("tr"))

    assert asked(profile) == [MachineReason.KEPT] * 2


def test_kind_of_page_may_be_kept(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TextPage, "may_go_to_machines", False)

    assert asked(page) == [MachineReason.KEPT] * 2


def test_what_nobody_registered_is_kept(page: Any) -> None:
    assert [translatable.kept_from_machines(row) for row in (make_user(), None, page, make_organisation_text())] == [
        True,
        True,
        False,
        False,
    ]


def test_draft_is_not_public(page: Any) -> None:
    page.unpublish()

    assert asked(page) == [MachineReason.NOT_PUBLIC] * 2


def test_page_behind_a_password_is_not_public(page: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")

    assert asked(type(page).objects.get(pk=page.pk)) == [MachineReason.NOT_PUBLIC] * 2


def test_run_needs_a_started_translation(page: Any) -> None:
    assert asked(page, "ar") == [MachineReason.NOT_STARTED, None]


def test_run_leaves_alone_what_is_being_reviewed(machine: Any) -> None:
    text = make_organisation_text()
    translated(text, "tr")
    submit(text, "tr", by=make_staff(PUBLISHER), at=AT)

    assert asked(text) == [MachineReason.IN_REVIEW, None]


def test_one_run_at_a_time(page: Any) -> None:
    run_machine(page, "tr", by=None, at=AT)

    assert asked(page) == [MachineReason.RUNNING, None]


def test_month_is_used_up(page: Any) -> None:
    LocaleProfile.objects.filter(locale=locale("tr")).update(monthly_words=0)

    assert [rule(page, "tr", None, at=AT) for rule in (obstacle_to_run, obstacle_to_suggest)] == [
        MachineObstacle(MachineReason.OVER_BUDGET, "tr")
    ] * 2


def test_every_reason_is_a_sentence(in_english: None) -> None:
    sentences = [str(MachineObstacle(reason, "tr")) for reason in MachineReason]

    assert len(set(sentences)) == len(MachineReason)
    assert all(sentence.endswith((".", "0")) for sentence in sentences)


class KnowsNothing:
    """A provider that answers, but speaks no language of ours."""

    label = "Silent"
    host = ""
    price = 0

    def __init__(self, _options: Any, *, timeout: float) -> None:
        self.timeout = timeout

    def languages(self) -> set[tuple[str, str]]:
        return {("de", "eo")}
