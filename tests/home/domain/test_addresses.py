"""Addresses of pages beside those of the other parts."""

import pytest

from home.domain.addresses import free_slug, reserved_segments


@pytest.mark.parametrize("segment", ["konto", "mitmachen", "uebersetzen", "prozess", "anfrage", "termine.ics"])
def test_addresses_of_other_parts_are_reserved(segment: str) -> None:
    assert segment in reserved_segments()


@pytest.mark.parametrize("segment", ["ehrenamt", "oeffnung", "netzwerk", "termine"])
def test_addresses_of_pages_are_free(segment: str) -> None:
    assert segment not in reserved_segments()


def test_the_suggestion_is_free() -> None:
    assert free_slug("konto", ["konto-2", "konto-3"]) == "konto-4"
