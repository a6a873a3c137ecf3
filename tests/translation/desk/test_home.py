"""The first screen of the desk."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.translation.composing import ensure_row
from cms.translation.models import Question, QuestionState, WorkEntry
from cms.users import roles
from tests.journeys.walking import address, plain
from tests.make.people import make_staff, make_user
from tests.make.translation import locale, make_page, publish, translated
from tests.make.translators import make_translator

pytestmark = pytest.mark.django_db
DESK = address("translation:desk", "en")


def browser_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def words_at(client: Client, path: str = DESK) -> str:
    import re

    html = client.get(path, follow=True).content.decode()
    main = html[html.index('<main id="main"') : html.index("</main>")]
    return plain(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", main))


def stale_page(title: str = "Kita", **fields: Any) -> Any:
    """A page that readers have in Arabic, with one German sentence of five words that changed since."""
    page = make_page(title=title, lead="Was die Kita ist.", **fields)
    translated(page, "ar")
    page.lead = "Was die Kita jetzt kostet."
    return publish(page)


def test_translator_sees_how_much_there_is_to_do() -> None:
    page = stale_page()

    words = words_at(browser_of(make_translator("ar", name="Samira Khalil")))

    assert "Good to see you, Samira" in words
    assert "1 sentence in Arabic" in words
    assert "about 1 minute" in words
    assert (str(page.title) in words, "German changed" in words) == (True, True)


def test_piece_of_another_language_is_not_listed() -> None:
    stale_page()

    words = words_at(browser_of(make_translator("uk")))

    assert ("Kita" in words, "Everything is translated. Thank you!" in words) == (False, True)


def test_language_without_work_leads_to_one_that_has() -> None:
    stale_page()
    client = browser_of(make_translator("ar", "uk"))

    words = words_at(client, f"{DESK}?sprache=uk")

    assert ("Everything is translated. Thank you!" in words, "4 sentences in Arabic" in words) == (True, True)


def test_person_without_a_role_reads_how_to_become_a_translator() -> None:
    stale_page()

    words = words_at(browser_of(make_user()))

    assert ("You do not translate for us yet" in words, "Kita" in words) == (True, False)


def test_guest_is_asked_to_sign_in() -> None:
    response = Client().get(DESK)

    assert (response.status_code, response["Location"].endswith(f"?next={DESK}")) == (302, True)


def test_staff_reach_the_desk_in_all_languages(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False
    stale_page()

    words = words_at(browser_of(make_staff(roles.EDITOR)), f"{DESK}?sprache=ar")

    assert ("1 sentence in Arabic" in words, "All languages" in words) == (True, True)


def test_answer_stands_on_the_first_screen() -> None:
    page, user = stale_page(), make_translator("ar")
    facts = {"translation_key": page.translation_key, "model": "home.textpage", "locale": locale("ar"), "path": "lead"}
    now = timezone.now()
    for text, at in (("Jeder Ausweis?", now), ("Ganz alt?", now - timedelta(days=30))):
        Question.objects.create(
            **facts,
            german="…",
            text=text,
            asked_by=user,
            asked_at=at,
            answer="Ja, jeder.",
            answered_at=at,
            state=QuestionState.ANSWERED,
        )

    words = words_at(browser_of(user))

    assert ("Jeder Ausweis?" in words, "Ja, jeder." in words, "Ganz alt?" in words) == (True, True, False)


def test_reviewer_sees_questions_that_wait() -> None:
    page = stale_page()
    facts = {"translation_key": page.translation_key, "model": "home.textpage", "locale": locale("ar"), "path": "lead"}
    Question.objects.create(**facts, german="…", text="Jeder Ausweis?", asked_by=make_user(), asked_at=timezone.now())

    translator, reviewer = (words_at(browser_of(make_translator("ar", review=one))) for one in (False, True))

    assert ("Jeder Ausweis?" in translator, "Jeder Ausweis?" in reviewer) == (False, True)


def test_day_is_confirmed_as_the_person_says() -> None:
    user, today = make_translator("ar"), timezone.localdate()
    entry = WorkEntry.objects.create(user=user, day=today, locale=locale("ar"), sentences=7, words=80, minutes=12)
    client = browser_of(user)
    asked = words_at(client)

    client.post(address("translation:hours", "en"), {"day": today.isoformat(), "minutes": "20"})

    entry.refresh_from_db()
    said = words_at(client)
    assert ("7 sentences. How many minutes was it?" in asked, entry.confirmed_minutes) == (True, 20)
    assert ("How many minutes" in said, "7 sentences in 20 minutes" in said) == (False, True)


@pytest.mark.parametrize("fields", [{}, {"day": "x"}, {"day": "2026-02-31", "minutes": "3"}, {"minutes": "9" * 50}])
def test_nonsense_confirms_nothing(fields: dict[str, str]) -> None:
    user, today = make_translator("ar"), timezone.localdate()
    entry = WorkEntry.objects.create(user=user, day=today, locale=locale("ar"), sentences=1, words=8, minutes=1)

    response = browser_of(user).post(address("translation:hours", "en"), {"day": today.isoformat()} | fields)

    entry.refresh_from_db()
    assert (response.status_code, entry.confirmed_minutes) == (302, None)


def test_queries_do_not_grow_with_the_list() -> None:
    stale_page()
    client = browser_of(make_translator("ar"))
    few = queries_of(client)
    for number in range(5):
        ensure_row(make_page(title=f"Seite {number}"), locale("ar"))

    many = queries_of(client)

    assert (few == many, many <= 40) == (True, True)  # the frame of the page, ten of them, is kept outside of tests


def queries_of(client: Client) -> int:
    client.get(DESK)
    with CaptureQueriesContext(connection) as captured:
        client.get(DESK)
    return len(captured)
