"""The look of the second person."""

from typing import Any

import pytest
from django.utils import timezone
from wagtail_localize.models import StringTranslation

from cms.mail.models import OutboxMessage
from cms.translation import review
from cms.translation.models import LocaleProfile, Release
from tests.journeys.walking import plain
from tests.make.translation import locale, publish
from tests.make.translators import make_translator, save
from tests.translation.desk.visiting import Visit, browser_of, stale_page

pytestmark = pytest.mark.django_db
NEW = "Was die Kita jetzt kostet."


def sent_page(words: str = "كم تكلف الروضة الآن", *, by: Any = None) -> tuple[Any, Any]:
    """A changed text that its translator has sent, and the translator."""
    page, translator = stale_page(), by or make_translator("ar", name="Samira Nasser", email="samira@post.example")
    save(page, NEW, words, by=translator)
    review.submit(page, "ar", by=translator, at=timezone.now())
    return page, translator


def look(page: Any, user: Any = None) -> Visit:
    seen = Visit(browser_of(user or make_translator("ar", review=True, name="Karim Aziz")), page)
    return seen.open(name="review")


def decide(seen: Visit, **data: str) -> Visit:
    return seen.take(seen.client.post(seen.address("review"), data, follow=True))


def live_lead(page: Any) -> str:
    return page.get_translation(locale("ar")).specific.lead


def test_reviewer_sees_what_is_new_in_both_languages() -> None:
    page, _translator = sent_page()

    seen = look(page)

    card = seen.card(NEW)
    assert [heading.text for heading in seen.page.select("article h2")] == ["Sentence 2"]
    assert ([ins.get_text(" ", strip=True) for ins in card.select("ins")], card.select_one(".was dd").text) == (
        ["new: jetzt"],
        "Was die Kita kostet.",
    )
    assert card.select_one(".sentence__text").text == "كم تكلف الروضة الآن"
    assert "ar: Was die Kita kostet." in card.select_one("details").text
    assert "Samira sent this on" in seen.words


def test_approval_publishes_what_was_read() -> None:
    page, _translator = sent_page()
    seen = look(page)
    before = live_lead(page)

    decide(seen, decision="approve")

    release = Release.objects.latest("pk")
    assert (before, live_lead(page)) == ("ar: Was die Kita kostet.", "كم تكلف الروضة الآن")
    assert (release.reviewer.name, "Published." in plain(seen.page.get_text(" "))) == ("Karim Aziz", True)


def test_text_goes_back_with_the_reason_and_the_comments() -> None:
    page, translator = sent_page()
    seen = look(page)

    decide(seen, decision="send_back", reason="Fast fertig.", **{f"comment-{seen.ref(NEW)}": "Die Uhrzeit fehlt."})

    at_desk = Visit(browser_of(translator), page).open()
    letter = OutboxMessage.objects.get(kind="translation.sent_back")
    assert "Please look at it once more Fast fertig. Sentence 2: Die Uhrzeit fehlt." in at_desk.words
    assert ("Sentence 2: Die Uhrzeit fehlt." in letter.text, live_lead(page)) == (True, "ar: Was die Kita kostet.")


def test_without_a_reason_nothing_goes_back() -> None:
    page, _translator = sent_page()
    seen = look(page)

    decide(seen, decision="send_back", reason="  ")

    assert seen.faults == [("Write what has to change, here or at a sentence.", "#reason")]
    assert (seen.page.select_one("#reason")["aria-invalid"], review.open_review(page, "ar") is None) == ("true", False)


def test_comment_that_was_typed_is_not_lost_when_approval_is_refused() -> None:
    page, _translator = sent_page()
    seen = look(page)
    page.lead = "Was die Kita ab Mai kostet."
    publish(page)

    decide(seen, decision="approve", reason="Noch einmal lesen.")

    assert "The German text was changed on" in " ".join(seen.words.split())
    assert (seen.page.select_one("#reason").text.strip(), live_lead(page)) == (
        "Noch einmal lesen.",
        "ar: Was die Kita kostet.",
    )


@pytest.mark.acceptance("T13")
@pytest.mark.parametrize("rule", ["second_person", "self"])
def test_own_work_needs_a_second_person_where_the_language_asks_for_one(rule: str) -> None:
    LocaleProfile.objects.filter(locale=locale("ar")).update(review=rule)
    reviewer = make_translator("ar", review=True)
    page, _same = sent_page(by=reviewer)
    seen = look(page, reviewer)
    said = "You translated this yourself." in seen.words
    offered = bool(seen.page.select("button[value=approve]"))

    decide(seen, decision="approve")

    alone = rule == "self"
    assert (said, offered) == (not alone, alone)
    assert live_lead(page) == ("كم تكلف الروضة الآن" if alone else "ar: Was die Kita kostet.")


def test_second_of_two_reviewers_sees_who_was_faster() -> None:
    page, _translator = sent_page()
    seen, other = look(page), look(page, make_translator("ar", review=True, name="Nadia Saleh"))

    decide(seen, decision="approve")
    decide(other, decision="approve")

    assert ("Somebody was faster" in other.words, "Karim checked it on" in other.words) == (True, True)
    assert Release.objects.latest("pk").reviewer.name == "Karim Aziz"


def test_nothing_to_check_says_so() -> None:
    seen = look(stale_page())

    assert ("Nothing to check here" in seen.words, seen.page.select("form[method=post]")) == (True, [])


def test_translator_reads_the_review_and_cannot_decide() -> None:
    page, translator = sent_page()
    seen = look(page, translator)

    decide(seen, decision="approve")

    assert (seen.page.select("button[name=decision], textarea"), live_lead(page)) == ([], "ar: Was die Kita kostet.")


def test_machine_sentence_is_marked() -> None:
    page, _translator = sent_page()
    StringTranslation.objects.filter(data="كم تكلف الروضة الآن").update(translation_type="machine")

    seen = look(page)

    assert seen.card(NEW).select_one(".status").text == "by machine"
