"""No half, outdated or unchecked translation goes live, whichever door is tried."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation

from cms.translation.composing import compose, ensure_row
from cms.translation.enums import Obstacle, Reason
from cms.translation.gate import PublishRefused, obstacle_to_publish
from cms.translation.models import LocaleProfile, Release, Review
from cms.translation.translating import MissingSentences, publish_as_lead, publish_translation
from cms.users.roles import EDITOR
from tests.make.people import make_staff, make_user
from tests.make.translation import (
    in_words_of,
    locale,
    make_front_page,
    make_organisation_text,
    make_page,
    publish,
    translated,
)

pytestmark = pytest.mark.usefixtures("in_english")


def with_gap(source: Any) -> tuple[Any, Release]:
    """A live translation whose newest revision lacks one sentence."""
    row = translated(source, "ar")
    one_of(source).delete()
    return row, compose(source, locale("ar"))


def one_of(source: Any, code: str = "ar") -> StringTranslation:
    return StringTranslation.objects.filter(context__object_id=source.translation_key, locale=locale(code)).order_by(
        "pk"
    )[0]


def reasons(row: Any, release: Release, by: Any = None) -> Obstacle | None:
    return obstacle_to_publish(row, release.revision, by)


@pytest.mark.parametrize("make", [make_page, make_organisation_text])
def test_revision_with_a_gap_is_refused_by_publish(db: None, make: Any) -> None:
    row, release = with_gap(make())

    with pytest.raises(PublishRefused) as refused:
        release.revision.publish()

    assert refused.value.obstacle == Obstacle(Reason.GAPS, 1)
    row.refresh_from_db()
    assert row.live_revision_id != release.revision_id


def test_revision_with_a_gap_is_refused_by_the_schedule(db: None) -> None:
    row, release = with_gap(make_page())
    release.revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    release.revision.save()

    call_command("publish_scheduled", stderr=StringIO())

    row.refresh_from_db()
    assert row.live_revision_id != release.revision_id


def test_missing_sentences_are_listed_and_nothing_is_written(db: None) -> None:
    page = make_page(title="Kurse", lead="Lernen Sie.")

    with pytest.raises(MissingSentences) as refused:
        publish_translation(page, "ar", {"Kurse": "دورات"})

    assert refused.value.missing == ["Lernen Sie."]
    assert not StringTranslation.objects.exists()
    assert Page.objects.filter(translation_key=page.translation_key).count() == 1


def test_error_in_a_sentence_is_refused(db: None) -> None:
    page = make_page()
    row = translated(page, "ar")
    sentence = one_of(page)
    sentence.data = "<script>alert(1)</script>"
    sentence.save()

    release = compose(page, locale("ar"))

    assert reasons(row, release) == Obstacle(Reason.ERRORS, 1)
    assert release.revision.as_object().title == page.title


def test_lost_link_is_refused(db: None) -> None:
    page = make_organisation_text("Wir beraten.")
    row = translated(page, "ar")
    german = one_of(page).translation_of
    german.data = '<a id="a1">Wir</a> beraten.'
    german.save()

    release = compose(page, locale("ar"))

    assert reasons(row, release) == Obstacle(Reason.MARK_LOST, 1)


def test_machine_sentence_is_refused_until_somebody_confirms_it(db: None) -> None:
    page = make_page()
    row = translated(page, "ar")
    sentence = one_of(page)
    sentence.translation_type = StringTranslation.TRANSLATION_TYPE_MACHINE
    sentence.save()

    release = compose(page, locale("ar"))

    assert reasons(row, release) == Obstacle(Reason.MACHINE_OPEN, 1)


def test_source_that_is_not_public_is_refused(db: None) -> None:
    page = make_page()
    row = translated(page, "ar")
    release = compose(page, locale("ar"))
    page.unpublish()
    row.refresh_from_db()

    assert reasons(row, release) == Obstacle(Reason.SOURCE_HIDDEN)


def test_source_changed_since_composition_is_refused(db: None) -> None:
    page = make_page()
    row = translated(page, "ar")
    release = compose(page, locale("ar"))
    page.lead = "Inzwischen anders."
    publish(page)

    obstacle = reasons(row, release)

    assert obstacle is not None
    assert (obstacle.reason, obstacle.at is not None) == (Reason.CHANGED_SINCE, True)


def test_revision_from_another_hand_is_refused(db: None) -> None:
    row = translated(make_page(), "ar")
    row.lead = "Am Schreibtisch vorbei."

    revision = row.save_revision()

    assert obstacle_to_publish(row, revision) == Obstacle(Reason.NOT_COMPOSED)


def test_four_eyes_are_asked_where_the_language_wants_them(db: None) -> None:
    page, translator = make_page(), make_user()

    with pytest.raises(PublishRefused) as refused:
        translated(page, "ar", by=translator)
    with pytest.raises(PublishRefused):
        translated(page, "ar", by=translator, checked_by=translator)
    LocaleProfile.objects.filter(locale=locale("tr")).update(review=Review.SELF)

    assert refused.value.obstacle == Obstacle(Reason.SAME_PERSON)
    assert translated(page, "tr", by=translator).live
    assert translated(page, "ar", by=translator, checked_by=make_user()).live


def test_right_to_publish_is_asked(db: None) -> None:
    page = make_page()
    row = translated(page, "ar")
    release = compose(page, locale("ar"))

    assert reasons(row, release, by=make_staff(EDITOR)) == Obstacle(Reason.NO_RIGHT)
    assert reasons(row, release, by=make_user(is_superuser=True)) is None


def test_lead_publishes_what_others_translated_and_has_checked_it(db: None) -> None:
    page, translator, lead = make_page(), make_user(), make_user(is_superuser=True)
    row = ensure_row(page, locale("ar"))
    for german, words in in_words_of(page, "ar").items():
        _say(page.translation_key, german, words, translator)

    release = publish_as_lead(row, by=lead)

    row.refresh_from_db()
    assert (row.live, row.live_revision_id) == (True, release.revision_id)
    assert (release.composed_by, release.reviewer) == (translator, lead)


def test_lead_is_refused_with_nothing_changed(db: None) -> None:
    page = make_page()
    row = ensure_row(page, locale("ar"))

    with pytest.raises(PublishRefused):
        publish_as_lead(row, by=make_user(is_superuser=True))

    row.refresh_from_db()
    assert not row.live
    assert not Release.objects.exists()


def test_own_text_has_no_gate(db: None) -> None:
    front = translated(make_front_page(), "ar")
    own = type(make_page())(title="خبر", slug="khabar", lead="نص", locale=locale("ar"), live=False)
    front.add_child(instance=own)

    own.save_revision().publish()

    own.refresh_from_db()
    assert own.live


def test_sentences_of_obstacles_name_their_numbers() -> None:
    said = [str(Obstacle(reason, 3, timezone.now())) for reason in Reason]

    assert len(set(said)) == len(Reason)
    assert "3 sentences are not translated yet." in said


def _say(key: Any, german: str, words: str, by: Any) -> None:
    segment = StringSegment.objects.get(source__object_id=key, string__data=german)
    StringTranslation.objects.create(
        translation_of=segment.string,
        context=segment.context,
        locale=locale("ar"),
        data=words,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        last_translated_by=by,
    )
