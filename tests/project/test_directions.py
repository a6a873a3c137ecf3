"""Right to left: nothing of ours knows left or right, and mixed text stands in the order in which one reads it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.network.enums import Access
from cms.translation.sources import sentences
from cms.translation.translating import publish_translation
from home.models import TextPage
from tests.make.network import make_contact, make_place
from tests.make.pages import make_hours
from tests.make.people import make_user
from tests.make.translation import locale, make_front_page, make_page, make_public, translated
from tests.ui.test_stylesheet import DIRECTION, without_comments

pytestmark = pytest.mark.acceptance("T23")

ROOT = Path(__file__).resolve().parents[2]
OURS = ("cms", "home", "volunteering", "opening")
STYLES = [path for app in OURS for path in sorted((ROOT / app).rglob("*.css"))]
TEMPLATES = [path for app in OURS for path in sorted((ROOT / app).rglob("templates/**/*.html"))]
INLINE = re.compile(r'style="([^"]*)"|<style>(.*?)</style>', re.DOTALL)


def test_no_style_sheet_of_any_app_knows_left_or_right() -> None:
    found = {str(path.relative_to(ROOT)): DIRECTION.findall(without_comments(path)) for path in STYLES}

    assert len(found) > 10
    assert {path: hits for path, hits in found.items() if hits} == {}


def test_no_template_knows_left_or_right() -> None:
    found = {}
    for path in TEMPLATES:
        text = path.read_text("utf-8")
        hits = [hit for pair in INLINE.findall(text) for hit in DIRECTION.findall("".join(pair))]
        hits += re.findall(r'\balign="?(?:left|right)|\bclass="[^"]*\b(?:left|right)\b[^"]*"', text)
        if hits:
            found[str(path.relative_to(ROOT))] = hits

    assert len(TEMPLATES) > 100
    assert found == {}


# ---------------------------------------------------------------- in the browser

ORDER = """([text, whole]) => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const letters = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    for (let index = 0; index < node.data.length; index++) letters.push([node, index]);
  const all = letters.map(([node, index]) => node.data[index]).join("");
  const start = all.indexOf(text);
  if (start < 0) return null;
  return letters.slice(start, start + text.length).map(([node, index]) => {
    const range = document.createRange();
    range.setStart(node, index);
    range.setEnd(node, index + 1);
    const box = range.getClientRects()[0];
    return [node.data[index], box ? (box.left + box.right) / 2 : null];
  }).filter(([sign, x]) => sign.trim() && x !== null);
}"""


def seen(page: Any, text: str) -> str:
    """The signs of a text as they stand on the screen, from left to right."""
    found = page.evaluate(ORDER, [text, ""])
    assert found is not None, f"{text} is not on the page."
    return "".join(sign for sign, _x in sorted(found, key=lambda pair: pair[1]))


WORDS = {
    "ar": ("مركز (IFAK e.V.) يساعدك", "الهاتف +49 234 5678 910 من 9:00–12:15", "دورة [B1 (Sprachkurs)] مجانية"),
    "fa": ("مرکز (IFAK e.V.) کمک می‌کند", "تلفن +49 234 5678 910 از 9:00–12:15", "دوره [B1 (Sprachkurs)] رایگان"),
}


@pytest.mark.parametrize("code", WORDS)
def test_numbers_hours_names_and_brackets_stand_in_reading_order(new_page: Callable[..., Any], code: str) -> None:
    make_public()
    place = make_place("Haus der Vielfalt", phone="+49 221 4710 112")
    make_hours(place, 1, "09:00", "12:15", Access.WALK_IN)
    make_contact("Layla Haddad", languages=["de", "ar"], phone="+49 221 4710 113")
    body = [("paragraph", "<p>Eins.</p><p>Zwei.</p><p>Drei.</p>"), ("places", None), ("contacts", {"topic": ""})]
    source = make_page(title="Rat", lead="Hilfe.", slug="rat", body=body)
    words = dict(zip(("Eins.", "Zwei.", "Drei."), WORDS[code], strict=True))
    publish_translation(source, code, {german: words.get(german, german) for german in sentences(source)})

    page = new_page(width=320)
    page.goto(f"/{code}/rat/")

    assert {
        "association": seen(page, "(IFAK e.V.)"),
        "phone in words": seen(page, "+49 234 5678 910"),
        "hours in words": seen(page, "9:00–12:15"),
        "brackets": seen(page, "[B1 (Sprachkurs)]"),
        "phone of a place": seen(page, "+49 221 4710 112"),
        "phone of a person": seen(page, "+49 221 4710 113"),
    } == {
        "association": ")IFAKe.V.(",  # brackets are drawn mirrored: the opening one stands on the right
        "phone in words": "+492345678910",
        "hours in words": "9:00–12:15",
        "brackets": "])Sprachkurs(B1[",
        "phone of a place": "+492214710112",
        "phone of a person": "+492214710113",
    }
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_admin_fields_of_an_arabic_row_take_their_direction_from_their_words(
    new_page: Callable[..., Any], live_server: Any, settings: Any
) -> None:
    settings.STAFF_SECOND_FACTOR = False
    home = translated(make_front_page(), "ar")
    row = TextPage(title="نصيحة", lead="مساعدة", slug="rat", locale=locale("ar"), responsible=home.responsible)
    home.add_child(instance=row)
    client = Client()
    client.force_login(make_user(is_staff=True, is_superuser=True))
    page = new_page(width=1280)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": str(live_server)}])

    page.goto(reverse("wagtailadmin_pages:edit", args=[row.pk]))
    page.wait_for_selector("input[type=text][dir], textarea[dir]")

    fields = page.evaluate(
        """() => [...document.querySelectorAll("input[type=text], textarea")]
            .filter((field) => /[\\u0600-\\u06ff]/.test(field.value))
            .map((field) => [field.value, getComputedStyle(field).direction])"""
    )
    assert fields[:2] == [["نصيحة", "rtl"], ["مساعدة", "rtl"]]
    assert {direction for _value, direction in fields} == {"rtl"}
