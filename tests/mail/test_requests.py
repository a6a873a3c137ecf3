"""No request waits for a mail server: it writes a row and answers."""

import socket

import pytest
from django.urls import reverse

from cms.mail.enums import Status
from cms.mail.models import OutboxMessage
from tests.make.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def _no_network(monkeypatch, settings):
    """Whoever opens a connection fails the test."""

    def refuse(*_args: object, **_more: object) -> None:
        raise AssertionError("A request opened a connection.")

    settings.MAILERS = {
        **settings.MAILERS,
        "outgoing": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 1, "timeout": 1},
        },
    }
    monkeypatch.setattr(socket, "create_connection", refuse)


@pytest.mark.usefixtures("_no_network")
@pytest.mark.parametrize("name", ["account_request_login_code", "account_signup", "account_reset_password"])
def test_a_request_that_causes_a_mail_writes_a_row_and_answers(client, name):
    make_user("known@post.example")

    answer = client.post(reverse(name), {"email": "known@post.example"})

    assert answer.status_code == 302
    assert OutboxMessage.objects.values_list("to", "status", "attempts").get() == (
        "known@post.example",
        Status.WAITING,
        0,
    )
