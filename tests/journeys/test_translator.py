"""Story 2: invited to translate, on a phone: seven sentences, one doubt, a second person, and a change afterwards."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone, translation
from wagtail.rich_text import RichText

from cms.translation.desk.overview import amount
from cms.translation.enums import TranslationState
from cms.translation.inviting import Duty, invite
from cms.translation.languages import language_name
from cms.translation.models import Question, QuestionState, WorkEntry
from cms.translation.reviews import open_review
from cms.translation.sentences import Kind, sentences_of
from cms.translation.state_table import state_table
from cms.users.models import User
from home.models import TextPage
from tests.journeys.reading_mail import Post, addressee, digits_in, link_in
from tests.journeys.walking import Walk, address, plain
from tests.make.translation import make_page, publish, translated

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]

READER = CODE = "ar"
NAME, EMAIL = "Hiba Mansour", "hiba.mansour@post.example"
LEAD, REVIEWER = "kommunikation@offenes-haus.example", "karim.aziz@post.example"
OLD = [f"Regel {number} gilt im Sommer." for number in range(1, 8)]
NEW = [f"Regel {number} gilt im Winter." for number in range(1, 8)]
LATER = "Regel 3 gilt im Winter und im Frühling."
DOUBT, ANSWER = "Ist der Kalender gemeint?", "Ja, vom 21. Dezember an."


@pytest.fixture(autouse=True)
def _password_is_enough(settings: Any) -> None:
    """How staff sign in is a story of its own."""
    settings.STAFF_SECOND_FACTOR = False


@pytest.mark.acceptance("T10")
@pytest.mark.acceptance("T5")
@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_volunteer_translates_on_a_phone(new_page: Callable[..., object], script: bool) -> None:
    post = Post()
    page = changed_page()
    hiba = Walk(new_page(java_script_enabled=script), READER)
    karim = Walk(new_page(java_script_enabled=script), READER)
    karim.sign_in_as(User.objects.get(email=REVIEWER))

    is_invited_and_comes_in(hiba, post)
    opens_seven_sentences(hiba, page)
    saves_four(hiba, page, script)
    asks_one_question(hiba, page)
    cannot_send_yet(hiba, page)
    is_answered(karim, post)
    sends_after_the_answer(hiba, post, page)
    is_approved(karim, post, page)
    german_changes_and_one_sentence_comes_back(hiba, page)
    no_door_of_the_admin_opens()


# ---------------------------------------------------------------- what readers see all the while
def changed_page() -> TextPage:
    """A page of nine sentences that readers have in Arabic; seven German ones have changed since."""
    page = make_page(title="Hausordnung", slug="hausordnung", lead="Für alle.", body=body_of(OLD))
    translated(page, CODE)
    return rewrite(page, NEW)


def body_of(sentences: list[str]) -> list[tuple[str, RichText]]:
    return [("paragraph", RichText("".join(f"<p>{one}</p>" for one in sentences)))]


def rewrite(page: TextPage, sentences: list[str]) -> TextPage:
    """The same block with other words, as an editor changes it."""
    page.body[0].value = RichText("".join(f"<p>{one}</p>" for one in sentences))
    return publish(page)


def words_of(german: str) -> str:
    return f"القاعدة: {german}"


def public_page(page: TextPage) -> BeautifulSoup:
    """The Arabic page as any reader gets it."""
    response = Client().get(f"/{READER}/{page.slug}/")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def rules_read(page: TextPage) -> list[str]:
    """The rules of the house as readers have them now, in whatever language they stand there."""
    paragraphs = [plain(one.get_text()) for one in public_page(page).main.select("p")]
    return [one for one in paragraphs if "Regel" in one]


def old_translations() -> list[str]:
    return [f"ar: {one}" for one in OLD]


def ref_of(page: TextPage, german: str) -> str:
    return next(one.ref for one in sentences_of(page, CODE) if one.german == german)


def kind_of(page: TextPage, german: str) -> Kind:
    return next(one.kind for one in sentences_of(page, CODE) if one.german == german)


def piece(page: TextPage) -> str:
    return address("translation:piece", READER, CODE, page.translation_key)


def label(number: int) -> str:
    with translation.override(READER):
        return amount(number, language_name(CODE))


# ---------------------------------------------------------------- the story
def is_invited_and_comes_in(hiba: Walk, post: Post) -> None:
    """The mail leads to the desk, the desk to the login, a mailed code opens it."""
    lead = User.objects.get(email=LEAD)
    invite(Duty((CODE,)), email=EMAIL, name=NAME, language=READER, by=lead, at=timezone.now())
    desk = address("translation:desk", READER)
    hiba.go(link_in(post.letter_to(EMAIL), desk))
    hiba.page.locator('main a.button[href*="/code/"]').click()
    hiba.page.wait_for_load_state()
    hiba.fill(email=EMAIL)
    hiba.send("email")
    code = next(letter for letter in post.fetch() if addressee(letter) == EMAIL)
    hiba.fill(code=digits_in(code))
    hiba.send("code")
    assert hiba.path == desk


def opens_seven_sentences(hiba: Walk, page: TextPage) -> None:
    """Her list says how much it is; the piece shows only what changed."""
    assert plain(label(7)) in hiba.words
    hiba.follow(piece(page))
    cards = hiba.page.locator("[data-sentence]")
    first = hiba.page.locator(f"#satz-{ref_of(page, NEW[0])}")
    assert (cards.count(), first.locator("ins").count(), first.locator("del").count()) == (7, 1, 1)
    assert first.locator("textarea[name^=text-]").input_value() == f"ar: {OLD[0]}"
    assert rules_read(page) == old_translations()


def write(hiba: Walk, page: TextPage, german: str) -> None:
    hiba.page.locator(f'[name="text-{ref_of(page, german)}"]').fill(words_of(german))


def press_save(hiba: Walk, page: TextPage, german: str) -> None:
    """Save, and wait until the page says so."""
    ref = ref_of(page, german)
    hiba.page.locator(f'button[value="save:{ref}"]').click()
    hiba.page.locator(f"#satz-{ref} [data-saved]").wait_for()
    hiba.look()


def saves_four(hiba: Walk, page: TextPage, script: bool) -> None:
    """One by one; with a script it is enough to leave the sentence."""
    for german in NEW[:3]:
        write(hiba, page, german)
        press_save(hiba, page, german)
    write(hiba, page, NEW[3])
    if script:
        hiba.page.locator(f'[name="text-{ref_of(page, NEW[4])}"]').focus()
        hiba.page.locator(f"#satz-{ref_of(page, NEW[3])} [data-saved]").wait_for()
    else:
        press_save(hiba, page, NEW[3])
    assert [kind_of(page, german) for german in NEW] == [Kind.HUMAN] * 4 + [Kind.OPEN] * 3
    assert rules_read(page) == old_translations()


def asks_one_question(hiba: Walk, page: TextPage) -> None:
    """She is not sure of the fifth; it stays open."""
    ref = ref_of(page, NEW[4])
    card = hiba.page.locator(f"#satz-{ref}")
    card.locator("details.sentence__help summary").click()
    card.locator(f'[name="ask-{ref}"]').fill(DOUBT)
    card.locator(f'button[value="ask:{ref}"]').click()
    hiba.page.locator(f"#satz-{ref} .asked").wait_for()
    hiba.look()
    asked = Question.objects.get(text=DOUBT)
    assert (asked.german, asked.asked_by.email, kind_of(page, NEW[4])) == (NEW[4], EMAIL, Kind.OPEN)


def cannot_send_yet(hiba: Walk, page: TextPage) -> None:
    """What is missing is named, with a link to it; what she typed meanwhile is saved."""
    for german in NEW[5:]:
        write(hiba, page, german)
    hiba.press("button[formaction]")
    jump = hiba.page.locator(".errors a")
    assert (jump.count(), str(jump.get_attribute("href")).split("#")[1]) == (1, f"satz-{ref_of(page, NEW[4])}")
    assert [kind_of(page, german) for german in NEW[4:]] == [Kind.OPEN, Kind.HUMAN, Kind.HUMAN]
    assert (open_review(page, CODE), rules_read(page)) == (None, old_translations())


def is_answered(karim: Walk, post: Post) -> None:
    """The second person gets a mail and answers at the desk."""
    assert any(addressee(letter) == REVIEWER for letter in post.fetch())
    question = Question.objects.get(text=DOUBT)
    karim.go(address("translation:desk", READER))
    karim.follow(address("translation:question", READER, question.pk))
    karim.fill(answer=ANSWER)
    karim.send("answer")
    question.refresh_from_db()
    assert (question.answer, question.state) == (ANSWER, QuestionState.ANSWERED)


def sends_after_the_answer(hiba: Walk, post: Post, page: TextPage) -> None:
    """The answer comes by mail and stands at the desk and at the sentence."""
    hiba.go(link_in(post.letter_to(EMAIL), address("translation:desk", READER)))
    assert ANSWER in hiba.words
    write(hiba, page, NEW[4])
    press_save(hiba, page, NEW[4])
    hiba.press("button[formaction]")
    assert (hiba.path, open_review(page, CODE) is None) == (address("translation:desk", READER), False)
    hiba.go(piece(page))
    assert hiba.page.locator("textarea[name^=text-]").count() == 0
    given = WorkEntry.objects.get(user__email=EMAIL)
    assert (given.sentences, rules_read(page)) == (7, old_translations())


def is_approved(karim: Walk, post: Post, page: TextPage) -> None:
    """He reads old and new and publishes; readers have everything at once, and are told that it was checked."""
    karim.go(address("translation:desk", READER))
    karim.follow(address("translation:review", READER, CODE, page.translation_key))
    assert karim.page.locator("article.sentence").count() == 7
    karim.press('button[value="approve"]')
    assert rules_read(page) == [words_of(one) for one in NEW]
    assert state_of(page) == TranslationState.CHECKED
    with translation.override(READER):
        line = str(translation.gettext("Translated and checked on %(date)s.")).split("%(date)s")[0]
    assert plain(line) in plain(public_page(page).main.get_text())
    assert post.letter_to(EMAIL).subject != ""


def german_changes_and_one_sentence_comes_back(hiba: Walk, page: TextPage) -> None:
    """Exactly the changed one, with the difference and the translation as it was; readers keep the whole old text."""
    rewrite(TextPage.objects.get(pk=page.pk), [*NEW[:2], LATER, *NEW[3:]])
    assert (state_of(page), rules_read(page)) == (TranslationState.STALE, [words_of(one) for one in NEW])
    hiba.go(address("translation:desk", READER))
    assert plain(label(1)) in hiba.words
    hiba.follow(piece(page))
    card = hiba.page.locator("[data-sentence]")
    assert (card.count(), card.get_attribute("data-sentence")) == (1, ref_of(page, LATER))
    added = card.locator("ins").evaluate_all("all => all.map(one => one.lastChild.textContent.trim())")
    assert (added, card.locator("textarea[name^=text-]").input_value()) == (["und im Frühling"], words_of(NEW[2]))


def state_of(page: TextPage) -> TranslationState:
    return state_table([page], [CODE])[page.translation_key, CODE].state


def no_door_of_the_admin_opens() -> None:
    """The matrix of permissions asks every address; here the first ones that somebody would try."""
    client = Client()
    client.force_login(User.objects.get(email=EMAIL))
    row = TextPage.objects.get(slug="hausordnung", locale__language_code=CODE)
    for path in ("/admin/", f"/admin/pages/{row.pk}/edit/", "/admin/reports/", "/admin/translations/"):
        response = client.get(path)
        leads_to = response.headers.get("Location", "").split("?")[0]
        assert response.status_code in {302, 403, 404}, path
        assert leads_to == "/admin/login/" or not leads_to.startswith("/admin/"), (path, leads_to)
