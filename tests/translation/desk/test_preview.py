"""Looking at a text before anybody else does."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Revision

from cms.translation.composing import ensure_row
from tests.make.translation import locale, make_organisation_text, make_public
from tests.make.translators import make_translator, save
from tests.translation.desk.visiting import Visit, browser_of, stale_page

pytestmark = pytest.mark.django_db
NEW = "Was die Kita jetzt kostet."


def test_page_is_shown_with_the_sentences_as_they_are_now_and_nothing_is_saved() -> None:
    make_public("ar")
    page, user = stale_page(), make_translator("ar")
    save(page, NEW, "كم تكلف الروضة الآن", by=user)
    row = page.get_translation(locale("ar"))
    before = (type(row).objects.filter(pk=row.pk).values().get(), Revision.objects.count())
    seen = Visit(browser_of(user), page)

    with CaptureQueriesContext(connection) as queries:
        response = seen.client.get(seen.address("preview"))

    html = BeautifulSoup(response.content, "html.parser")
    writes = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    writes = [sql for sql in writes if '"cache"' not in sql]
    assert (html.html["lang"], html.html["dir"], html.h1.text) == ("ar", "rtl", "ar: Kita")
    assert ("كم تكلف الروضة الآن" in html.main.text, writes) == (True, [])
    assert before == (type(row).objects.filter(pk=row.pk).values().get(), Revision.objects.count())
    assert [link["href"] for link in html.select(".preview-bar a")] == [seen.address()]


def test_preview_is_hidden_from_engines_and_framed_by_ourselves_alone() -> None:
    seen = Visit(browser_of(make_translator("ar")), stale_page())

    headers = seen.client.get(seen.address("preview")).headers

    assert (headers["X-Robots-Tag"], headers["X-Frame-Options"]) == ("noindex, nofollow", "SAMEORIGIN")
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert "no-store" in headers["Cache-Control"]


def test_snippet_is_shown_too() -> None:
    make_public("ar")
    text, user = make_organisation_text("Wir beraten Familien."), make_translator("ar")
    ensure_row(text, locale("ar"))
    save(text, "Wir beraten Familien.", "نقدم المشورة للأسر", by=user)
    seen = Visit(browser_of(user), text)

    html = BeautifulSoup(seen.client.get(seen.address("preview")).content, "html.parser")

    assert (html.html["lang"], "نقدم المشورة للأسر" in html.main.text) == ("ar", True)


def test_pasted_markup_is_shown_as_words(settings: Any) -> None:
    page, user = stale_page(), make_translator("ar")
    seen = Visit(browser_of(user), page).open()

    seen.press(f"save:{NEW}", typed={NEW: "كم <script>alert(1)</script>"})

    assert seen.faults[0][0].startswith("<script> is not allowed")
    assert "<script>alert" not in seen.page.main.decode()
