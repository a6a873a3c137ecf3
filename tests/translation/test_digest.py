"""What people who translate, check and lead read in their daily digest, and what waits in their portal."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import WorkflowState
from wagtail_localize.models import Translation

from cms.mail import digest as daily
from cms.mail.digest import Line, Reader
from cms.mail.models import OutboxMessage
from cms.translation import portal
from cms.translation.assigning import assign
from cms.translation.composing import ensure_row
from cms.translation.digest import lines, readers, sample
from cms.translation.models import Release, SourceVersion, TranslatorRole
from cms.translation.questions import answer, ask
from cms.translation.review import submit
from cms.users.models import User
from cms.users.portals import portals_of
from cms.users.roles import EDITOR, PUBLISHER
from tests.make.people import make_staff, make_user
from tests.make.translation import locale, make_page, publish, translated
from tests.make.translators import make_translator
from tests.translation.test_review import fill

pytestmark = pytest.mark.usefixtures("in_english")
NOW = timezone.now()
LAST = NOW - timedelta(days=1)
DESK = "/en/uebersetzen/"


@pytest.fixture(autouse=True)
def _long_ago(db: None) -> None:
    """The front page was begun long ago, so that it is no news in these tests."""
    make_page()
    old()


def old() -> None:
    """Everything there is happened before the last digest."""
    before = LAST - timedelta(hours=1)
    SourceVersion.objects.update(at=before)
    Translation.objects.update(created_at=before)
    WorkflowState.objects.update(created_at=before)


def told(user: User) -> list[tuple[str, str, bool]]:
    found = lines(Reader(user.email, user.name, user.language), LAST, NOW)
    return [(line.sentence, line.path, line.news) for line in found]


def begun(title: str = "Kurse", code: str = "ar") -> Any:
    page = make_page(title=title, lead="Lernen Sie Deutsch.")
    ensure_row(page, locale(code))
    Translation.objects.exclude(source__object_id=page.translation_key).delete()  # of the front page above it
    return page


def sent(by: User, code: str = "ar") -> Any:
    page = make_page()
    fill(page, by, code)
    Translation.objects.exclude(source__object_id=page.translation_key).delete()
    submit(page, code, by=by, at=NOW)
    return page


def test_readers_are_people_with_a_role_today_and_the_leads() -> None:
    translator, lead = make_translator(name="Samira"), make_staff(PUBLISHER, name="Katharina")
    gone, later, inactive = make_translator(), make_translator(), make_translator()
    TranslatorRole.objects.filter(user=gone).update(valid_until=NOW.date() - timedelta(days=1))
    TranslatorRole.objects.filter(user=later).update(valid_from=NOW.date() + timedelta(days=2))
    User.objects.filter(pk=inactive.pk).update(is_active=False)
    make_staff(EDITOR)

    assert readers(NOW) == [
        Reader(translator.email, "Samira", "de"),
        Reader(lead.email, "Katharina", "de"),
    ]


def test_translator_reads_how_much_waits_and_whether_it_is_new() -> None:
    translator = make_translator()
    nothing = told(translator)
    begun()
    fresh = told(translator)
    old()

    sentence = "1 text waits to be translated (about 1 min)."
    assert nothing == []
    assert fresh == [(sentence, DESK, True)]
    assert told(translator) == [(sentence, DESK, False)]


def test_changed_german_text_is_news() -> None:
    translator, page = make_translator(), begun()
    old()
    page.lead = "Lernen Sie schnell Deutsch."
    publish(page)

    assert [news for _sentence, _path, news in told(translator)] == [True]


def test_texts_of_other_people_and_languages_are_not_counted() -> None:
    translator, other = make_translator(), make_translator()
    page = begun()
    begun("Beratung", "tr")
    ensure_row(page, locale("ar"))
    assign(page, "ar", to=other, by=make_staff(PUBLISHER), at=NOW)

    assert told(translator) == []


@pytest.mark.parametrize(
    ("days", "sentence", "news"),
    [
        pytest.param(4, None, None, id="far"),
        pytest.param(3, "“Kurse” in Arabic is due on {day}.", True, id="comes near today"),
        pytest.param(2, "“Kurse” in Arabic is due on {day}.", False, id="near since yesterday"),
        pytest.param(0, "“Kurse” in Arabic is due on {day}.", False, id="today"),
    ],
)
def test_piece_that_is_due_has_a_line_of_its_own(days: int, sentence: str | None, news: bool | None) -> None:
    translator, page = make_translator(), begun()
    due_on = timezone.localdate(NOW) + timedelta(days=days)
    assign(page, "ar", to=translator, due_on=due_on, by=make_staff(PUBLISHER), at=NOW)

    found = [line for line in told(translator) if "due" in line[0]]

    expected = (sentence or "").format(day=date_format(due_on))
    assert found == ([(expected, f"/en/uebersetzen/ar/{page.translation_key}/", news)] if sentence else [])


def test_reviewer_reads_what_waits_for_a_check() -> None:
    translator, reviewer = make_translator(), make_translator(review=True)
    sent(translator)

    fresh = told(reviewer)
    old()

    assert fresh == [("1 translation waits for you to check it.", DESK, True)]
    assert told(reviewer) == [("1 translation waits for you to check it.", DESK, False)]
    assert told(translator) == []


def test_lead_reads_of_languages_that_nobody_checks_only() -> None:
    lead = make_staff(PUBLISHER)
    sent(make_translator())
    alone = told(lead)
    make_translator(review=True)

    assert alone == [("1 translation waits for you to check it.", DESK, True)]
    assert told(lead) == []


def test_questions_and_answers() -> None:
    translator, reviewer, page = make_translator("ar"), make_translator("ar", review=True), begun()
    old()
    question = ask(page, "ar", "lead", "Lernen Sie Deutsch.", "Wer?", by=translator, at=NOW)
    asked = told(reviewer)
    answer(question, "Alle.", by=reviewer, at=NOW)

    assert ("1 question of a translator waits for an answer.", DESK, True) in asked
    path = f"/en/uebersetzen/ar/{page.translation_key}/?frage={question.pk}"
    assert ("Your question about “Kurse” was answered.", path, False) in told(translator)


def test_lead_is_asked_about_old_translations() -> None:
    lead, page = make_staff(PUBLISHER), make_page()
    translated(page, "ar")
    page.lead = "Ganz anders."
    publish(page)
    Release.objects.update(published_at=NOW - timedelta(days=181))
    old()

    assert told(lead) == [("1 translation has been outdated for half a year. Shall readers keep it?", DESK, False)]
    assert told(make_translator("tr")) == []


def test_digest_of_the_house_brings_it_in_the_language_of_the_person() -> None:
    translator = make_translator(language="en")
    begun()

    daily.write_due((NOW + timedelta(days=1)).replace(hour=12))

    message = OutboxMessage.objects.get(kind="mail.digest", to=translator.email)
    assert "- 1 text waits to be translated (about 1 min).\n  http://127.0.0.1:8000/en/uebersetzen/" in message.text


def test_person_without_an_account_has_no_lines() -> None:
    assert lines(Reader("gone@post.example", "Gone", "de"), LAST, NOW) == []


def test_preview_shows_lines_with_addresses() -> None:
    assert [isinstance(line, Line) and line.path.startswith("/en/") for line in sample()] == [True] * 3


# ---------------------------------------------------------------- the portal
def test_translators_have_a_portal_and_others_do_not() -> None:
    people = [make_translator(), make_user(), make_staff(PUBLISHER)]

    assert [[found.key for found in portals_of(user)] for user in people] == [["translation"], [], []]


def test_portal_says_what_is_next() -> None:
    translator, reviewer = make_translator(), make_translator(review=True)
    sent(translator)
    page = begun_beside()
    assign(page, "ar", to=reviewer, due_on=date(2030, 1, 1), by=make_staff(PUBLISHER), at=NOW)

    found = [(step.sentence, step.url, step.due) for step in portal.steps(reviewer, NOW)]

    assert found == [
        ("1 translation waits for you to check it.", DESK, None),
        ("Translate “Kurse”: 2 sentences in Arabic", f"/en/uebersetzen/ar/{page.translation_key}/", date(2030, 1, 1)),
    ]


def begun_beside() -> Any:
    page = make_page(title="Kurse", lead="Lernen Sie Deutsch.")
    ensure_row(page, locale("ar"))
    return page
