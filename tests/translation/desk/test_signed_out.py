"""Saving after the session has ended: the text waits until the person is back."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.test import Client

from tests.journeys.walking import address
from tests.make.sessions import mailed_code
from tests.make.translation import publish
from tests.make.translators import make_translator
from tests.translation.desk.visiting import Visit, browser_of, stale_page, stored

pytestmark = pytest.mark.django_db
NEW = "Was die Kita jetzt kostet."
TEXT = "كم تكلف الروضة الآن؟"


def session_ends() -> None:
    Session.objects.all().delete()


@pytest.mark.acceptance("T11")
@pytest.mark.parametrize("button", ["sentence", "submit"])
def test_text_is_still_in_the_form_after_signing_in_again(mailoutbox: list, button: str) -> None:
    user = make_translator("ar", email="samira@post.example")
    seen = Visit(browser_of(user), stale_page()).open()
    session_ends()

    seen.press(f"save:{NEW}", typed={NEW: TEXT}, name=button)
    told = "Your text is kept: sign in again" in seen.page.get_text()
    seen.take(sign_in_on(seen, mailoutbox))

    assert (told, seen.url) == (True, seen.address())
    assert (stored(seen.source, NEW), seen.text(NEW)) == ("", TEXT)
    assert ("What you typed is still here" in seen.words, "Not saved yet." in seen.card(NEW).text) == (True, True)
    seen.press("all")
    assert (stored(seen.source, NEW), "What you typed is still here" in seen.open().words) == (TEXT, False)


def sign_in_on(seen: Visit, mailoutbox: list) -> Any:
    """By the code of a mail, from the page of the login on."""
    way = next(str(link["href"]) for link in seen.page.select("main a.button") if "/code/" in link["href"])
    form = BeautifulSoup(seen.client.get(way).content, "html.parser").select_one("main form")
    hidden = {tag["name"]: tag["value"] for tag in form.select("input[type=hidden]") if tag.get("value")}
    seen.client.post(form["action"], {**hidden, "email": "samira@post.example"})
    code = {"code": mailed_code(mailoutbox)}
    return seen.client.post(address("account_confirm_login_code", "en"), {**hidden, **code}, follow=True)


def test_script_is_told_where_to_sign_in() -> None:
    seen = Visit(browser_of(make_translator("ar")), stale_page()).open()
    session_ends()

    data = seen.fields() | {f"text-{seen.ref(NEW)}": TEXT, "do": f"left:{seen.ref(NEW)}"}
    response = seen.client.post(seen.address("sentence"), data, headers={"Accept": "application/json"})

    answer = response.json()
    assert (response.status_code, answer["outcome"], answer["label"]) == (401, "kept", "Sign in")
    assert (answer["go"].startswith("/en/konto/login/?next="), stored(seen.source, NEW)) == (True, "")


def test_form_of_an_earlier_session_is_kept_too() -> None:
    user = make_translator("ar")
    seen = Visit(browser_of(user, enforce_csrf_checks=True), stale_page()).open()
    seen.client.cookies["csrftoken"] = "x" * 32

    seen.press(f"save:{NEW}", typed={NEW: TEXT})

    assert (stored(seen.source, NEW), seen.text(NEW)) == ("", TEXT)
    assert "Your page was too old." in seen.page.get_text()


def test_no_other_site_begins_sessions_here() -> None:
    page = stale_page()
    seen = Visit(browser_of(make_translator("ar")), page).open()
    stranger = Client(enforce_csrf_checks=True)

    response = stranger.post(seen.address("sentence"), seen.fields() | {f"text-{seen.ref(NEW)}": TEXT})

    assert (response.status_code, "sessionid" in response.cookies) == (403, False)


def test_text_whose_sentence_is_gone_is_shown_on_top() -> None:
    user = make_translator("ar")
    seen = Visit(browser_of(user), stale_page()).open()
    session_ends()
    seen.press(f"save:{NEW}", typed={NEW: TEXT})
    seen.source.lead = "Ganz anders."
    publish(seen.source)
    login(seen.client, user)

    seen.open()

    assert f"Your text is kept here {TEXT}" in seen.words


def login(client: Client, user: Any) -> None:
    """Keeps what the session of the guest holds, as signing in through the pages does."""
    kept = dict(client.session.items())
    client.force_login(user)
    session = client.session
    session.update({name: value for name, value in kept.items() if name == "translation_kept"})
    session.save()
