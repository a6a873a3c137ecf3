"""Nobody finds out from outside whether an address has an account: same page, same number of mails."""

import re
from collections import Counter

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from cms.mail.models import OutboxMessage
from cms.mail.sending import drain
from tests.make.people import make_user
from tests.make.sessions import PASSWORD, address_of

pytestmark = pytest.mark.django_db

KNOWN, UNKNOWN = "known@post.example", "other@post.example"
FORMS = {
    "login by code": ("account_request_login_code", "email", {}),
    "login without a password": ("account_login", "login", {"password": ""}),
    "login with a wrong password": ("account_login", "login", {"password": "wrong guess"}),
    "sign-up": ("account_signup", "email", {}),
    "password reset": ("account_reset_password", "email", {}),
}


def seen_from_outside(name: str, field: str, more: dict, email: str) -> tuple:
    """What somebody sees who sends the form with this address: ways, page, cookies, number of mails."""
    client = Client()
    answer = client.post(address_of(name), {field: email, **more}, follow=True)
    page = answer.content.decode().replace(email, "ADDRESS")
    page = re.sub(r'(csrfmiddlewaretoken" value=|nonce=)"[^"]*"', "", page)
    mails = OutboxMessage.objects.filter(to=email).count()
    return answer.redirect_chain, answer.status_code, page, sorted(client.cookies), mails


@pytest.mark.parametrize(("name", "field", "more"), FORMS.values(), ids=FORMS)
def test_known_and_unknown_addresses_look_alike(name, field, more):
    make_user(KNOWN, password=PASSWORD)

    known, unknown = (seen_from_outside(name, field, more, email) for email in (KNOWN, UNKNOWN))

    assert known == unknown
    assert "ADDRESS" in known[2] or name == "account_reset_password"


@pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
def test_a_wrong_code_is_answered_alike(email):
    make_user(KNOWN)
    client = Client()
    client.post(address_of("account_request_login_code"), {"email": email})

    answers = [client.post(address_of("account_confirm_login_code"), {"code": "0000-0000"}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 302]
    assert answers[2].url == address_of("account_request_login_code")


def test_who_has_no_account_is_told_so_by_mail_alone(mailoutbox):
    make_user(KNOWN)
    Client().post(address_of("account_request_login_code", "en"), {"email": UNKNOWN})
    Client().post(address_of("account_signup", "en"), {"email": KNOWN})

    drain(timezone.now())

    assert [(letter.to, letter.subject) for letter in mailoutbox] == [
        ([UNKNOWN], "No account with this address"),
        ([KNOWN], "You already have an account"),
    ]
    assert "/en/konto/signup/" in mailoutbox[0].body
    assert "/en/konto/login/code/" in mailoutbox[1].body


# ---------------------------------------------------------------- guessing

REACHED: Counter[str] = Counter()


class CountingHasher(MD5PasswordHasher):
    """Counts what reaches it."""

    def verify(self, password: str, encoded: str) -> bool:
        REACHED["verify"] += 1
        return super().verify(password, encoded)


@pytest.fixture
def hasher(settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    REACHED.clear()
    cache.clear()
    return REACHED


def guess(email: str, password: str, *, number: int, host: str = "testserver") -> str:
    """One guess from an address of its own."""
    address = f"198.51.{number // 250}.{number % 250}"
    answer = Client().post(
        address_of("account_login"),
        {"login": email, "password": password},
        REMOTE_ADDR=address,
        HTTP_HOST=host,
    )
    return answer.content.decode()


def test_five_guesses_in_five_minutes_reach_the_hasher(hasher):
    make_user(KNOWN, password=PASSWORD)

    for number in range(60):
        page = guess(KNOWN, f"guess {number}", number=number)

    assert hasher["verify"] == 5
    assert "Too many failed login attempts" in page or "Zu viele" in page


def test_other_hosts_spellings_and_the_right_password_do_not_help(hasher):
    make_user(KNOWN, password=PASSWORD)
    hosts = [host for host in django_settings.ALLOWED_HOSTS if host != "[::1]"]
    spellings = (KNOWN, KNOWN.upper(), f" {KNOWN} ", KNOWN.title())

    for number in range(40):
        guess(spellings[number % 4], f"guess {number}", number=number, host=hosts[number % len(hosts)])
    client = Client()
    client.post(address_of("account_login"), {"login": KNOWN, "password": PASSWORD}, REMOTE_ADDR="203.0.113.9")

    assert hasher["verify"] == 5
    assert "_auth_user_id" not in client.session


def test_one_account_under_attack_does_not_lock_the_others(hasher):
    make_user(KNOWN, password=PASSWORD)
    make_user(UNKNOWN, password=PASSWORD)
    for number in range(10):
        guess(KNOWN, f"guess {number}", number=number)

    client = Client()
    client.post(address_of("account_login"), {"login": UNKNOWN, "password": PASSWORD})

    assert "_auth_user_id" in client.session


def test_codes_for_one_address_are_few(mailoutbox):
    make_user(KNOWN)

    for number in range(10):
        Client().post(address_of("account_request_login_code"), {"email": KNOWN}, REMOTE_ADDR=f"198.51.100.{number}")

    assert OutboxMessage.objects.count() == 3


def test_second_factors_cannot_be_guessed(hasher):
    from tests.make.sessions import make_totp, totp_code

    user = make_user(KNOWN, password=PASSWORD)
    secret = make_totp(user)
    client = Client()
    client.post(address_of("account_login"), {"login": KNOWN, "password": PASSWORD})
    right = totp_code(secret)
    wrong = "000000" if right != "000000" else "111111"

    for _ in range(5):
        client.post(address_of("mfa_authenticate"), {"code": wrong})
    client.post(address_of("mfa_authenticate"), {"code": totp_code(secret)})

    assert "_auth_user_id" not in client.session
