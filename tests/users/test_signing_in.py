"""Signing in by mailed code or password, setting up an account, choosing a new password."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from cms.mail.models import OutboxMessage
from cms.mail.sending import drain
from cms.users.forms import ascii_digits
from cms.users.models import User
from tests.make.people import make_user
from tests.make.sessions import PASSWORD, address_of, is_signed_in, mailed_code, sign_in_by_code

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("ar", "rtl")])
def test_a_person_signs_in_by_mailed_code(client, mailoutbox, language, direction):
    user = make_user("amina@post.example")

    form = client.get(address_of("account_request_login_code", language))
    asked = client.post(form.request["PATH_INFO"], {"email": "Amina@post.example"}, follow=True)
    code = mailed_code(mailoutbox)
    entered = client.post(asked.redirect_chain[-1][0], {"code": code})

    assert f'<html lang="{language}" dir="{direction}">' in asked.content.decode()
    assert mailoutbox[0].to == ["amina@post.example"]
    assert mailoutbox[0].extra_headers["Content-Language"] == language
    assert f'<html lang="{language}" dir="{direction}">' in mailoutbox[0].alternatives[0].content
    assert (entered.status_code, entered.url) == (302, address_of("users:landing", language))
    assert client.session["_auth_user_id"] == str(user.pk)


def test_the_code_stays_out_of_the_outbox_and_of_the_page(client, mailoutbox):
    make_user("amina@post.example")
    asked = client.post(address_of("account_request_login_code"), {"email": "amina@post.example"}, follow=True)

    code = mailed_code(mailoutbox)

    message = OutboxMessage.objects.get()
    assert (message.confidential, message.text, message.html) == (True, "", "")
    assert code not in asked.content.decode() + message.subject + message.key


@pytest.mark.parametrize("digits", ["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"], ids=["Arabic", "Farsi"])
def test_a_code_may_be_typed_in_the_digits_of_one_s_script(client, mailoutbox, digits):
    make_user("amina@post.example")
    client.post(address_of("account_request_login_code", "ar"), {"email": "amina@post.example"})
    code = mailed_code(mailoutbox).translate(str.maketrans("0123456789", digits))

    client.post(address_of("account_confirm_login_code", "ar"), {"code": code})

    assert ascii_digits(digits) == "0123456789"
    assert is_signed_in(client)


def test_three_wrong_codes_end_the_attempt(client, mailoutbox):
    make_user("amina@post.example")
    client.post(address_of("account_request_login_code"), {"email": "amina@post.example"})
    code = mailed_code(mailoutbox)
    wrong = "0000-0000" if code != "0000-0000" else "1111-1111"

    for _ in range(3):
        client.post(address_of("account_confirm_login_code"), {"code": wrong})
    client.post(address_of("account_confirm_login_code"), {"code": code})

    assert not is_signed_in(client)


def test_a_person_signs_in_with_a_password(client, mailoutbox):
    make_user("amina@post.example", password=PASSWORD)

    answer = client.post(address_of("account_login"), {"login": "AMINA@post.example", "password": PASSWORD})

    assert answer.url == address_of("users:landing")
    assert is_signed_in(client)
    assert OutboxMessage.objects.count() == 0


def test_an_empty_password_asks_for_a_code(client, mailoutbox):
    make_user("amina@post.example", password=PASSWORD)

    answer = client.post(address_of("account_login"), {"login": "amina@post.example", "password": ""})

    assert answer.url == address_of("account_confirm_login_code")
    client.post(answer.url, {"code": mailed_code(mailoutbox)})
    assert is_signed_in(client)


def test_an_account_is_set_up_with_an_address_and_a_code(client, mailoutbox):
    asked = client.post(address_of("account_signup", "tr"), {"email": "Yusuf@post.example"})
    client.post(asked.url, {"code": mailed_code(mailoutbox)})

    user = User.objects.get()
    assert (user.email, user.language, user.is_staff, user.has_usable_password()) == (
        "yusuf@post.example",
        "tr",
        False,
        False,
    )
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("yusuf@post.example", True, True)
    ]
    assert client.session["_auth_user_id"] == str(user.pk)


def test_nobody_is_signed_in_before_the_address_is_proved(client):
    client.post(address_of("account_signup"), {"email": "yusuf@post.example"})

    assert not is_signed_in(client)
    assert EmailAddress.objects.get().verified is False


def test_a_forgotten_password_is_chosen_anew_with_a_code(client, mailoutbox):
    user = make_user("amina@post.example", password="the old one, forgotten")

    asked = client.post(address_of("account_reset_password"), {"email": "amina@post.example"})
    confirmed = client.post(asked.url, {"code": mailed_code(mailoutbox)})
    client.post(confirmed.url, {"password1": PASSWORD, "password2": PASSWORD})
    drain(timezone.now())

    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert [message.kind for message in OutboxMessage.objects.order_by("pk")] == [
        "users.password_reset_code",
        "users.password_reset",
    ]
    assert len(mailoutbox) == 2


def test_a_session_is_listed_and_ended(client, mailoutbox):
    make_user("amina@post.example")
    sign_in_by_code(client, "amina@post.example", mailoutbox)
    elsewhere = type(client)()
    sign_in_by_code(elsewhere, "amina@post.example", mailoutbox)

    page = client.get(address_of("usersessions_list"))
    client.post(address_of("usersessions_list"))

    assert page.status_code == 200
    assert elsewhere.get(address_of("users:account")).status_code == 302
    assert client.get(address_of("users:account")).status_code == 200


def test_somebody_who_may_no_longer_sign_in_does_not(client, mailoutbox):
    user = make_user("amina@post.example", password=PASSWORD, is_active=False)

    client.post(address_of("account_login"), {"login": user.email, "password": PASSWORD})
    client.post(address_of("account_request_login_code"), {"email": user.email})
    drain(timezone.now())

    assert not is_signed_in(client)
    assert all("\nCode:" not in letter.body for letter in mailoutbox)


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "/admin/"])
def test_the_way_on_leads_into_the_house_only(client, target):
    make_user("amina@post.example", password=PASSWORD)

    answer = client.post(
        address_of("account_login"), {"login": "amina@post.example", "password": PASSWORD, "next": target}
    )

    assert answer.url == (target if target == "/admin/" else reverse("users:landing"))
