"""Somebody of the staff, signed in, who reads English."""

from typing import Any

import pytest
from django.test import Client
from wagtail.users.models import UserProfile

from cms.translation import readability
from cms.users.models import User
from cms.users.roles import EDITOR, PUBLISHER
from tests.make.people import make_staff


@pytest.fixture
def editor(db: None, client: Client, settings: Any) -> User:
    return _signed_in(client, settings, EDITOR)


@pytest.fixture
def lead(db: None, client: Client, settings: Any) -> User:
    return _signed_in(client, settings, PUBLISHER)


@pytest.fixture
def easy_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """No measure of readability."""
    monkeypatch.setattr(readability, "_measures", [])


def _signed_in(client: Client, settings: Any, role: str) -> User:
    settings.STAFF_SECOND_FACTOR = False
    person = make_staff(role)
    UserProfile.objects.create(user=person, preferred_language="en")
    client.force_login(person)
    return person
