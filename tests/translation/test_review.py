"""From the desk to readers: who may send, check and publish what, and what exactly goes live."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState
from wagtail_localize.models import StringTranslation, Translation

from cms.mail.models import OutboxMessage
from cms.translation.assigning import assign, open_assignments
from cms.translation.composing import compose, ensure_row, managed
from cms.translation.enums import Reason
from cms.translation.enums import TranslationState as State
from cms.translation.gate import PublishRefused
from cms.translation.models import LocaleProfile, Release, Review, TranslatorRole
from cms.translation.review import (
    ReviewRefused,
    approve,
    in_review,
    last_reason,
    obstacle_to_review,
    obstacles_to_submit,
    open_review,
    send_back,
    submit,
    take_back,
)
from cms.translation.sources import sentences
from cms.translation.state_table import state_table
from cms.translation.translating import _fill
from cms.users.roles import EDITOR, PUBLISHER
from tests.make.people import make_staff, make_user
from tests.make.translation import in_words_of, locale, make_organisation_text, make_page, publish, translated

NOW = timezone.now()
TODAY = NOW.date()
MAKERS = [make_page, make_organisation_text]


def person(*, review: bool = False, code: str = "ar") -> Any:
    user = make_user()
    TranslatorRole.objects.create(
        user=user, locale=locale(code), may_translate=True, may_review=review, valid_from=TODAY - timedelta(days=9)
    )
    return user


def fill(source: Any, by: Any, code: str = "ar", words: dict[str, str] | None = None) -> None:
    row = ensure_row(source, locale(code), by=by)
    _fill(managed(row).source, locale(code), words or in_words_of(source, code), by=by)


def columns(row: Any) -> dict[str, Any]:
    drafts = ("latest_revision_id", "latest_revision_created_at", "has_unpublished_changes", "draft_title")
    values = type(row).objects.filter(pk=row.pk).values().get()
    return {name: value for name, value in values.items() if name not in drafts}


def reasons(found: list[Any]) -> list[Reason]:
    return [obstacle.reason for obstacle in found]


@pytest.mark.parametrize("make", MAKERS)
def test_translation_goes_from_the_desk_to_readers(db: None, make: Any) -> None:
    source, translator, reviewer = make(), person(), person(review=True)
    fill(source, translator)

    submit(source, "ar", by=translator, at=NOW)
    waiting = in_review([source.translation_key])
    live_before = source.get_translation(locale("ar")).live
    release = approve(source, "ar", by=reviewer, at=NOW)

    row = source.get_translation(locale("ar"))
    assert waiting == {(source.translation_key, "ar")}
    assert (live_before, row.live, row.live_revision_id) == (False, True, release.revision_id)
    assert state_table([source], ("ar",))[source.translation_key, "ar"].state == State.CHECKED
    assert (release.composed_by, release.reviewer) == (translator, reviewer)
    assert open_review(source, "ar") is None
    assert OutboxMessage.objects.filter(kind="translation.approved", to=translator.email).count() == 1


def test_everything_that_is_missing_is_listed_and_nothing_is_sent(db: None) -> None:
    source, translator = make_page(), person()
    fill(source, translator)
    title, lead = sentences(source)
    StringTranslation.objects.filter(translation_of__data=title).delete()
    StringTranslation.objects.filter(translation_of__data=lead).update(translation_type="machine")

    found = obstacles_to_submit(source, "ar", translator, on=TODAY)

    assert [(obstacle.reason, obstacle.count) for obstacle in found] == [(Reason.GAPS, 1), (Reason.MACHINE_OPEN, 1)]
    with pytest.raises(ReviewRefused) as refusal:
        submit(source, "ar", by=translator, at=NOW)
    assert refusal.value.obstacles == found
    assert (Release.objects.count(), WorkflowState.objects.count()) == (0, 0)


def test_who_may_send_what(db: None) -> None:
    source, hidden, own = make_page(), make_page(), make_page()
    translator = person()
    for page in (source, hidden, own):
        fill(page, translator)
    hidden.unpublish()
    Translation.objects.filter(source__object_id=own.translation_key).update(enabled=False)
    submit(source, "ar", by=translator, at=NOW)

    assert reasons(obstacles_to_submit(source, "ar", translator, on=TODAY)) == [Reason.IN_REVIEW]
    assert reasons(obstacles_to_submit(hidden, "ar", translator, on=TODAY)) == [Reason.SOURCE_HIDDEN]
    assert reasons(obstacles_to_submit(own, "ar", translator, on=TODAY)) == [Reason.OWN_TEXT]
    assert reasons(obstacles_to_submit(source, "tr", translator, on=TODAY)) == [Reason.NO_RIGHT]


@pytest.mark.acceptance("T13")
@pytest.mark.parametrize(
    ("who", "same", "review", "expected"),
    [
        ("reviewer", False, Review.SECOND_PERSON, None),
        ("reviewer", True, Review.SECOND_PERSON, Reason.SAME_PERSON),
        ("reviewer", True, Review.SELF, None),
        ("translator", False, Review.SECOND_PERSON, Reason.NO_RIGHT),
        ("translator", True, Review.SELF, Reason.NO_RIGHT),
        ("editor", False, Review.SECOND_PERSON, Reason.NO_RIGHT),
        ("lead", False, Review.SECOND_PERSON, None),
        ("lead", True, Review.SECOND_PERSON, Reason.SAME_PERSON),
        ("lead", True, Review.SELF, None),
        ("stranger", False, Review.SELF, Reason.NO_RIGHT),
        ("reviewer of Turkish", False, Review.SELF, Reason.NO_RIGHT),
    ],
)
def test_own_work_is_checked_by_a_second_person(
    db: None, who: str, same: bool, review: Review, expected: Reason | None
) -> None:
    makers = {
        "reviewer": lambda: person(review=True),
        "translator": person,
        "editor": lambda: make_staff(EDITOR),
        "lead": lambda: make_staff(PUBLISHER),
        "stranger": make_user,
        "reviewer of Turkish": lambda: person(review=True, code="tr"),
    }
    LocaleProfile.objects.filter(locale=locale("ar")).update(review=review)
    source, user = make_page(), makers[who]()
    translator = user if same else person()
    fill(source, translator)
    submit(source, "ar", by=translator, at=NOW)

    found = obstacle_to_review(source, "ar", user, on=TODAY)

    assert (found.reason if found else None) == expected
    if expected:
        with pytest.raises(PublishRefused):
            approve(source, "ar", by=user, at=NOW)
        assert not source.get_translation(locale("ar")).live
    else:
        approve(source, "ar", by=user, at=NOW)
        assert source.get_translation(locale("ar")).live


@pytest.mark.acceptance("T14")
@pytest.mark.parametrize("make", MAKERS)
def test_what_was_reviewed_is_what_is_live(db: None, make: Any) -> None:
    source, translator, reviewer = make(), person(), person(review=True)
    fill(source, translator)
    reviewed = submit(source, "ar", by=translator, at=NOW)
    first = sentences(source)[0]
    StringTranslation.objects.filter(translation_of__data=first, locale=locale("ar")).update(data="später geändert")
    newer = compose(source, locale("ar"), by=translator)

    approve(source, "ar", by=reviewer, at=NOW)

    row = source.get_translation(locale("ar"))
    assert row.live_revision_id == reviewed.revision_id
    assert row.latest_revision_id == newer.revision_id
    assert "später geändert" not in str(columns(row))
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_APPROVED
    assert TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).count() == 0


@pytest.mark.acceptance("T9")
def test_german_changed_during_review_is_noticed_at_approval(db: None) -> None:
    source, translator, reviewer = make_page(lead="Alt."), person(), person(review=True)
    fill(source, translator)
    submit(source, "ar", by=translator, at=NOW)
    source.lead = "Neu."
    publish(source)

    found = obstacle_to_review(source, "ar", reviewer, on=TODAY)

    assert found
    assert found.reason == Reason.CHANGED_SINCE
    with pytest.raises(ReviewRefused):
        approve(source, "ar", by=reviewer, at=NOW)
    assert not source.get_translation(locale("ar")).live
    assert open_review(source, "ar") is not None


def test_sent_back_and_sent_again(db: None) -> None:
    source, translator, reviewer = make_page(), person(), person(review=True)
    fill(source, translator)
    submit(source, "ar", by=translator, at=NOW)

    with pytest.raises(ReviewRefused):
        send_back(source, "ar", by=reviewer, reason=" ", at=NOW)
    send_back(source, "ar", by=reviewer, reason="Bitte die Uhrzeit nennen.", at=NOW)
    reason, waiting = last_reason(source, "ar"), open_review(source, "ar")
    submit(source, "ar", by=translator, at=NOW)
    approve(source, "ar", by=reviewer, at=NOW)

    assert (reason, waiting) == ("Bitte die Uhrzeit nennen.", None)
    assert last_reason(source, "ar") == ""
    assert source.get_translation(locale("ar")).live
    letter = OutboxMessage.objects.get(kind="translation.sent_back")
    assert letter.to == translator.email
    assert "Bitte die Uhrzeit nennen." in letter.text


@pytest.mark.acceptance("T2")
@pytest.mark.parametrize("make", MAKERS)
def test_no_step_before_approval_touches_a_live_row(db: None, make: Any) -> None:
    source, translator, reviewer = make(), person(), person(review=True)
    row = translated(source, "ar")
    before = columns(row)
    changed = {sentence: f"anders: {sentence}" for sentence in sentences(source)}

    fill(source, translator, words=changed)
    after = [columns(row)]
    for step in (
        lambda: compose(source, locale("ar"), by=translator),
        lambda: submit(source, "ar", by=translator, at=NOW),
        lambda: take_back(source, "ar", by=translator, at=NOW),
        lambda: submit(source, "ar", by=translator, at=NOW),
        lambda: send_back(source, "ar", by=reviewer, reason="Noch einmal.", at=NOW),
    ):
        step()
        after.append(columns(row))

    assert after == [before] * 6


def test_two_reviewers_the_second_sees_that_it_is_done(db: None) -> None:
    source, translator = make_page(), person()
    first, second = person(review=True), person(review=True)
    fill(source, translator)
    submit(source, "ar", by=translator, at=NOW)
    approve(source, "ar", by=first, at=NOW)

    found = obstacle_to_review(source, "ar", second, on=TODAY)

    assert found
    assert found.reason == Reason.NOT_IN_REVIEW


def test_approval_ends_the_assignment(db: None) -> None:
    source, translator, reviewer = make_page(), person(), person(review=True)
    assign(source, "ar", to=translator, due_on=TODAY, by=make_staff(EDITOR), at=NOW)
    fill(source, translator)
    submit(source, "ar", by=translator, at=NOW)
    before = open_assignments([source.translation_key])

    approve(source, "ar", by=reviewer, at=NOW)

    assert [assignment.assignee for assignment in before.values()] == [translator]
    assert open_assignments([source.translation_key]) == {}


@pytest.mark.acceptance("T3")
def test_workflow_of_wagtail_meets_the_same_gate(db: None) -> None:
    source, translator, reviewer = make_page(lead="Alt."), person(), person(review=True)
    fill(source, translator)
    submit(source, "ar", by=translator, at=NOW)
    review = open_review(source, "ar")
    source.lead = "Neu."
    publish(source)

    with pytest.raises(PermissionDenied):
        review.task_state.approve(user=reviewer)
    way_on = review.task_state.task.specific.on_action(review.task_state, reviewer, "approve")

    assert way_on == f"/de/uebersetzen/ar/{source.translation_key}/pruefen/"
    assert not source.get_translation(locale("ar")).live
    assert open_review(source, "ar") is not None


def test_reviewer_finds_what_waits_in_the_workflow(db: None) -> None:
    source, translator, reviewer = make_page(), person(), person(review=True)
    fill(source, translator)
    submit(source, "ar", by=translator, at=NOW)
    task = open_review(source, "ar").task_state.task.specific
    row = source.get_translation(locale("ar"))

    seen = {user.pk: task.get_task_states_user_can_moderate(user).count() for user in (translator, reviewer)}

    assert seen == {translator.pk: 0, reviewer.pk: 1}
    assert task.get_actions(row.specific, translator) == []
    assert [action for action, _label, _form in task.get_actions(row.specific, reviewer)] == ["reject", "approve"]
