"""Staff of these tests are signed in without a second factor; that the house asks for one is tested elsewhere."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False
