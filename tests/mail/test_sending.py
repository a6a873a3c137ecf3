"""Lease, send, mark: what happens when the server is down, slow, refuses, or the worker dies."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connections

from cms.mail import sending
from cms.mail.enums import Status
from cms.mail.jobs import KEEP, delete_old
from cms.mail.models import OutboxAttachment, OutboxMessage
from cms.mail.sending import LEASE, PAUSES, drain, lease
from tests.make.mail import AT, closed_port, mail_server, make_code_message, make_message

SECOND = timedelta(seconds=1)


def through_smtp(settings, port: int, timeout: float = 5) -> None:
    """The outgoing mailer talks to this port."""
    settings.MAILERS = {
        **settings.MAILERS,
        "outgoing": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": timeout},
        },
    }


@pytest.mark.django_db
def test_a_waiting_message_is_sent_as_text_and_html(mailoutbox):
    message = make_message()

    assert drain(AT) == 1

    message.refresh_from_db()
    assert (message.status, message.attempts, message.leased_until, message.lease) == (Status.SENT, 1, None, "")
    (sent,) = mailoutbox
    assert (sent.subject, sent.to, sent.body) == (
        "Ihre Schicht",
        ["Amina Osman <amina@post.example>"],
        message.text,
    )
    assert [(part.mimetype, part.content) for part in sent.alternatives] == [("text/html", message.html)]
    assert sent.extra_headers == {
        "Message-ID": message.message_id,
        "Date": "Tue, 24 Nov 2026 09:00:00 +0000",
        "Content-Language": "de",
        "Auto-Submitted": "auto-generated",
    }


@pytest.mark.django_db
def test_a_message_waits_for_its_moment(mailoutbox):
    make_message(at=AT + SECOND)

    assert drain(AT) == 0
    assert drain(AT + SECOND) == 1


@pytest.mark.django_db
def test_a_sent_message_is_not_sent_twice(mailoutbox):
    make_message()

    assert (drain(AT), drain(AT)) == (1, 0)


@pytest.mark.django_db
def test_a_leased_message_is_left_to_its_holder(mailoutbox):
    message = make_message()
    lease(message.pk, at=AT)

    assert drain(AT + LEASE - SECOND) == 0
    assert mailoutbox == []


@pytest.mark.django_db
def test_a_crash_between_lease_and_sending_keeps_the_message_id(mailoutbox):
    message = make_message()
    lease(message.pk, at=AT)  # and here the worker dies

    assert drain(AT + LEASE) == 1

    (sent,) = mailoutbox
    assert sent.extra_headers["Message-ID"] == message.message_id
    message.refresh_from_db()
    assert (message.status, message.attempts) == (Status.SENT, 2)


@pytest.mark.django_db
def test_a_crash_after_sending_repeats_the_same_message_id(mailoutbox):
    message = make_message()
    held = lease(message.pk, at=AT)
    assert held is not None
    sending._send(sending.mailers["outgoing"], held)  # sent, and the worker dies before it says so

    drain(AT + LEASE)

    assert [sent.extra_headers["Message-ID"] for sent in mailoutbox] == [message.message_id] * 2


@pytest.mark.django_db
def test_a_holder_whose_lease_lapsed_does_not_overrule_the_next_one():
    message = make_message()
    late = lease(message.pk, at=AT)
    assert late is not None
    drain(AT + LEASE)

    sending.mark_failed(late, TimeoutError(), at=AT + LEASE)

    assert not sending.mark_sent(late, at=AT + LEASE + SECOND)
    message.refresh_from_db()
    assert (message.status, message.problem) == (Status.SENT, "")


@pytest.mark.django_db
def test_a_confidential_body_is_erased_once_sent(mailoutbox):
    message = make_code_message("4711-0815")
    OutboxAttachment.objects.create(message=message, name="a.txt", mime="text/plain", content=b"4711-0815")
    assert "4711-0815" in message.text

    drain(AT)

    message.refresh_from_db()
    assert "4711-0815" in mailoutbox[0].body
    assert (message.status, message.text, message.html, message.attachments.count()) == (Status.SENT, "", "", 0)


@pytest.mark.django_db
def test_an_unreachable_server_keeps_every_row_and_recovers_alone(settings, mailoutbox):
    first, second = make_message(), make_message()
    through_smtp(settings, closed_port())

    assert drain(AT) == 0

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, first.attempts, first.problem) == (Status.WAITING, 1, "ConnectionRefusedError 111")
    assert AT + PAUSES[0] <= first.not_before < AT + PAUSES[0] + SECOND * 5
    assert (second.status, second.attempts) == (Status.WAITING, 0)

    with mail_server() as (port, letters):
        through_smtp(settings, port)
        assert drain(AT + PAUSES[0] + SECOND * 5) == 2
        assert sum(first.message_id in letter for letter in letters) == 1


@pytest.mark.django_db
def test_a_silent_server_keeps_the_row(settings):
    message = make_message()

    with mail_server(silent=True) as (port, _):
        through_smtp(settings, port, timeout=0.2)
        assert drain(AT) == 0

    message.refresh_from_db()
    assert (message.status, message.attempts, message.problem) == (Status.WAITING, 1, "SMTPServerDisconnected")


@pytest.mark.django_db
def test_a_refused_recipient_keeps_the_row_and_lets_the_others_go(settings):
    message, other = make_message(to="nobody@post.example"), make_message()

    with mail_server(recipient_answer="550 no such user") as (port, letters):
        through_smtp(settings, port)
        assert drain(AT) == 0
        assert letters == []

    message.refresh_from_db()
    other.refresh_from_db()
    assert [(m.status, m.attempts, m.problem) for m in (message, other)] == [
        (Status.WAITING, 1, "SMTPRecipientsRefused")
    ] * 2


@pytest.mark.django_db
def test_after_the_last_pause_a_message_is_given_up(settings):
    message = make_message()
    through_smtp(settings, closed_port())

    at, waited = AT, []
    while message.status == Status.WAITING:
        drain(at)
        message.refresh_from_db()
        waited.append(message.attempts)
        at = message.not_before

    assert (message.status, waited) == (Status.FAILED, list(range(1, len(PAUSES) + 2)))
    assert drain(at + timedelta(days=30)) == 0


@pytest.mark.django_db
def test_a_code_that_was_given_up_is_erased():
    message = make_code_message()
    OutboxMessage.objects.update(attempts=len(PAUSES))
    held = lease(message.pk, at=AT)
    assert held is not None

    sending.mark_failed(held, TimeoutError(), at=AT)

    message.refresh_from_db()
    assert (message.status, message.text, message.html, message.problem) == (Status.FAILED, "", "", "TimeoutError")


@pytest.mark.django_db
def test_an_unsendable_address_does_not_hold_up_the_others(mailoutbox):
    broken, fine = make_message(to="a\n@post.example"), make_message()

    assert drain(AT) == 1

    broken.refresh_from_db()
    fine.refresh_from_db()
    assert (broken.status, fine.status) == (Status.WAITING, Status.SENT)


@pytest.mark.django_db(transaction=True)
def test_two_drains_at_once_send_once():
    messages = [make_message() for _ in range(20)]
    barrier, counts = threading.Barrier(4), []

    def worker() -> None:
        barrier.wait()
        counts.append(drain(AT))
        connections.close_all()

    threads = [threading.Thread(target=worker) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    sent = [letter.extra_headers["Message-ID"] for letter in mail.outbox]
    assert sorted(sent) == sorted(message.message_id for message in messages)
    assert sum(counts) == 20


@pytest.mark.django_db
def test_old_messages_go_and_waiting_ones_stay():
    sent, waiting = make_message(), make_message()
    OutboxMessage.objects.filter(pk=sent.pk).update(status=Status.SENT)

    assert delete_old(AT + KEEP) == "0 old messages deleted"
    assert delete_old(AT + KEEP + SECOND) == "1 old messages deleted"
    assert list(OutboxMessage.objects.all()) == [waiting]
