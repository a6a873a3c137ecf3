"""From a proved address to an account, and the tokens that prove it."""

import threading
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db import connections
from django.utils import timezone

from cms.users import tokens
from cms.users.accounts import account_for
from cms.users.jobs import UNCONFIRMED, delete_expired_sessions, delete_unconfirmed_accounts
from cms.users.models import User
from tests.make.people import make_user
from tests.make.sessions import is_signed_in, sign_in_by_code


def addresses() -> list[tuple[str, str, bool, bool]]:
    return list(EmailAddress.objects.order_by("pk").values_list("user__email", "email", "verified", "primary"))


@pytest.mark.django_db
def test_a_proved_address_gets_an_account_without_a_password():
    user = account_for(" Oksana@Post.example ", name="Oksana Melnyk", language="uk")

    assert (user.email, user.name, user.language, user.has_usable_password(), user.is_staff) == (
        "oksana@post.example",
        "Oksana Melnyk",
        "uk",
        False,
        False,
    )
    assert addresses() == [("oksana@post.example", "oksana@post.example", True, True)]


@pytest.mark.django_db
def test_the_same_address_is_the_same_account():
    first = account_for("oksana@post.example", name="Oksana Melnyk")
    second = account_for("OKSANA@post.example", name="Somebody else", language="ru")

    assert (first.pk, second.name, second.language) == (second.pk, "Oksana Melnyk", "de")
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_a_missing_name_is_filled_in():
    account_for("oksana@post.example")

    assert account_for("oksana@post.example", name="Oksana Melnyk").name == "Oksana Melnyk"


@pytest.mark.django_db
def test_an_account_whose_address_was_never_proved_is_proved_now():
    user = User.objects.create_user("Oksana@post.example")
    EmailAddress.objects.create(user=user, email="oksana@post.example", verified=False, primary=True)

    assert account_for("oksana@post.example") == user
    assert addresses() == [("oksana@post.example", "oksana@post.example", True, True)]


@pytest.mark.django_db
def test_an_unknown_language_becomes_german():
    assert account_for("oksana@post.example", language="xx").language == "de"


@pytest.mark.django_db
def test_a_made_account_needs_no_confirmation_at_the_first_login(client, mailoutbox):
    user = account_for("oksana@post.example")

    sign_in_by_code(client, user.email, mailoutbox)

    assert is_signed_in(client)
    assert len(mailoutbox) == 1


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_make_one_account():
    barrier, made = threading.Barrier(4), []

    def work() -> None:
        barrier.wait()
        made.append(account_for("oksana@post.example").pk)
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(made) == 4
    assert set(made) == {User.objects.get().pk}


# ---------------------------------------------------------------- tokens


def test_a_token_is_long_and_only_its_hash_is_kept():
    (token, stored), (other, _) = tokens.issue(), tokens.issue()

    assert (len(token), len(stored)) == (43, 64)
    assert token != other
    assert token not in stored
    assert tokens.digest(token) == stored


@pytest.mark.parametrize("token", ["", "\x00", "\ud800", "ü" * 1000])
def test_any_text_has_a_hash(token):
    assert len(tokens.digest(token)) == 64


def test_a_signed_value_is_read_back_for_its_purpose():
    token = tokens.sign("need", "17")

    assert tokens.read("need", token, timedelta(hours=1)) == "17"


@pytest.mark.parametrize(
    ("purpose", "token", "age"),
    [
        pytest.param("other", None, 60, id="another purpose"),
        pytest.param("need", None, -1, id="too old"),
        pytest.param("need", "nonsense", 60, id="nonsense"),
        pytest.param("need", "", 60, id="nothing"),
        pytest.param("need", "\x00:\ud800:ü", 60, id="broken text"),
        pytest.param("need", "a:b:c", 60, id="not signed by us"),
    ],
)
def test_other_signed_values_are_refused(purpose, token, age):
    assert tokens.read(purpose, tokens.sign("need", "17") if token is None else token, age) is None


def test_a_changed_value_is_refused():
    token = tokens.sign("need", "17")

    assert tokens.read("need", "x" + token, 60) is None
    assert tokens.read("need", token[:-1], 60) is None


# ---------------------------------------------------------------- jobs


@pytest.mark.django_db
def test_accounts_that_nobody_confirmed_go_after_a_week():
    at = timezone.now()
    kept = [
        make_user("confirmed@post.example"),
        User.objects.create_user("password@post.example", "with a password"),
        User.objects.create_superuser("root@post.example"),
        User.objects.create_user("entered@post.example", last_login=at),
        User.objects.create_user("young@post.example"),
    ]
    User.objects.create_user("forgotten@post.example")
    User.objects.exclude(email="young@post.example").update(date_joined=at - UNCONFIRMED - timedelta(seconds=1))

    assert delete_unconfirmed_accounts(at) == "1 unconfirmed accounts deleted"
    assert set(User.objects.all()) == set(kept)


@pytest.mark.django_db
def test_ended_sessions_leave_nothing_behind(client, mailoutbox):
    make_user("amina@post.example")
    sign_in_by_code(client, "amina@post.example", mailoutbox)
    at = timezone.now()

    assert delete_expired_sessions(at) == "0 expired sessions deleted"
    assert delete_expired_sessions(at + timedelta(days=15)) == "1 expired sessions deleted"
    assert Session.objects.count() == 0
