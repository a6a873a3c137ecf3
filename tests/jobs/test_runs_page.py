"""Whoever started long work sees how far it is, and can stop it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from cms.jobs import runs
from cms.jobs.models import BackgroundRun, RunState
from cms.jobs.runs import Outcome, Result
from cms.users.models import User
from cms.users.roles import EDITOR
from tests.make.people import make_staff
from tests.make.runs import make_run


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "_kinds", {})


@pytest.fixture
def editor(db: None, client: Client, settings: Any) -> User:
    settings.STAFF_SECOND_FACTOR = False
    person = make_staff(EDITOR)
    UserProfile.objects.create(user=person, preferred_language="en")
    client.force_login(person)
    return person


def words_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))


def test_page_shows_how_far_the_work_is(editor: User, client: Client) -> None:
    run = make_run(lambda _run, _item: Outcome(), range(1200), by=editor, at=timezone.now())
    BackgroundRun.objects.filter(pk=run.pk).update(items=list(range(200)), done=990, skipped=10)

    answer = client.get(reverse("background_run", args=[run.pk]))

    html = answer.content.decode()
    assert '<progress id="run-progress" class="house-progress" value="1000" max="1200">' in html
    assert "1,000 of 1,200" in words_of(answer)
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in html
    assert answer.headers["Cache-Control"].startswith("max-age=0")


def test_page_works_itself_when_no_worker_does(editor: User, client: Client) -> None:
    seen: list[Any] = []
    long_ago = timezone.now() - timedelta(minutes=1)
    run = make_run(lambda _run, item: seen.append(item) or Outcome(), by=editor, at=long_ago)  # type: ignore[func-returns-value]

    answer = client.get(reverse("background_run", args=[run.pk]))

    run.refresh_from_db()
    assert (seen, run.state) == ([1, 2, 3], RunState.DONE)
    assert "All done." in words_of(answer)
    assert "refresh" not in answer.content.decode()


def test_page_tells_what_did_not_work(editor: User, client: Client) -> None:
    outcome = Outcome(Result.FAILED, "Kursangebot: the server did not answer")
    run = runs.work(make_run(lambda _run, _item: outcome, (1,), by=editor))

    answer = client.get(reverse("background_run", args=[run.pk]))

    assert "Done in part. What did not work stands below." in words_of(answer)
    assert "<li>Kursangebot: the server did not answer</li>" in answer.content.decode()


def test_stop_button_ends_the_run(editor: User, client: Client) -> None:
    run = make_run(lambda _run, _item: Outcome(), by=editor, at=timezone.now())

    answer = client.post(reverse("background_run_stop", args=[run.pk]))
    client.post(reverse("background_run_stop", args=[run.pk]))

    run.refresh_from_db()
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("background_run", args=[run.pk]))
    assert (run.state, run.items) == (RunState.CANCELLED, [1, 2, 3])


def test_stopping_needs_a_button(editor: User, client: Client) -> None:
    run = make_run(lambda _run, _item: Outcome(), by=editor, at=timezone.now())

    answer = client.get(reverse("background_run_stop", args=[run.pk]))

    run.refresh_from_db()
    assert (answer.status_code, run.state) == (405, RunState.QUEUED)


def test_run_of_somebody_else_does_not_exist(editor: User, client: Client) -> None:
    run = make_run(lambda _run, _item: Outcome(), by=make_staff(EDITOR), at=timezone.now())

    answers = [
        client.get(reverse("background_run", args=[run.pk])),
        client.post(reverse("background_run_stop", args=[run.pk])),
    ]

    run.refresh_from_db()
    assert ([answer.status_code for answer in answers], run.state) == ([404, 404], RunState.QUEUED)


def test_list_shows_own_runs(editor: User, client: Client) -> None:
    mine = make_run(lambda _run, _item: Outcome(), by=editor)
    other = make_run(lambda _run, _item: Outcome(), by=make_staff(EDITOR))

    html = client.get(reverse("background_runs")).content.decode()

    assert reverse("background_run", args=[mine.pk]) in html
    assert reverse("background_run", args=[other.pk]) not in html
