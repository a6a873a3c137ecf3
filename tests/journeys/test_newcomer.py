"""Story 3: a newcomer with an Arabic browser finds a German course and asks for a place."""

from collections.abc import Callable
from typing import Any

import pytest

from cms.network.models import Contact, HoursSlot
from home.enums import EnquiryState
from home.models import Enquiry, HomePage, PeoplePage, ServicePage
from tests.journeys.reading_mail import Post, addressee, digits_in
from tests.journeys.walking import Walk, address, plain, sentence

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]

READER = "ar"
WISH = "أبحث عن دورة للمبتدئين. هل يوجد مكان؟"


def in_arabic(model: type, **found: object) -> Any:
    """The Arabic text row of a German page of the demo."""
    source = model.objects.get(locale__language_code="de", **found)  # type: ignore[attr-defined]
    return model.objects.get(  # type: ignore[attr-defined]
        locale__language_code=READER, live=True, translation_key=source.translation_key
    )


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_newcomer_finds_a_course_and_asks_for_a_place(new_page: Callable[..., object], script: bool) -> None:
    post = Post()
    course = in_arabic(ServicePage, slug="deutschkurse")
    walk = Walk(new_page(locale="ar", java_script_enabled=script), READER)

    # The browser speaks Arabic, so does the house.
    walk.go("/")
    assert walk.path == f"/{READER}/"
    assert plain(walk.page.locator("h1").inner_text()) == plain(in_arabic(HomePage, depth=2).hero)

    # The first way on the front page leads to the courses: hours and contacts are there.
    walk.follow(course.url)
    selin = Contact.objects.get(name="Selin Aydın")
    assert plain(walk.page.locator("h1").inner_text()) == plain(course.title)
    card = walk.page.locator(".contact-card", has_text=selin.name)
    assert card.locator('a[href^="tel:"]').get_attribute("href") == f"tel:{selin.phone.replace(' ', '')}"
    assert sentence("Who is there for you, and when", READER) in walk.words
    spans = {plain(span) for span in walk.page.locator(".hours td bdi").all_inner_texts()}
    slots = HoursSlot.objects.filter(place__in=course.facts.places.all())
    assert spans == {f"{slot.opens:%H:%M}–{slot.closes:%H:%M}" for slot in slots}
    assert len(spans) > 2

    # Who speaks Arabic? Those come first, and the language stands out.
    walk.follow(f"/{READER}/")
    walk.follow(in_arabic(PeoplePage, slug="menschen").url)
    speakers = [one.name for one in Contact.objects.filter(public=True) if READER in one.languages]
    cards = walk.page.locator(".contact-card")
    first = [cards.nth(place) for place in range(len(speakers))]
    assert sorted(plain(one.locator("h2").inner_text()) for one in first) == sorted(speakers)
    assert [plain(one.locator("li.yours").inner_text()) for one in first] == ["العربية"] * len(speakers)
    assert cards.locator("li.yours").count() == len(speakers)

    # Back on the course the newcomer writes, and forgets how to be reached.
    walk.go(course.url)
    form = f"{address('home:enquiry', READER)}?seite={course.translation_key}"
    walk.follow(form)
    walk.fill(message=WISH, name="زهرة كريمي", wishes="صباحا")
    walk.send()
    assert walk.error_at("email").endswith(
        sentence("Give us an e-mail address or a phone number, so that we can answer you.", READER)
    )
    typed = {name: walk.value(name) for name in ("message", "name", "wishes", "topic", "language")}
    assert typed == {"message": WISH, "name": "زهرة كريمي", "wishes": "صباحا", "topic": "german", "language": READER}
    assert Enquiry.objects.filter(name="زهرة كريمي").count() == 0

    # Now with an address; the code comes in Arabic.
    walk.fill(email="zahra.karimi@post.example")
    walk.send()
    code = post.letter_to("zahra.karimi@post.example")
    assert code.subject == sentence("Your code for your message to us", READER)
    walk.fill(code="000000" if digits_in(code) != "000000" else "111111")
    walk.send("code")
    assert sentence("That is not the code. Look at the mail again: it has six digits.", READER) in walk.error_at("code")
    walk.fill(code=digits_in(code))
    walk.send("code")

    # It arrived, says the page and the mail.
    assert sentence("Your message has arrived", READER) in walk.words
    assert sentence("A person from our team answers you within three working days, in your language.", READER) in (
        walk.words
    )
    kept = Enquiry.objects.values("name", "email", "message", "wishes", "language", "topic", "state", "page_key").get(
        name="زهرة كريمي"
    )
    assert kept == {
        "name": "زهرة كريمي",
        "email": "zahra.karimi@post.example",
        "message": WISH,
        "wishes": "صباحا",
        "language": READER,
        "topic": "german",
        "state": EnquiryState.NEW,
        "page_key": course.translation_key,
    }
    letters = {addressee(letter): letter.subject for letter in post.fetch()}
    assert letters["zahra.karimi@post.example"] == sentence("Your message has arrived", READER)
    assert post.kinds() == [
        ("home.enquiry_code", "zahra.karimi@post.example", READER),
        ("home.enquiry_new", "redaktion@offenes-haus.example", "de"),
        ("home.enquiry_received", "zahra.karimi@post.example", READER),
    ]
