"""The matrix of permissions: every role, every address, GET and POST; generated from the URL map."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.databases import Databases
from tests.project.address_book import EVERYBODY, ROLES, Address, addresses
from tests.project.doors import Filling, answer_of, client_of

# Who posts here leaves the session, or is somebody else afterwards.
ENDS_THE_SESSION = {"account_logout", "demo_sign_in_as", "account_login", "account_signup"}


FLOWS = {
    "account_complete_password_reset",
    "account_reauthenticate",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "mfa_reauthenticate",
}
# Files without anything of the house in them, and Wagtail's own pages of a flow that leads nowhere here.
OPEN_IN_ADMIN = {"wagtailadmin_sprite", "wagtailadmin_javascript_catalog"}


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    """The second factor has tests of its own; here it would hide what a role may do."""
    settings.STAFF_SECOND_FACTOR = False


def own_addresses() -> Iterator[Address]:
    return (address for address in addresses() if not address.is_wagtails)


def test_every_address_is_in_the_book() -> None:
    unknown = [f"{address.name} ({address.route})" for address in addresses() if address.open_to is None]

    assert unknown == [], "Say in tests/project/address_book.py who may enter."


@pytest.mark.parametrize("role", ROLES)
def test_reading(role: str, demo: None) -> None:
    filling, client, wrong = Filling(), client_of(role), []
    for address in own_addresses():
        path = filling.path(address)
        if path is None or address.name == "account_logout":
            continue
        if address.name in {"health_ready", "users:landing"}:  # the machine's state; leads staff to the admin
            continue
        answer = answer_of(client.get(path))
        wanted = {"open", "refused", "method"} if role in (address.open_to or ()) else {"closed", "login", "method"}
        # Pages of a flow that has not begun send people to its beginning.
        if address.name in FLOWS:
            wanted = {"open", "login"}
        if answer not in wanted:
            wrong.append(f"{address.name}: {answer}, expected one of {sorted(wanted)} ({path})")

    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_writing(role: str, demo: None, databases: Databases) -> None:
    filling, client, wrong = Filling(), client_of(role), []
    for address in own_addresses():
        path, allowed = filling.path(address), address.open_to or frozenset()
        if path is None or allowed == EVERYBODY or address.name in ENDS_THE_SESSION:
            continue
        answer = answer_of(client.post(path))
        wanted = {"closed", "refused", "method"} | ({"open"} if role in allowed else {"login"})
        if answer not in wanted:
            wrong.append(f"{address.name}: {answer}, expected one of {sorted(wanted)} ({path})")
        if answer == "open":
            databases.restore("demo")
            client = client_of(role)

    assert wrong == []


@pytest.mark.parametrize("role", ["guest", "hannelore", "mehmet", "sponsor"])
def test_nobody_but_staff_enters_the_working_place(role: str, demo: None) -> None:
    filling, client, wrong = Filling(), client_of(role), []
    for address in addresses():
        path = filling.path(address) if address.in_admin else None
        if path is None or address.name in OPEN_IN_ADMIN:
            continue
        for answer in (answer_of(client.get(path)), answer_of(client.post(path))):
            if answer not in {"closed", "login"}:
                wrong.append(f"{address.name}: {answer} ({path})")

    assert wrong == []
