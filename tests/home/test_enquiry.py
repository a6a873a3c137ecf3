"""Asking through the browser's eyes: the form, the code, what happens next."""

from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cms.mail.models import OutboxMessage
from home.enums import EnquiryState
from home.models import Enquiry
from tests.make.pages import make_service
from tests.make.translation import make_front_page, make_public

pytestmark = pytest.mark.django_db


def form_of(client: Client, path: str) -> dict[str, str]:
    """What a browser would send from the open form."""
    found = BeautifulSoup(client.get(path).content, "html.parser")
    fields = {
        tag["name"]: tag.get("value", "") for tag in found.main.select("input[name]") if tag["type"] != "checkbox"
    }
    fields |= {tag["name"]: tag.get_text() for tag in found.main.select("textarea[name]")}
    chosen = {tag["name"]: tag.select_one("option[selected]") for tag in found.main.select("select[name]")}
    return fields | {name: option["value"] for name, option in chosen.items() if option}


def filled(client: Client, path: str = "/de/anfrage/", **fields: Any) -> dict[str, Any]:
    given = {"name": "Zahra Karimi", "email": "zahra@post.example", "message": "Wo finde ich einen Kurs?"}
    return form_of(client, path) | given | fields


def errors(response: Any) -> dict[str, list[str]]:
    return dict(response.context["form"].errors)


def test_an_arabic_reader_asks_confirms_and_reads_what_happens_next(client: Client) -> None:
    page = make_service(topics=("family",))
    make_public("ar")
    path = f"/ar/anfrage/?seite={page.translation_key}"

    sent = client.post(path, filled(client, path))
    code = next(
        word
        for word in OutboxMessage.objects.get(kind="home.enquiry_code").text.split()
        if word.isdigit() and len(word) == 6
    )
    confirmed = client.post(sent["Location"], {"code": code})
    done = client.get(confirmed["Location"])

    enquiry = Enquiry.objects.get()
    assert (enquiry.state, enquiry.language, enquiry.topic, enquiry.page_key, enquiry.assigned_to) == (
        EnquiryState.NEW,
        "ar",
        "family",
        page.translation_key,
        page.responsible,
    )
    assert (sent.status_code, confirmed.status_code, done.status_code) == (302, 302, 200)
    assert done.templates[0].name == "home/enquiry_done.html"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"name": ""}, {"name"}, id="no name"),
        pytest.param({"email": "", "phone": ""}, {"email"}, id="no way to answer"),
        pytest.param({"email": "zahra@"}, {"email"}, id="a broken address"),
        pytest.param({"email": "", "phone": "ruf mich an"}, {"phone"}, id="a phone number in words"),
        pytest.param({"message": " "}, {"message"}, id="no message"),
        pytest.param({"message": "x" * 2001}, {"message"}, id="a message that is too long"),
        pytest.param({"topic": "weather", "language": "xx"}, {"topic", "language"}, id="choices that do not exist"),
        pytest.param({"website": "https://spam.example"}, {"website"}, id="the field people never see"),
        pytest.param({"stamp": "1:forged"}, {"__all__"}, id="a forged moment"),
        pytest.param({"name": "\x00"}, {"name"}, id="nothing but NUL"),
    ],
)
def test_bad_input_gets_a_sentence_at_the_field_and_keeps_what_was_typed(
    client: Client, fields: dict[str, str], expected: set[str]
) -> None:
    make_front_page()
    sent = filled(client, **fields)

    response = client.post("/de/anfrage/", sent)

    assert (response.status_code, set(errors(response)), Enquiry.objects.count()) == (200, expected, 0)
    found = BeautifulSoup(response.content, "html.parser")
    kept = found.find("textarea", attrs={"name": "message"}).get_text().strip()
    assert kept == sent["message"].strip()


def test_sending_twice_leads_to_the_same_page_and_keeps_one_enquiry(client: Client) -> None:
    make_front_page()
    sent = filled(client)

    first, second = client.post("/de/anfrage/", sent), client.post("/de/anfrage/", sent)

    assert first["Location"] == second["Location"]
    assert (Enquiry.objects.count(), OutboxMessage.objects.count()) == (1, 1)


def test_a_wrong_code_is_said_at_the_field(client: Client) -> None:
    make_front_page()
    sent = client.post("/de/anfrage/", filled(client))

    response = client.post(sent["Location"], {"code": "abc"})

    assert errors(response) == {
        "code": ["Das ist nicht der Code. Sehen Sie noch einmal in die E-Mail: Er hat sechs Ziffern."]
    }


def test_by_phone_somebody_calls_back(client: Client) -> None:
    make_front_page()

    sent = client.post("/de/anfrage/", filled(client, email="", phone="+49 171 3920 001"))
    done = client.get(sent["Location"])

    assert Enquiry.objects.get().state == EnquiryState.NEW
    assert "Wir rufen Sie" in done.content.decode()


def test_reading_never_changes_anything(client: Client) -> None:
    make_front_page()
    sent = client.post("/de/anfrage/", filled(client))
    before = list(Enquiry.objects.values())

    client.get(sent["Location"])
    client.get(f"{sent['Location']}code/")

    assert list(Enquiry.objects.values()) == before
    assert OutboxMessage.objects.count() == 1


def test_health_asks_for_no_diagnosis(client: Client) -> None:
    make_front_page()

    asked = {topic: client.get(f"/de/anfrage/?thema={topic}").content for topic in ("health", "work")}

    assert ["keine Diagnosen" in asked[topic].decode() for topic in ("health", "work")] == [True, False]


@pytest.mark.parametrize(
    "query",
    ["seite=nonsense", "seite=85054860-d46e-4b5f-90b5-8b325acae5f1", "thema=weather", "seite=%00", "x=" + "y" * 5000],
)
def test_broken_addresses_open_the_plain_form(client: Client, query: str) -> None:
    make_front_page()

    response = client.get(f"/de/anfrage/?{query}")

    assert (response.status_code, response.context["form"].initial["topic"]) == (200, "general")


def test_a_stranger_finds_no_enquiry(client: Client) -> None:
    assert client.get(f"/de/anfrage/{uuid4()}/").status_code == 404


def test_too_many_from_one_mailbox_are_asked_to_wait_and_lose_nothing(client: Client) -> None:
    make_front_page()
    for _number in range(5):
        client.post("/de/anfrage/", filled(client))

    response = client.post("/de/anfrage/", filled(client))

    assert list(errors(response)) == ["__all__"]
    assert Enquiry.objects.count() == 5


def test_forms_are_never_cached(client: Client) -> None:
    make_front_page()

    assert "no-store" in client.get("/de/anfrage/")["Cache-Control"]
