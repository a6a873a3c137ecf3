"""Public forms: who is stopped by the trap and the signed moment, and that sending again always helps."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from cms.ui import stamp
from tests.ui.sample_forms import Guarded

pytestmark = pytest.mark.usefixtures("in_english")

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def sent(**values: str) -> QueryDict:
    """A form as the browser sends it."""
    data = QueryDict(mutable=True)
    data.update({"name": "Yusuf", **values})
    return data


def form_sent_after(seconds: int, monkeypatch: pytest.MonkeyPatch, **values: str) -> Guarded:
    """The form, opened at noon and sent so many seconds later."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON + timedelta(seconds=seconds))
    return Guarded(sent(**{"stamp": stamp.new_stamp(NOON), **values}), request=RequestFactory().post("/"))


@pytest.mark.parametrize(
    ("seconds", "problem"),
    [
        (0, "That was very quick."),
        (2, "That was very quick."),
        (3, ""),
        (600, ""),
        (12 * 3600, ""),
        (12 * 3600 + 1, "The form was open for a very long time."),
        (-5, "That was very quick."),
    ],
)
def test_the_moment_decides(seconds: int, problem: str, settings: object) -> None:
    settings.PUBLIC_FORM_MIN_SECONDS = 3  # type: ignore[attr-defined]

    found = stamp.problem(stamp.new_stamp(NOON), NOON + timedelta(seconds=seconds))

    assert found.startswith(problem) if problem else found == ""


@pytest.mark.parametrize("value", ["", "x", "1764000000", "1764000000:forged", "é:é", "9" * 400])
def test_a_moment_that_we_did_not_sign_is_refused(value: str) -> None:
    assert stamp.problem(value, NOON).startswith("The form arrived incomplete.")


def test_a_filled_trap_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    form = form_sent_after(60, monkeypatch, website="https://spam.example")

    assert form.errors == {"website": ["Please leave this field empty and send the form again."]}


def test_a_form_in_good_time_is_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    form = form_sent_after(60, monkeypatch)

    assert form.is_valid()
    assert form.cleaned_data["name"] == "Yusuf"


def test_a_form_that_is_too_old_keeps_the_text_and_can_be_sent_again(
    monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    settings.PUBLIC_FORM_MIN_SECONDS = 3  # type: ignore[attr-defined]
    late = form_sent_after(13 * 3600, monkeypatch)
    assert [error.code for error in late.errors.as_data()["__all__"]] == ["stamp"]

    again = Guarded(
        sent(stamp=str(late["stamp"].value()), name=str(late["name"].value())), request=RequestFactory().post("/")
    )

    assert again.is_valid()
    assert again.cleaned_data["name"] == "Yusuf"


def test_a_form_that_was_too_quick_keeps_its_moment(monkeypatch: pytest.MonkeyPatch, settings: object) -> None:
    settings.PUBLIC_FORM_MIN_SECONDS = 3  # type: ignore[attr-defined]
    quick = form_sent_after(1, monkeypatch)

    assert not quick.is_valid()
    assert quick["stamp"].value() == stamp.new_stamp(NOON)


def test_an_unsent_form_carries_a_fresh_moment() -> None:
    form = Guarded(request=RequestFactory().get("/"))

    assert stamp.age(str(form["stamp"].value()), form.opened_at) == timedelta(0)
