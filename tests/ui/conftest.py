"""A guest in front of the page cache, and the small pages behind it."""

import pytest
from django.test import Client

from tests.ui.cached_pages import MADE


@pytest.fixture
def guest(settings: object, db: None) -> Client:
    """A guest of the counting pages, with the cache switched on."""
    settings.PAGE_CACHE_SECONDS = 300  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = "tests.ui.cached_pages"  # type: ignore[attr-defined]
    MADE.clear()
    return Client(headers={"Accept-Encoding": "gzip, br"})
