"""German words that readers must recognise: who may leave them out."""

from typing import Any

import pytest
from django.utils import timezone

from cms.translation.composing import ensure_row
from cms.translation.enums import Obstacle, Reason
from cms.translation.gate import PublishRefused, obstacle_to_publish
from cms.translation.models import Release
from cms.translation.review import ReviewRefused, approve, obstacle_to_review, obstacles_to_submit, submit
from cms.translation.translating import publish_as_lead
from cms.users.models import User
from cms.users.roles import EDITOR, PUBLISHER
from tests.make.glossary import make_term
from tests.make.people import make_staff
from tests.make.translation import locale, make_page
from tests.make.translators import make_translator, save

NOW = timezone.now()
TODAY = timezone.localdate()
LEFT_OUT = Obstacle(Reason.UNTERMED, 1)


def translated_by(user: User, words: str) -> Any:
    """A page with the word "Jobcenter" and its sentences in Arabic, saved at the desk."""
    make_term("Jobcenter", keep_german=True)
    page = make_page(title="Beratung", lead="Wir gehen mit Ihnen zum Jobcenter.")
    ensure_row(page, locale("ar"), by=user)
    save(page, "Beratung", "استشارة", by=user)
    save(page, "Wir gehen mit Ihnen zum Jobcenter.", words, by=user)
    return page


def test_translation_that_keeps_the_word_is_sent(db: None) -> None:
    translator = make_translator()
    page = translated_by(translator, "نذهب معكم إلى Jobcenter.")

    assert obstacles_to_submit(page, "ar", translator, on=TODAY) == []
    assert submit(page, "ar", by=translator, at=NOW).dropped_terms == 0


@pytest.mark.parametrize("role", [None, EDITOR])
def test_word_left_out_stops_whoever_does_not_lead(db: None, role: str | None) -> None:
    user = make_staff(role) if role else make_translator()
    page = translated_by(user, "نذهب معكم إلى المكتب.")

    with pytest.raises(ReviewRefused) as refusal:
        submit(page, "ar", by=user, at=NOW, confirm_terms=True)

    assert refusal.value.obstacles == [LEFT_OUT]
    assert not Release.objects.filter(translation__source__object_id=page.translation_key).exists()


def test_lead_confirms_when_sending_and_anybody_may_check(db: None) -> None:
    lead, reviewer = make_staff(PUBLISHER), make_translator(review=True)
    page = translated_by(lead, "نذهب معكم إلى المكتب.")

    with pytest.raises(ReviewRefused):
        submit(page, "ar", by=lead, at=NOW)
    release = submit(page, "ar", by=lead, at=NOW, confirm_terms=True)
    approve(page, "ar", by=reviewer, at=NOW)

    assert (release.dropped_terms, release.terms_confirmed_by) == (1, lead)
    assert page.get_translation(locale("ar")).live


def test_word_marked_after_sending_stops_nobody_and_before_approval_only_the_lead_may(db: None) -> None:
    translator, reviewer, lead = make_translator(), make_translator(review=True), make_staff(PUBLISHER)
    page = translated_by(translator, "نذهب معكم إلى Jobcenter.")
    release = submit(page, "ar", by=translator, at=NOW)
    Release.objects.filter(pk=release.pk).update(dropped_terms=1)

    found = [obstacle_to_review(page, "ar", user, on=TODAY) for user in (reviewer, lead)]
    for user, confirm in ((reviewer, True), (lead, False)):
        with pytest.raises(ReviewRefused):
            approve(page, "ar", by=user, at=NOW, confirm_terms=confirm)
    before = page.get_translation(locale("ar")).live
    approve(page, "ar", by=lead, at=NOW, confirm_terms=True)

    assert found == [LEFT_OUT, LEFT_OUT]
    release.refresh_from_db()
    assert (before, page.get_translation(locale("ar")).live) == (False, True)
    assert (release.terms_confirmed_by, release.reviewer) == (lead, lead)


def test_lead_does_not_publish_past_it_unknowingly(db: None) -> None:
    lead = make_staff(PUBLISHER)
    page = translated_by(make_translator(), "نذهب معكم إلى المكتب.")
    row = page.get_translation(locale("ar"))

    with pytest.raises(PublishRefused) as refusal:
        publish_as_lead(row, by=lead)
    release = publish_as_lead(row, by=lead, confirm_terms=True)

    assert refusal.value.obstacle == LEFT_OUT
    row.refresh_from_db()
    assert (row.live_revision_id, release.terms_confirmed_by) == (release.revision_id, lead)
    assert obstacle_to_publish(row, release.revision) is None
