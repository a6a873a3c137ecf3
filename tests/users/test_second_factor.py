"""Every way to a session of the staff needs the second factor; others are asked for it only if they have one."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cms.users import roles
from cms.users.accounts import sign_in
from cms.users.middleware import SETTING_UP, USING_IT
from cms.users.models import User
from tests.make.people import make_staff, make_user
from tests.make.sessions import PASSWORD, address_of, is_signed_in, make_totp, sign_in_by_code, totp_code

pytestmark = pytest.mark.django_db

ADMIN = "/admin/"


@pytest.fixture(autouse=True)
def _switched_on(settings):
    settings.STAFF_SECOND_FACTOR = True


@pytest.fixture
def staff() -> User:
    user = make_staff(roles.COORDINATOR, email="ehrenamt@offenes-haus.example")
    user.set_password(PASSWORD)
    user.save()
    return user


def with_password(client: Client, user: User, mailoutbox: list) -> None:
    client.post(address_of("account_login"), {"login": user.email, "password": PASSWORD})


def with_code(client: Client, user: User, mailoutbox: list) -> None:
    sign_in_by_code(client, user.email, mailoutbox)


def with_new_password(client: Client, user: User, mailoutbox: list) -> None:
    from tests.make.sessions import mailed_code

    asked = client.post(address_of("account_reset_password"), {"email": user.email})
    confirmed = client.post(asked.url, {"code": mailed_code(mailoutbox)})
    client.post(confirmed.url, {"password1": PASSWORD, "password2": PASSWORD})
    with_password(client, user, mailoutbox)


def with_session(client: Client, user: User, mailoutbox: list) -> None:
    """Whatever else may come to open a session, now or later."""
    client.force_login(user)


WAYS = [with_password, with_code, with_new_password, with_session]


@pytest.mark.parametrize("way", WAYS)
def test_staff_without_a_second_factor_are_sent_to_set_one_up(client, staff, mailoutbox, way):
    way(client, staff, mailoutbox)

    assert client.get(ADMIN).url == address_of("mfa_index")
    assert client.get(ADMIN, follow=True).status_code == 200


@pytest.mark.parametrize("way", WAYS)
def test_staff_with_a_second_factor_do_not_come_in_without_it(client, staff, mailoutbox, way):
    make_totp(staff)

    way(client, staff, mailoutbox)

    answer = client.get(ADMIN)
    assert answer.status_code == 302
    assert answer.url in {
        f"{address_of('account_login')}?next=/admin/",
        f"{address_of('mfa_reauthenticate')}?next=%2Fadmin%2F",
    }
    assert client.get(answer.url).status_code in {200, 302}


@pytest.mark.parametrize("way", [with_password, with_code])
def test_staff_come_in_with_the_code_of_their_app(client, staff, mailoutbox, way):
    secret = make_totp(staff)
    way(client, staff, mailoutbox)
    assert not is_signed_in(client)

    client.post(address_of("mfa_authenticate"), {"code": totp_code(secret)})

    assert client.get(ADMIN).status_code == 200


def test_staff_come_in_with_a_recovery_code(client, staff, mailoutbox):
    make_totp(staff)
    codes = RecoveryCodes.activate(staff).get_unused_codes()
    with_password(client, staff, mailoutbox)

    client.post(address_of("mfa_authenticate"), {"code": codes[0]})

    assert client.get(ADMIN).status_code == 200


def test_a_session_from_elsewhere_is_confirmed_with_the_app(client, staff):
    secret = make_totp(staff)
    client.force_login(staff)

    asked = client.get(ADMIN)
    confirmed = client.post(asked.url, {"code": totp_code(secret)})

    assert confirmed.url == ADMIN
    assert client.get(ADMIN).status_code == 200


def test_setting_up_an_app_counts_as_using_it(client, staff, mailoutbox):
    with_code(client, staff, mailoutbox)
    page = client.get(address_of("mfa_activate_totp"), follow=True)
    if page.request["PATH_INFO"] == address_of("account_reauthenticate"):
        client.post(page.request["PATH_INFO"], {"password": PASSWORD})
    page = client.get(address_of("mfa_activate_totp"))
    picture = client.get(address_of("users:totp_picture"))

    client.post(address_of("mfa_activate_totp"), {"code": totp_code(client.session["mfa.totp.secret"])})

    assert address_of("users:totp_picture") in page.content.decode()
    assert "data:image" not in page.content.decode()
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert "no-store" in picture.headers["Cache-Control"]
    assert Authenticator.objects.filter(user=staff, type=Authenticator.Type.TOTP).count() == 1
    assert client.get(ADMIN).status_code == 200


def test_a_link_with_rights_asks_for_the_second_factor_first(staff, rf, client):
    make_totp(staff)
    client.get(address_of("account_login"))
    request = rf.post("/", REMOTE_ADDR="127.0.0.1")
    request.session = client.session
    request.user = type("Nobody", (), {"is_authenticated": False})()
    from allauth.core import context

    with context.request_context(request):
        answer = sign_in(request, staff, next_url="/admin/")

    assert answer.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in request.session


def test_somebody_who_becomes_staff_in_an_open_session_is_sent_too(client):
    user = make_user()
    client.force_login(user)
    before = client.get(address_of("users:account")).status_code

    user.user_permissions.add(Permission.objects.get(codename="access_admin"))

    assert before == 200
    assert client.get(address_of("users:account")).url == address_of("mfa_index")


def test_administrators_are_staff(client):
    client.force_login(make_user(is_superuser=True))

    assert client.get(ADMIN).url == address_of("mfa_index")


def test_volunteers_are_not_asked(client):
    client.force_login(make_user())

    assert client.get(address_of("users:account")).status_code == 200


def test_volunteers_with_an_app_are_asked_when_they_sign_in(client, mailoutbox):
    user = make_user("hannelore@post.example")
    make_totp(user)

    answer = sign_in_by_code(client, user.email, mailoutbox)

    assert answer.url == address_of("mfa_authenticate")
    assert not is_signed_in(client)


def test_the_local_demo_switches_it_off(client, staff, settings):
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(staff)

    assert client.get(ADMIN).status_code == 200


# ---------------------------------------------------------------- the whole map of addresses


def simple_addresses(patterns: list, prefix: str = "", namespace: str = "") -> Iterator[tuple[str, str]]:
    """Every named address that takes no arguments."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from simple_addresses(pattern.url_patterns, prefix, inner)
        elif isinstance(pattern, URLPattern) and pattern.name and not pattern.pattern.converters:
            yield f"{namespace}{pattern.name}", prefix


def all_simple_addresses() -> list[str]:
    """Names that can be reversed as they are."""
    names = {name for name, _ in simple_addresses(get_resolver().url_patterns)}
    found = []
    for name in sorted(names):
        try:
            reverse(name)
        except Exception:
            continue
        found.append(name)
    return found


@pytest.mark.parametrize(("has_app", "allowed"), [(False, SETTING_UP), (True, USING_IT)], ids=["none", "unused"])
def test_no_address_answers_staff_without_their_second_factor(staff, has_app, allowed):
    if has_app:
        make_totp(staff)
    client = Client()
    client.force_login(staff)
    target = address_of("mfa_reauthenticate" if has_app else "mfa_index")
    names = [name for name in all_simple_addresses() if name not in allowed]
    assert len(names) > 60

    for name in names:
        for answer in (client.get(reverse(name)), client.post(reverse(name))):
            assert answer.status_code == 302, name
            assert answer.url.partition("?")[0] == target, name


def test_the_ways_out_exist():
    names = set(all_simple_addresses())

    assert names >= (SETTING_UP | USING_IT)
