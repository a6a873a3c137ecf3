"""Trap 15 of platform.md: the admin's choosers and preview work under its policy, and no foreign host comes in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse

from home.models import EventPage
from tests.make.people import make_staff

WATCH = """
window.violations = [];
document.addEventListener(
  'securitypolicyviolation', e => window.violations.push(e.violatedDirective + ' ' + e.blockedURI)
);
"""


@pytest.fixture
def editor(demo: None, settings: object, new_page: Callable[..., Any], live_server: Any) -> Any:
    """A page of the browser with somebody signed in who may do everything."""
    settings.STAFF_SECOND_FACTOR = False  # type: ignore[attr-defined]
    person = make_staff()
    person.is_superuser = True
    person.save()
    client = Client()
    client.force_login(person)
    page = new_page(width=1280, height=900)
    name = django_settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": str(live_server)}])
    page.add_init_script(WATCH)
    page.foreign = []
    page.on(
        "request", lambda request: page.foreign.append(request.url) if is_foreign(request.url, live_server) else None
    )
    return page


def is_foreign(url: str, live_server: Any) -> bool:
    """Whether a request leaves the house."""
    return not url.startswith((str(live_server), "data:", "blob:", "about:"))


def violations(page: Any) -> list[str]:
    """What the policy stopped, in the page and in its frames."""
    return [found for frame in page.frames for found in frame.evaluate("() => window.violations || []")]


@pytest.mark.django_db(transaction=True)
def test_choosers_and_preview_of_the_admin_work(editor: Any) -> None:
    event = EventPage.objects.live().filter(locale__language_code="de").first()
    assert event is not None

    editor.goto(reverse("wagtailadmin_pages:edit", args=[event.pk]), wait_until="networkidle")

    editor.locator("[role=tab]").nth(1).click()  # the facts, whatever they are called
    editor.locator("input[name=first_day]").click()
    editor.locator(".xdsoft_datetimepicker:visible").first.wait_for()
    editor.keyboard.press("Escape")
    editor.locator("[data-chooser-action-choose]").first.evaluate("button => button.click()")
    editor.locator(".modal-content").first.wait_for()
    editor.locator(".modal-content .close").first.click()
    editor.locator("[data-side-panel-toggle=preview]").first.click()
    editor.frame_locator("iframe").first.locator("h1").wait_for()

    assert violations(editor) == []
    assert editor.foreign == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "name", ["wagtailadmin_home", "wagtailadmin_explore_root", "wagtailimages:add", "wagtaildocs:index"]
)
def test_screens_of_the_admin_are_not_stopped(editor: Any, name: str) -> None:
    editor.goto(reverse(name), wait_until="networkidle")

    assert violations(editor) == []
    assert editor.foreign == []


@pytest.mark.django_db(transaction=True)
def test_user_bar_works_on_a_page_for_readers(editor: Any) -> None:
    editor.goto("/de/", wait_until="networkidle")

    assert violations(editor) == []
    assert editor.foreign == []
