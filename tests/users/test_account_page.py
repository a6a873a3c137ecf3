"""Where a person lands, what the account page shows, and that looking changes nothing."""

from datetime import UTC, date, datetime

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.urls import reverse
from django.utils import timezone

from cms.mail.models import OutboxMessage
from cms.users import portals, roles
from cms.users.models import User
from cms.users.portals import NextStep, Portal, portals_of
from cms.users.views import _as_item
from tests.make.people import make_staff, make_user
from tests.make.sessions import address_of

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def only(monkeypatch):
    """These portals and no others."""

    def register(*registered: Portal) -> None:
        monkeypatch.setattr(portals, "_portals", {portal.key: portal for portal in registered})

    return register


def make_portal(key: str, *, applies: bool = True, position: int = 0, steps: list[NextStep] | None = None) -> Portal:
    return Portal(
        key=key,
        label=f"Portal {key}",
        url=lambda: f"/de/{key}/",
        applies=lambda _user: applies,
        steps=lambda _user, _at: steps or [],
        position=position,
    )


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        pytest.param([], "/de/konto/", id="no portal"),
        pytest.param(["mitmachen"], "/de/mitmachen/", id="one portal"),
        pytest.param(["mitmachen", "prozess"], "/de/konto/", id="several portals"),
    ],
)
def test_where_a_person_lands(client, only, keys, expected):
    only(*(make_portal(key) for key in keys), make_portal("of-others", applies=False))
    client.force_login(make_user())

    assert client.get(address_of("users:landing")).url == expected


def test_staff_land_in_the_admin(client, only):
    only(make_portal("mitmachen"))
    client.force_login(make_staff(roles.EDITOR))

    assert client.get(address_of("users:landing")).url == "/admin/"


def test_guests_are_sent_to_the_login(client):
    for name in ("users:landing", "users:account", "users:totp_picture"):
        answer = client.get(address_of(name))
        assert (answer.status_code, answer.url.partition("?")[0]) == (302, address_of("account_login")), name


def test_portals_stand_in_their_order(only):
    only(make_portal("b", position=2), make_portal("a", position=2), make_portal("c", position=1))

    assert [portal.key for portal in portals_of(make_user())] == ["c", "a", "b"]


def test_a_portal_s_key_is_taken_once(only):
    only(make_portal("a"))

    with pytest.raises(ValueError, match="Two portals are called 'a'"):
        portals.register(make_portal("a"))


def test_the_page_shows_each_portal_with_what_is_next(client, only):
    step = NextStep("Sign the agreement", "/de/prozess/1/", due=timezone.localdate())
    only(make_portal("mitmachen", steps=[step]), make_portal("hidden", applies=False))
    client.force_login(make_user(name="Hannelore Brandt"))

    page = client.get(address_of("users:account")).content.decode()

    assert "Hannelore" in page
    assert "Portal mitmachen" in page
    assert '<a href="/de/prozess/1/">Sign the agreement</a>' in page
    assert "Portal hidden" not in page


@pytest.mark.parametrize(
    ("due", "late"),
    [
        (None, None),
        (date(2026, 11, 23), True),
        (date(2026, 11, 24), False),
        (datetime(2026, 11, 23, 22, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 23, 30, tzinfo=UTC), False),
    ],
    ids=["no day", "yesterday", "today", "last evening", "after midnight"],
)
def test_when_a_step_is_late(due, late):
    item = _as_item(NextStep("Sign", "/", due=due), AT)

    assert item.get("late") is late


def test_name_and_language_are_changed_and_the_page_follows(client):
    user = make_user(name="Amina")
    client.force_login(user)

    answer = client.post(address_of("users:account"), {"name": "Amina Osman", "language": "ar"})

    user.refresh_from_db()
    assert (answer.url, user.name, user.language) == ("/ar/konto/", "Amina Osman", "ar")


def test_wrong_input_is_explained_at_the_field_and_kept(client):
    user = make_user(name="Amina")
    client.force_login(user)

    answer = client.post(address_of("users:account"), {"name": "A" * 121, "language": "xx"})

    page = answer.content.decode()
    user.refresh_from_db()
    assert (user.name, user.language) == ("Amina", "de")
    assert "A" * 121 in page
    assert set(answer.context["form"].errors) == {"name", "language"}


def test_nobody_changes_more_than_name_and_language(client):
    user = make_user()
    client.force_login(user)

    client.post(
        address_of("users:account"),
        {"name": "A", "language": "de", "is_superuser": "1", "is_staff": "1", "email": "evil@post.example"},
    )

    before = user.email
    user.refresh_from_db()
    assert (user.is_superuser, user.is_staff, user.email) == (False, False, before)


@pytest.mark.parametrize("language", ["de", "ar"])
def test_every_page_of_the_account_has_one_heading_and_a_main_part(client, language):
    client.force_login(make_user())
    for name in (
        "users:account",
        "account_email",
        "account_set_password",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "usersessions_list",
        "account_logout",
    ):
        page = client.get(address_of(name, language)).content.decode()
        assert (page.count("<h1"), page.count("<main")) == (1, 1), name
        assert f'<html lang="{language}"' in page, name


@pytest.mark.parametrize("signed_in", [True, False], ids=["signed in", "guest"])
def test_looking_at_a_page_changes_nothing(client, signed_in):
    user = make_user(password="a password of mine")
    if signed_in:
        client.force_login(user)
    names = [
        "users:account",
        "users:landing",
        "account_login",
        "account_logout",
        "account_signup",
        "account_email",
        "account_change_password",
        "account_set_password",
        "account_reset_password",
        "account_request_login_code",
        "account_confirm_login_code",
        "account_email_verification_sent",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_generate_recovery_codes",
        "mfa_add_webauthn",
        "mfa_login_webauthn",
        "usersessions_list",
    ]

    def everything() -> list:
        return [
            list(model.objects.order_by("pk").values()) for model in (User, EmailAddress, Authenticator, OutboxMessage)
        ]

    before = everything()
    for name in names:
        assert client.get(reverse(name)).status_code in {200, 302}, name

    assert everything() == before
    assert ("_auth_user_id" in client.session) is signed_in
    assert UserSession.objects.count() <= 1
