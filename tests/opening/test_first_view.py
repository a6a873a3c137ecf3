"""What a phone shows before anybody scrolls: who must act (O47)."""

from typing import Any

import pytest

from cms.users.models import User
from opening.models import Process
from tests.opening.pages import as_user

PHONE = {"width": 360, "height": 640}


@pytest.mark.acceptance("O47")
@pytest.mark.parametrize("login", ["s.krueger@kita-regenbogen.example", "a.yilmaz@kita-regenbogen.example"])
@pytest.mark.parametrize("language", ["de", "ar"])
def test_first_viewport_of_a_phone_holds_the_first_step_of_your_turn(
    demo: None, new_page: Any, live_server: Any, login: str, language: str
) -> None:
    page = new_page(**PHONE)
    client = as_user(User.objects.get(email=login))
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": str(live_server)}]
    )
    process = Process.objects.get(organisation__name="Kita Regenbogen")

    page.goto(f"/{language}/prozess/{process.code}/")

    heading = page.locator("#you h2").bounding_box()
    first = page.locator("#you .todo > li").first.bounding_box()
    assert heading["y"] + heading["height"] <= PHONE["height"]
    assert first["y"] + first["height"] <= PHONE["height"]
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
