"""Somebody of communications, who may export and import."""

import pytest

from cms.users.models import User
from cms.users.roles import EDITOR
from tests.make.people import make_staff


@pytest.fixture
def staff(db: None) -> User:
    staff = make_staff(EDITOR)
    staff.language = "en"  # what a run writes down is in the language of whoever began it
    staff.save()
    return staff
