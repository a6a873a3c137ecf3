"""The screens for files of translators, as somebody of communications meets them."""

import os
import random
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.users.models import UserProfile

from cms.translation.exchange.archive import MOST_BYTES
from cms.translation.exchange.export import export
from cms.translation.models import Exchange, ExchangeState
from cms.users.models import User
from cms.users.roles import COORDINATOR
from tests.make.exchange import (
    fill,
    make_offer,
    packed,
    po_of,
    row_of,
    sent,
    stored_words,
    translated_po,
    translated_xliff,
    unpacked,
)
from tests.make.people import make_staff
from tests.make.translation import make_page, translated
from tests.translation.exchange.test_hostile_files import mutated

NAMES = ("list", "export", "import")
EXAMPLES = 300 if os.environ.get("PROOF") else 25


@pytest.fixture
def browser_of_staff(staff: User, client: Client, settings: Any) -> Client:
    settings.STAFF_SECOND_FACTOR = False
    UserProfile.objects.create(user=staff, preferred_language="en")
    client.force_login(staff)
    return client


def address(name: str, *values: object) -> str:
    return reverse(f"translation_exchange{f'_{name}' if name else ''}", args=values)


def upload(client: Client, content: bytes, name: str = "ar.po", **fields: str) -> HttpResponse:
    return client.post(address("import"), {"file": SimpleUploadedFile(name, content), **fields}, follow=True)


def words(answer: HttpResponse) -> str:
    """What stands on the page, without tags and in single spaces."""
    text = re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(text.split())


@pytest.mark.parametrize("name", NAMES)
def test_only_those_who_manage_translations_enter(db: None, client: Client, settings: Any, name: str) -> None:
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(make_staff(COORDINATOR))

    answer = client.get(address(name))

    assert (answer.status_code, answer["Location"]) == (302, "/admin/")


def test_empty_list_says_what_to_do(browser_of_staff: Client) -> None:
    assert "No files yet. An export gives you an archive" in words(browser_of_staff.get(address("list")))


def test_export_from_the_form_gives_an_archive(browser_of_staff: Client) -> None:
    make_offer()

    page = browser_of_staff.post(
        address("export"), {"codes": ["ar", "tr"], "which": "open", "area": "pages", "format": "xliff"}, follow=True
    )
    made = Exchange.objects.get()
    file = browser_of_staff.get(address("download", made.pk))

    assert page.redirect_chain == [(address("", made.pk), 302)]
    assert "Kommen Sie vorbei" in words(page)
    assert file.content == bytes(made.content or b"")
    assert "no-store" in file["Cache-Control"]
    assert sorted({name.partition("/")[0] for name in unpacked(made)}) == ["ar", "tr"]


def test_export_of_one_text_needs_no_more_than_the_format(browser_of_staff: Client) -> None:
    page = make_offer()
    where = f"{address('export')}?piece={page.translation_key}:ar"

    form = browser_of_staff.get(where)
    browser_of_staff.post(where, {"piece": f"{page.translation_key}:ar", "format": "po"})

    assert "One text: Kommen Sie vorbei" in words(form)
    assert [file["title"] for file in Exchange.objects.get().report["files"]] == ["Kommen Sie vorbei"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"format": "po"}, "Choose at least one language."),
        ({"codes": ["ar"], "format": "po", "area": "network.organisationtext"}, "Nothing fits this choice"),
        ({"codes": ["xx"], "format": "po"}, "xx is not one of the available choices"),
        ({"codes": ["ar"], "format": "docx"}, "docx is not one of the available choices"),
    ],
)
def test_export_that_cannot_be_made_says_why(browser_of_staff: Client, fields: Any, sentence: str) -> None:
    make_offer()

    assert sentence in words(browser_of_staff.post(address("export"), fields))
    assert not Exchange.objects.exists()


def test_upload_is_shown_and_then_taken_over(browser_of_staff: Client, staff: User) -> None:
    page = make_offer()

    shown = upload(browser_of_staff, translated_po(po_of(staff, page), fill))
    waiting = Exchange.objects.get(kind="import")
    nothing_yet = stored_words(page, "ar")
    done = browser_of_staff.post(address("apply", waiting.pk), follow=True)

    assert "Nothing is changed yet." in words(shown)
    assert nothing_yet == {}
    assert "4 sentences were taken over." in words(done)
    assert len(stored_words(page, "ar")) == 4


def test_second_click_says_that_it_was_done(browser_of_staff: Client, staff: User) -> None:
    waiting = sent(staff, translated_po(po_of(staff, make_offer()), fill))
    browser_of_staff.post(address("apply", waiting.pk))

    again = browser_of_staff.post(address("apply", waiting.pk), follow=True)

    assert "This upload was taken over already. Nothing was changed a second time." in words(again)


def test_sentences_stand_side_by_side_and_decisions_are_kept(browser_of_staff: Client, staff: User) -> None:
    page = make_offer()
    translated(page, "ar")
    content = translated_po(po_of(staff, page), lambda entry: setattr(entry, "msgstr", f"Datei: {entry.msgid}"))
    ours = row_of(page, "ar", "Montag bis Donnerstag.")
    ours.data = "unser neues Wort"
    ours.save()
    waiting = sent(staff, content)

    shown = browser_of_staff.get(address("file", waiting.pk, 0))
    rows = re.findall(r'name="row" value="([^"]+)"', shown.content.decode())
    browser_of_staff.post(address("file", waiting.pk, 0), {"row": rows, "take": rows[:1]})
    browser_of_staff.post(address("apply", waiting.pk))

    text = words(shown)
    assert "unser neues Wort" in text
    assert "Datei: Montag bis Donnerstag." in text
    assert "Different; ours was changed later by hand (1)" in text
    assert len(rows) == 4
    assert stored_words(page, "ar") == {
        "Kommen Sie vorbei": "ar: Kommen Sie vorbei",
        "Für {alle}.": "ar: Für {alle}.",
        'Fragen? <a id="a1">Schreiben</a> Sie <b>uns</b>.': 'ar: Fragen? <a id="a1">Schreiben</a> Sie <b>uns</b>.',
        "Montag bis Donnerstag.": "Datei: Montag bis Donnerstag.",
    }


def test_words_of_a_file_are_words_and_nothing_more(browser_of_staff: Client, staff: User) -> None:
    evil = "<script>alert(1)</script>"
    content = translated_po(po_of(staff, make_offer()), lambda entry: setattr(entry, "msgstr", evil))
    waiting = sent(staff, content)

    shown = browser_of_staff.get(address("file", waiting.pk, 0)).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert evil not in shown


def test_report_is_a_table_without_formulas(browser_of_staff: Client, staff: User) -> None:
    content = translated_po(po_of(staff, make_offer()), lambda entry: setattr(entry, "msgstr", "=1+1"))
    waiting = sent(staff, content)
    too_early = browser_of_staff.get(address("report", waiting.pk))
    browser_of_staff.post(address("apply", waiting.pk))

    table = b"".join(browser_of_staff.get(address("report", waiting.pk)).streaming_content).decode()

    assert too_early.status_code == 404
    assert "'=1+1" in table
    assert ";=1+1" not in table


def test_discarded_upload_changes_nothing(browser_of_staff: Client, staff: User) -> None:
    page = make_offer()
    waiting = sent(staff, translated_po(po_of(staff, page), fill))

    listed = browser_of_staff.post(address("discard", waiting.pk), follow=True)
    tried = browser_of_staff.post(address("apply", waiting.pk), follow=True)

    waiting.refresh_from_db()
    assert "The upload was discarded. Nothing was changed." in words(listed)
    assert "This upload was discarded." in words(tried)
    assert (waiting.state, waiting.content, stored_words(page, "ar")) == (ExchangeState.DISCARDED, None, {})


def test_file_that_was_deleted_is_not_there(browser_of_staff: Client, staff: User) -> None:
    made = export([(make_offer(), "ar")], "po", by=staff, at=timezone.now())
    Exchange.objects.update(content=None)

    assert "The archive was deleted after 30 days." in words(browser_of_staff.get(address("", made.pk)))
    assert browser_of_staff.get(address("download", made.pk)).status_code == 404


@pytest.mark.parametrize(("name", "values"), [("", [999]), ("download", [999]), ("file", [999, 0]), ("report", [999])])
def test_what_is_not_there_is_not_found(browser_of_staff: Client, name: str, values: list[int]) -> None:
    assert browser_of_staff.get(address(name, *values)).status_code == 404


def test_upload_for_another_text_is_named(browser_of_staff: Client, staff: User) -> None:
    page, other = make_offer(), make_page(title="Kontakt")

    shown = upload(browser_of_staff, po_of(staff, page), key=str(other.translation_key), code="ar")

    assert "This file belongs to the text “Kommen Sie vorbei”, not to “Kontakt”." in words(shown)
    assert "No file of this upload can be taken over." in words(shown)


@pytest.mark.acceptance("T19")
@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.po", b"x" * (MOST_BYTES + 1), "The largest size is 10.0\xa0MB."),
        ("a.zip", b"PK\x03\x04" + b"x" * (50 * 1024 * 1024), "The file is 50.0\xa0MB big."),
        ("a.po", b"", "The submitted file is empty."),
        ("a.exe", b"MZ", "Files of this kind cannot be read."),
        ("a.xlf", b"<?xml version='1.0'?><!DOCTYPE x><xliff/>", "The file has a DOCTYPE."),
        ("a.po", b'"Content-Type: text/plain; charset=klingon\\n"', "characters are written as “klingon”."),
    ],
    ids=["11 MB", "50 MB", "empty", "program", "doctype", "encoding"],
)
def test_file_that_cannot_be_used_is_refused_in_words(
    browser_of_staff: Client, name: str, content: bytes, sentence: str
) -> None:
    answer = upload(browser_of_staff, content, name)

    assert answer.status_code == 200
    assert sentence in answer.content.decode().replace("&nbsp;", "\xa0")
    assert not Exchange.objects.exists()


@pytest.mark.acceptance("T31")
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32), kind=st.sampled_from(["po", "xliff", "zip"]))
def test_no_upload_is_an_error_of_the_server(browser_of_staff: Client, staff: User, seed: int, kind: str) -> None:
    with transaction.atomic():
        name, content = real_file(staff, kind)
        upload(browser_of_staff, mutated(content, random.Random(seed)), name)
        waiting = Exchange.objects.filter(kind="import").first()
        answers = [browser_of_staff.get(address("list"))]
        if waiting is not None:
            answers.append(browser_of_staff.get(address("file", waiting.pk, 0)))
            answers.append(browser_of_staff.post(address("apply", waiting.pk), follow=True))
            answers.append(browser_of_staff.get(address("report", waiting.pk)))
        transaction.set_rollback(True)

    assert [answer.status_code for answer in answers if answer.status_code not in {200, 404}] == []


def real_file(staff: User, kind: str) -> tuple[str, bytes]:
    """What a translator sends back, before something happened to it on the way."""
    page = make_offer()
    filled = translated_po(po_of(staff, page), fill)
    if kind == "po":
        return "ar.po", filled
    if kind == "zip":
        return "back.zip", packed({"ar/a.po": filled})
    [content] = unpacked(export([(page, "ar")], "xliff", by=staff, at=timezone.now())).values()
    return "ar.xlf", translated_xliff(content, lambda source: f"ar {source}")
