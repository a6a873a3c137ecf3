"""The matrix of permissions over wagtail-localize's own addresses in the admin: every role, every method."""

import re
from typing import Any

import pytest
from django.contrib.messages import constants, get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
)

from cms.network.models import OrganisationText
from cms.users.models import User
from cms.users.roles import COORDINATOR, EDITOR, PUBLISHER
from tests.make.pages import make_service
from tests.make.people import make_staff, make_user
from tests.make.translation import make_organisation_text, publish, translated
from tests.make.translators import make_translator
from tests.project.address_book import Address
from tests.project.localize_book import DOORS, METHODS, OUTSIDE, STAFF, Answer, localize_addresses

pytestmark = pytest.mark.acceptance("T29")
PEOPLE = {
    "guest": lambda: None,
    "volunteer": make_user,
    "translator": lambda: make_translator("ar"),
    "reviewer": lambda: make_translator("ar", review=True),
    "editor": lambda: make_staff(EDITOR),
    "lead": lambda: make_staff(PUBLISHER),
    "coordinator": lambda: make_staff(COORDINATOR),
}
TABLES: tuple[Any, ...] = (Page, OrganisationText, Revision, Translation, StringTranslation, SegmentOverride)


class House:
    """A page and a snippet that are live in Arabic, with a value for every argument of an address."""

    def __init__(self) -> None:
        page = make_service()
        page.body = [("paragraph", '<p>Siehe <a href="https://www.bamf.de/">bamf.de</a>.</p>')]
        page, text = publish(page), make_organisation_text()
        translated(page, "ar")
        translated(text, "ar")
        translation = Translation.objects.get(source__object_id=page.translation_key)
        self.values: dict[str, Any] = {
            "page_id": page.pk,
            "app_label": "network",
            "model_name": "organisationtext",
            "pk": text.pk,
            "translation_id": translation.pk,
            "translation_source_id": translation.source_id,
            "string_segment_id": StringSegment.objects.filter(source=translation.source)[0].pk,
            "overridable_segment_id": OverridableSegment.objects.filter(source=translation.source)[0].pk,
            "mode": "other",
        }

    def path(self, address: Address) -> str:
        names = re.findall(r"<(?:\w+:)?(\w+)>", address.route)
        return reverse(address.name, kwargs={name: self.values[name] for name in names})


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    """The second factor has tests of its own; here it would hide what a role may do."""
    settings.STAFF_SECOND_FACTOR = False


def test_every_address_of_wagtail_localize_is_in_the_book() -> None:
    assert set(localize_addresses()) == set(DOORS), "Decide in tests/project/localize_book.py who gets what there."


@pytest.mark.parametrize("role", [*OUTSIDE, *sorted(STAFF)])
def test_addresses_of_wagtail_localize_answer_as_the_book_says(db: None, role: str) -> None:
    house, user, wrong = House(), PEOPLE[role](), []
    for name, address in localize_addresses().items():
        path, door = house.path(address), DOORS[name]
        for method in METHODS:
            before = rows()
            answer = knock(user, method, path)
            expected = door.answer(role, method)
            if answer != expected:
                wrong.append(f"{role} {method} {path}: {answer}, expected {expected}")
            if answer != Answer.OPEN and rows() != before:
                wrong.append(f"{role} {method} {path}: {answer}, but something was changed")

    assert wrong == []


def test_answers_of_the_book_can_be_told_apart(db: None) -> None:
    house, lead = House(), make_staff(PUBLISHER)
    book = localize_addresses()
    update, catalog = house.path(book["update_translations"]), house.path(book["javascript_catalog"])

    answers = [knock(lead, "get", update), knock(lead, "get", catalog), knock(lead, "post", catalog)]

    assert [*answers, knock(None, "get", catalog)] == [Answer.REASON, Answer.OPEN, Answer.METHOD, Answer.CLOSED]


def knock(user: User | None, method: str, path: str) -> Answer:
    """What somebody gets who comes with a fresh browser."""
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    if method == "put":
        return answer_of(client.put(path, "value=Neu", content_type="application/x-www-form-urlencoded"))
    return answer_of(getattr(client, method)(path))


def answer_of(response: HttpResponse) -> Answer:
    assert response.status_code < 500, response.content[:500]
    if response.status_code == 405:
        return Answer.METHOD
    if response.status_code in {403, 404}:
        return Answer.CLOSED
    if response.status_code != 302:
        return Answer.OPEN
    if "/konto/login/" in response["Location"] or response["Location"] == "/admin/":
        return Answer.CLOSED
    said = [note for note in get_messages(response.wsgi_request) if note.level == constants.ERROR]  # type: ignore[attr-defined]  # of the test client
    return Answer.REASON if said else Answer.OPEN


def rows() -> list[list[dict[str, Any]]]:
    """Everything a translation consists of, and the log."""
    return [list(model.objects.order_by("pk").values()) for model in (*TABLES, PageLogEntry, ModelLogEntry)]
