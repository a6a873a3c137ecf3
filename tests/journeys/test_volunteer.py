"""Story 4: somebody wants to help, from the first look to a date that is given back in time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone
from icalendar import Calendar

from cms.users.models import User
from tests.journeys.reading_mail import Post, addressee, link_in
from tests.journeys.walking import Walk, address, counted, plain, sentence
from tests.make.people import make_user
from tests.make.volunteering import fill, make_sign_up, make_volunteer
from volunteering.enums import Level, SignUpState, VolunteerState
from volunteering.models import Need, NeedText, PendingSignUp, Shift, SignUp, Volunteer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]

NAME, EMAIL = "Mariam Haddad", "mariam.haddad@post.example"
WEDNESDAY = 2


@dataclass
class Task:
    """The task of the story: hosting at the language café, on Wednesdays."""

    need: Need
    shifts: list[Shift]

    @classmethod
    def of_the_demo(cls) -> "Task":
        need = NeedText.objects.get(locale__language_code="de", title="Gastgeben im Sprachcafé").need
        return cls(need, list(Shift.objects.ahead(timezone.now()).filter(need=need).order_by("starts_at")))

    def title(self, language: str) -> str:
        return NeedText.objects.get(need=self.need, locale__language_code=language, live=True).title

    def page(self, language: str) -> str:
        return address("volunteering:need", language, self.need.code)

    def sign_up_page(self, language: str, shift: Shift) -> str:
        return address("volunteering:shift_sign_up", language, self.need.code, shift.number)


def people_of(shift: Shift) -> dict[str, str]:
    """Who stands where on the list of a shift."""
    return dict(SignUp.objects.filter(shift=shift).values_list("volunteer__name", "state"))


def calendar_entry(walk: Walk, task: Task, shift: Shift) -> Any:
    """The calendar file that the page offers."""
    link = walk.page.locator(f'a[href$="/{task.need.code}/{shift.number}/termin.ics"]').first
    response = walk.page.request.get(link.get_attribute("href"))
    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.body()).walk("VEVENT")[0]


@pytest.mark.parametrize(
    ("language", "width", "script"),
    [
        pytest.param("de", 360, True, id="German phone"),
        pytest.param("de", 360, False, id="German phone without JavaScript"),
        pytest.param("ar", 360, True, id="Arabic phone"),
        pytest.param("ar", 360, False, id="Arabic phone without JavaScript"),
        pytest.param("de", 1280, True, id="German desktop"),
    ],
)
def test_volunteer_helps_and_gives_a_date_back_in_time(
    new_page: Callable[..., object], language: str, width: int, script: bool
) -> None:
    post, task = Post(), Task.of_the_demo()
    walk = Walk(new_page(width=width, java_script_enabled=script, locale=language), language)

    first = finds_and_signs_up(walk, post, task)
    tells_about_themselves(walk, task)
    second = takes_what_is_suggested(walk, post, task, first)
    waiting = somebody_waits_for(second)
    post.fetch()
    gives_back(walk, task, second)
    is_offered_the_place(new_page(width=width, java_script_enabled=script), post, second, waiting)

    assert people_of(first)[NAME] == SignUpState.CONFIRMED
    assert people_of(second)[NAME] == SignUpState.WITHDRAWN
    assert people_of(second)[waiting.name] == SignUpState.CONFIRMED
    second.refresh_from_db()
    assert (second.places_taken, second.waiting) == (second.places_max, 0)


def finds_and_signs_up(walk: Walk, post: Post, task: Task) -> Shift:
    """Without an account, with name and e-mail, confirmed by the button behind the mailed link."""
    language, shift = walk.language, task.shifts[1]
    before = people_of(shift)
    walk.go(address("volunteering:need_list", language))
    walk.follow(task.page(language))
    assert plain(walk.page.locator("h1").inner_text()) == plain(task.title(language))
    walk.follow(task.sign_up_page(language, shift))

    walk.fill(name="", email="mariam.haddad@")
    walk.send()
    assert walk.error_at("name") != ""
    assert (walk.error_at("email") != "", walk.value("email")) == (True, "mariam.haddad@")
    walk.fill(name=NAME, email=EMAIL)
    walk.send()
    assert sentence("Look into your mailbox", language) in walk.words
    assert (people_of(shift), User.objects.filter(email=EMAIL).count()) == (before, 0)

    letter = post.letter_to(EMAIL)
    assert letter.subject == sentence("Please confirm: %(title)s", language, title=task.title(language))
    walk.go(link_in(letter, address("volunteering:answer", language, "x")[:-2]))
    assert (people_of(shift), PendingSignUp.objects.get().used_at) == (before, None), "opening a link changes nothing"
    walk.send()
    assert sentence("You are in!", language) in walk.words
    assert people_of(shift) == before | {NAME: SignUpState.CONFIRMED}
    volunteer = Volunteer.objects.get(name=NAME)
    assert (volunteer.state, volunteer.user.email, volunteer.user.language) == (
        VolunteerState.INTERESTED,
        EMAIL,
        language,
    )
    confirmed = post.letter_to(EMAIL)
    assert confirmed.subject == sentence("You are in: %(title)s", language, title=task.title(language))
    assert [part.filename for part in confirmed.attachments] == [f"{task.need.code}-{shift.number}.ics"]
    return shift


def tells_about_themselves(walk: Walk, task: Task) -> None:
    """The short profile: two languages, Wednesdays, one district, one interest."""
    walk.follow(address("volunteering:mine_profile", walk.language))
    walk.fill(language_0="ar")
    walk.send()
    assert walk.error_at("level_0").endswith(sentence("Please choose how well you speak it.", walk.language))
    assert walk.value("language_0") == "ar"
    walk.fill(level_0=Level.NATIVE, language_1="de", level_1=Level.C1, home=str(task.need.district_id))
    walk.tick("times", [f"{WEDNESDAY}-afternoon", f"{WEDNESDAY}-evening"])
    walk.tick("interests", ["language"])
    walk.send()
    assert walk.path == address("volunteering:mine", walk.language)
    assert sentence("Your profile is saved. Here is what fits now.", walk.language) in plain(
        walk.page.locator(".messages").inner_text()
    )
    volunteer = Volunteer.objects.get(name=NAME)
    assert dict(volunteer.languages.values_list("language", "level")) == {"ar": Level.NATIVE, "de": Level.C1}
    assert sorted(volunteer.cells.values_list("weekday", "part")) == [(WEDNESDAY, "afternoon"), (WEDNESDAY, "evening")]
    assert (volunteer.home_district, volunteer.interests) == (task.need.district, ["language"])


def takes_what_is_suggested(walk: Walk, post: Post, task: Task, first: Shift) -> Shift:
    """The best suggestion is another Wednesday, with reasons; the calendar entry can be kept."""
    language = walk.language
    rows = walk.page.locator("section[aria-labelledby=suggested] li.row")
    best = rows.first
    assert plain(best.locator("h3").inner_text()) == plain(task.title(language))
    reasons = [plain(reason) for reason in best.locator(".reasons li").all_inner_texts()]
    assert (len(reasons), len(set(reasons))) == (3, 3)
    second = next(
        shift
        for shift in task.shifts
        if best.locator(f'a[href="{task.sign_up_page(language, shift)}"]').count() and shift != first
    )
    best.locator(f'a[href="{task.sign_up_page(language, second)}"]').click()
    walk.page.wait_for_load_state()
    walk.look()
    walk.send()
    assert sentence("You are in!", language) in walk.words
    assert people_of(second)[NAME] == SignUpState.CONFIRMED

    entry = calendar_entry(walk, task, second)
    assert (str(entry["SUMMARY"]), entry.start, entry.end) == (
        task.title(language),
        second.starts_at,
        second.ends_at,
    )
    assert str(entry["LOCATION"]).startswith(task.need.venue.name)
    letter = post.letter_to(EMAIL)
    assert letter.subject == sentence("You are in: %(title)s", language, title=task.title(language))
    walk.follow(address("volunteering:mine", language))
    assert counted("%(number)s date ahead", "%(number)s dates ahead", 2, language) in walk.words
    return second


def somebody_waits_for(shift: Shift) -> Volunteer:
    """The other places go, and one person more would like to come."""
    shift.refresh_from_db()
    now = timezone.now()
    fill(shift, at=now)
    shift.refresh_from_db()
    user = make_user("karim.saleh@post.example", name="Karim Saleh", language="ar")
    waiting = make_volunteer(user.name, user=user, language="ar", languages={"ar": "native", "de": "B2"})
    make_sign_up(shift, waiting, state=SignUpState.WAITLISTED, at=now)
    return waiting


def gives_back(walk: Walk, task: Task, shift: Shift) -> None:
    """Cancelled in time, after one question."""
    mine = SignUp.objects.get(volunteer__name=NAME, shift=shift)
    walk.go(address("volunteering:mine", walk.language))
    walk.follow(address("volunteering:sign_up_cancel", walk.language, mine.pk))
    assert people_of(shift)[NAME] == SignUpState.CONFIRMED
    walk.send()
    assert walk.path == address("volunteering:mine", walk.language)
    thanks = "Thank you for telling us. You are not expected for this date any more."
    assert sentence(thanks, walk.language) in plain(walk.page.locator(".messages").inner_text())
    assert counted("%(number)s date ahead", "%(number)s dates ahead", 1, walk.language) in walk.words
    assert walk.page.locator(f'a[href$="/{task.need.code}/{shift.number}/termin.ics"]').count() == 0


def is_offered_the_place(page: object, post: Post, shift: Shift, waiting: Volunteer) -> None:
    """The next in the queue gets a mail in their language and accepts with a button, without signing in."""
    offered = SignUp.objects.get(volunteer=waiting, shift=shift)
    assert offered.state == SignUpState.OFFERED
    letters = {addressee(letter): letter for letter in post.fetch()}
    title = NeedText.objects.get(need=shift.need, locale__language_code="ar", live=True).title
    offer = letters[waiting.user.email]
    assert offer.subject == sentence("A place for you: %(title)s", "ar", title=title)
    assert sorted(letters) == ["ehrenamt@offenes-haus.example", waiting.user.email]

    other = Walk(page, "ar")
    link = link_in(offer, address("volunteering:answer", "ar", "x")[:-2])
    other.go(link)
    offered.refresh_from_db()
    assert offered.state == SignUpState.OFFERED, "opening a link changes nothing"
    other.press("button[name=accept]")
    assert sentence("You are in!", "ar") in other.words
    moved_up = post.letter_to(waiting.user.email)
    assert len(moved_up.attachments) == 1
    other.go(link, status=410)
