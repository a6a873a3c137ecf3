"""Nothing half goes live through any door: ways of Wagtail and wagtail-localize, page and snippet."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.admin.utils import quote
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page, TaskState
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation, TranslationSource

from cms.translation.composing import compose
from cms.translation.enums import Obstacle, Reason
from cms.translation.gate import PublishRefused
from cms.translation.models import Release
from cms.translation.review import ReviewRefused, approve, open_review, submit
from cms.translation.sources import latest_version
from tests.make.people import make_user
from tests.make.translation import locale, make_organisation_text, make_page, publish, translated
from tests.make.translators import make_translator
from tests.translation.test_composing import columns
from tests.translation.test_review import fill

pytestmark = [pytest.mark.acceptance("T3"), pytest.mark.usefixtures("in_english")]
GAP = Obstacle(Reason.GAPS, 1)
NOW = timezone.now()


@dataclass
class Plot:
    """A live Arabic text whose newest revision lacks one sentence, and somebody with every right, signed in."""

    source: Any
    row: Any
    release: Release
    lead: Any
    client: Client

    @property
    def edit(self) -> str:
        return self.url("edit", self.row)

    def url(self, name: str, row: Any, *more: Any) -> str:
        if isinstance(row, Page):
            return reverse(f"wagtailadmin_pages:{name}", args=[row.pk, *more])
        return reverse(row.snippet_viewset.get_url_name(name), args=[quote(row.pk), *more])

    def in_review(self) -> TaskState:
        """Completed and sent."""
        fill(self.source, make_user())
        submit(self.source, "ar", by=make_translator(), at=NOW)
        review = open_review(self.source, "ar")
        assert review is not None
        return review.task_state


@pytest.fixture(params=[make_page, make_organisation_text], ids=["page", "snippet"])
def plot(db: None, client: Client, settings: Any, request: Any) -> Plot:
    settings.STAFF_SECOND_FACTOR = False
    source = request.param()
    row = translated(source, "ar")
    first = StringTranslation.objects.filter(context__object_id=source.translation_key).order_by("pk")[0]
    first.delete()
    lead = make_user(is_staff=True, is_superuser=True)
    UserProfile.objects.create(user=lead, preferred_language="en")
    client.force_login(lead)
    return Plot(source, row, compose(source, locale("ar"), by=make_user()), lead, client)


def english(obstacle: Obstacle) -> str:
    """What staff read whose admin is English; a request leaves another language behind."""
    with override("en"):
        return str(obstacle)


def told(answer: Any) -> list[str]:
    return [str(note) for note in get_messages(answer.wsgi_request)]


# ---------------------------------------------------------------- the ways, each with what it answers
def by_revision(plot: Plot) -> list[str]:
    with pytest.raises(PublishRefused) as refusal:
        plot.release.revision.publish(user=plot.lead)  # type: ignore[union-attr]  # composed just now
    return [str(refusal.value)]


def by_skipping_rights(plot: Plot) -> list[str]:
    with pytest.raises(PublishRefused) as refusal:
        plot.release.revision.publish(skip_permission_checks=True)  # type: ignore[union-attr]
    return [str(refusal.value)]


def by_sending_it(plot: Plot) -> list[str]:
    with pytest.raises(ReviewRefused) as refusal:
        submit(plot.source, "ar", by=make_translator(), at=NOW)
    return [str(refusal.value)]


def by_the_list_of_sentences(plot: Plot) -> list[str]:
    return told(plot.client.post(plot.edit, {"action": "publish"}))


def by_the_classic_list(plot: Plot) -> list[str]:
    return told(plot.client.post(f"{plot.edit}?classic=1", {"action": "publish"}))


def by_the_editor_of_wagtail(plot: Plot) -> list[str]:
    return told(plot.client.post(plot.edit, {"action": "publish", "action-publish": "1", "title": "نص"}))


def by_the_schedule(plot: Plot) -> list[str]:
    revision, said = plot.release.revision, StringIO()
    assert revision is not None
    revision.approved_go_live_at = NOW - timedelta(minutes=1)
    revision.save()
    call_command("publish_scheduled", stderr=said)
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None
    return [said.getvalue()]


WAYS: dict[str, Callable[[Plot], list[str]]] = {
    "revision.publish()": by_revision,
    "revision.publish() without asking for rights": by_skipping_rights,
    "the desk": by_sending_it,
    "the list of sentences": by_the_list_of_sentences,
    "the list of sentences, asked for": by_the_classic_list,
    "Wagtail's editor": by_the_editor_of_wagtail,
    "the schedule": by_the_schedule,
}


@pytest.mark.parametrize("way", WAYS)
def test_text_with_a_gap_is_not_published(plot: Plot, way: str) -> None:
    before = columns(plot.row)

    answers = WAYS[way](plot)

    assert [english(GAP) in answer for answer in answers] == [True]
    assert columns(plot.row) == before


def test_update_by_hand_is_refused_with_the_reason(plot: Plot) -> None:
    before = columns(plot.row)
    source = TranslationSource.objects.get_for_instance(plot.source)

    answer = plot.client.post(
        reverse("wagtail_localize:update_translations", args=[source.pk]), {"publish_translations": "on"}
    )

    assert told(answer) == ["Translations learn of a changed German text when it is published."]
    assert columns(plot.row) == before


@pytest.mark.parametrize("plot", [pytest.param(make_page, id="page")], indirect=True)  # snippets have no such action
@pytest.mark.parametrize(("action", "word"), [("publish", "published"), ("unpublish", "withdrawn")])
def test_bulk_action_leaves_translations_alone(plot: Plot, action: str, word: str) -> None:
    before = columns(plot.row)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])

    answer = plot.client.post(f"{bulk}?id={plot.row.pk}&next=/admin/", {})

    assert told(answer) == [f"Translations are {word} one by one: {plot.row.title}"]
    assert columns(plot.row) == before


def test_approval_in_the_admin_meets_the_gate_and_leads_to_the_reason(plot: Plot) -> None:
    task = plot.in_review()
    before = columns(plot.row)
    _another_sentence(plot.source)

    answer = plot.client.post(plot.url("workflow_action", plot.row, "approve", task.pk))
    shown = plot.client.get(answer["Location"])

    obstacle = Obstacle(Reason.CHANGED_SINCE, at=_changed_at(plot.source))
    assert answer["Location"] == reverse("translation:review", args=["ar", plot.source.translation_key])
    assert english(obstacle) in shown.content.decode()
    assert columns(plot.row) == before
    assert open_review(plot.source, "ar") is not None


def test_approval_by_the_task_itself_meets_the_gate(plot: Plot) -> None:
    task = plot.in_review()
    before = columns(plot.row)
    _another_sentence(plot.source)

    with pytest.raises(PublishRefused) as refusal:
        task.approve(user=plot.lead)
    with pytest.raises(ReviewRefused):
        approve(plot.source, "ar", by=plot.lead, at=NOW)

    assert refusal.value.obstacle == Obstacle(Reason.CHANGED_SINCE, at=_changed_at(plot.source))
    assert columns(plot.row) == before


def test_one_refused_translation_does_not_hold_up_the_schedule(plot: Plot) -> None:
    waiting = make_page(live=False)
    waiting.save_revision(approved_go_live_at=NOW - timedelta(minutes=1))
    revision = plot.release.revision
    assert revision is not None
    revision.approved_go_live_at = NOW - timedelta(minutes=2)
    revision.save()

    call_command("publish_scheduled", stderr=StringIO())

    waiting.refresh_from_db()
    assert waiting.live


def _another_sentence(source: Any) -> None:
    field = "lead" if isinstance(source, Page) else "what_we_do"
    setattr(source, field, "Ein neuer Satz.")
    publish(source)


def _changed_at(source: Any) -> datetime:
    version = latest_version(source.translation_key)
    assert version is not None
    return version.at
