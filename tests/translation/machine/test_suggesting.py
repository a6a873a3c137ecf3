"""A suggestion for one sentence: words of a machine for somebody who translates; stored nowhere, counted always."""

from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone
from wagtail_localize.models import StringTranslation

from cms.translation.composing import ensure_row
from cms.translation.machine.obstacles import MachineObstacle, MachineReason, MachineRefused
from cms.translation.machine.suggesting import NoSuggestion, suggest
from cms.translation.models import LocaleProfile, MachineRun
from cms.translation.sentences import Sentence, sentences_of
from tests.make.machine import choose_provider, make_setting
from tests.make.pages import make_profile
from tests.make.people import make_user
from tests.make.translation import locale, make_page, publish
from tests.translation.machine.fake_provider import FakeProvider

AT = timezone.make_aware(datetime(2026, 11, 24, 10))
GERMAN = 'Die <a id="a1">Kita</a> hat Telefon: 0234 12 34 56.'


@pytest.fixture
def fakes(fake: FakeProvider, settings: Any) -> FakeProvider:
    """A fake LibreTranslate in every language."""
    options = {"class": "cms.translation.machine.libretranslate.LibreTranslate", "url": fake.url}
    settings.MACHINE_TRANSLATION = make_setting(
        backends={"libretranslate": options}, routes={"*": ["libretranslate"], "de-simple": []}, timeout=0.3
    )
    choose_provider()
    return fake


@pytest.fixture
def page(fakes: FakeProvider) -> Any:
    page = make_page(live=False)
    page.body = [("paragraph", '<p>Die <a href="https://kita.example">Kita</a> hat Telefon: 0234 12 34 56.</p>')]
    page = publish(page)
    ensure_row(page, locale("tr"))
    return page


def sentence_of(source: Any, german: str = GERMAN) -> Sentence:
    return next(sentence for sentence in sentences_of(source, "tr") if sentence.german == german)


def notes() -> list[tuple[Any, ...]]:
    """What was noted of each suggestion."""
    return [
        (run.suggestion, run.state, run.planned, run.words, run.done, run.failed, run.by)
        for run in MachineRun.objects.all()
    ]


def test_suggestion_keeps_numbers_and_links_and_is_counted(page: Any, fakes: FakeProvider) -> None:
    user = make_user(is_superuser=True)

    words = suggest(page, "tr", sentence_of(page), by=user, at=AT)

    assert words == 'tr: Die <a id="a1">Kita</a> hat Telefon: 0234 12 34 56.'
    assert [question["q"] for question in fakes.asked] == [['Die <a id="a1">Kita</a> hat Telefon: XQ1X.']]
    assert notes() == [(True, "done", 8, 8, 0, 0, user)]
    assert not StringTranslation.objects.filter(context__object_id=page.translation_key).exists()


def test_provider_is_asked_once_because_somebody_waits(page: Any, fakes: FakeProvider) -> None:
    fakes.failures = [500, 500, 500]
    pauses: list[float] = []

    with pytest.raises(NoSuggestion):
        suggest(page, "tr", sentence_of(page), by=None, at=AT, sleep=pauses.append)

    assert (len(fakes.asked), pauses) == (1, [])
    assert notes() == [(True, "failed", 8, 0, 0, 1, None)]


def test_unusable_answer_is_no_suggestion(page: Any, fakes: FakeProvider) -> None:
    fakes.say = lambda text, target: "Kita telefonu var."

    with pytest.raises(NoSuggestion):
        suggest(page, "tr", sentence_of(page), by=None, at=AT)

    assert notes() == [(True, "failed", 8, 8, 0, 1, None)]
    assert list(MachineRun.objects.get().reasons.values()) == ["token_lost"]


def test_sentence_that_exceeds_the_month_is_not_sent(page: Any, fakes: FakeProvider) -> None:
    LocaleProfile.objects.filter(locale=locale("tr")).update(monthly_words=7)

    with pytest.raises(MachineRefused) as refusal:
        suggest(page, "tr", sentence_of(page), by=None, at=AT)

    assert refusal.value.obstacle == MachineObstacle(MachineReason.OVER_BUDGET, "tr", 7)
    assert (fakes.asked, notes()) == ([], [])


def test_suggestions_of_the_month_add_up(page: Any, fakes: FakeProvider) -> None:
    LocaleProfile.objects.filter(locale=locale("tr")).update(monthly_words=16)

    for _number in range(2):
        suggest(page, "tr", sentence_of(page), by=None, at=AT)
    with pytest.raises(MachineRefused):
        suggest(page, "tr", sentence_of(page), by=None, at=AT)

    assert len(fakes.asked) == 2


def test_words_about_people_are_not_sent(fakes: FakeProvider) -> None:
    profile = make_profile()
    ensure_row(profile, locale("tr"))

    with pytest.raises(MachineRefused):
        suggest(profile, "tr", sentences_of(profile, "tr")[0], by=None, at=AT)

    assert fakes.asked == []


def test_stranger_gets_no_suggestion(page: Any, fakes: FakeProvider) -> None:
    with pytest.raises(MachineRefused):
        suggest(page, "tr", sentence_of(page), by=make_user(), at=AT)

    assert (fakes.asked, notes()) == ([], [])
