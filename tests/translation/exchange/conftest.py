"""Somebody of communications, who may export and import."""

import pytest

from cms.users.models import User
from cms.users.roles import EDITOR
from tests.make.people import make_staff


@pytest.fixture
def staff(db: None) -> User:
    return make_staff(EDITOR)
