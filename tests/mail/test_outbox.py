"""One row a message, in the transaction of its cause."""

import pytest
from django.db import transaction
from django.utils import translation

from cms.mail import Attachment, Letter, kinds, outbox
from cms.mail.enums import CHANGES, ResendObstacle, Status
from cms.mail.models import OutboxAttachment, OutboxMessage
from cms.mail.sending import drain
from tests.make.mail import AT, make_code_message, make_message

pytestmark = pytest.mark.django_db


@pytest.fixture
def shift_kind():
    """A kind with facts, a button and an attachment, as the modules register them."""
    kind = kinds.MailKind(
        "test.shift",
        lambda values: Letter(
            subject="Shift\nconfirmed",
            paragraphs=[f"{values['who']} & <you>"],
            facts=[("When", "Tuesday, 16:00")],
            button=("Open", "http://127.0.0.1:8000/de/"),
            after=["See you."],
            attachments=[Attachment("shift.ics", "text/calendar", b"BEGIN:VCALENDAR")],
        ),
        lambda: {"who": "Paul"},
    )
    kinds.register(kind)
    yield kind
    del kinds._kinds[kind.key]


def enqueue(key: str = "test.shift:1:1", language: str = "en", name: str = "Amina") -> OutboxMessage | None:
    return outbox.enqueue(
        "test.shift", to="a@post.example", name=name, language=language, key=key, values={"who": "Paul"}, at=AT
    )


def test_a_message_is_rendered_when_it_is_caused(shift_kind):
    message = enqueue()

    assert message is not None
    assert (message.subject, message.status, message.attempts, message.not_before) == (
        "Shift confirmed",
        Status.WAITING,
        0,
        AT,
    )
    assert message.text == (
        "Hello Amina,\n\nPaul & <you>\n\nWhen: Tuesday, 16:00\n\nOpen:\nhttp://127.0.0.1:8000/de/\n\nSee you.\n\n"
        "Kind regards\nOffenes Haus\nhttp://127.0.0.1:8000\n"
    )
    assert "<p" in message.html
    assert "Paul &amp; &lt;you&gt;" in message.html
    assert message.message_id.endswith("@offenes-haus.example>")
    assert [(a.name, a.mime, bytes(a.content)) for a in message.attachments.all()] == [
        ("shift.ics", "text/calendar", b"BEGIN:VCALENDAR")
    ]


@pytest.mark.parametrize(
    ("language", "direction"), [("de", "ltr"), ("de-simple", "ltr"), ("ar", "rtl"), ("fa", "rtl"), ("uk", "ltr")]
)
def test_the_letter_says_its_language_and_direction(shift_kind, language, direction):
    message = enqueue(language=language)

    assert message is not None
    assert f'<html lang="{language}" dir="{direction}">' in message.html


def test_an_unknown_language_falls_back_to_german(shift_kind):
    message = enqueue(language="xx")

    assert message is not None
    assert message.language == "de"


def test_composing_does_not_change_the_language_of_the_request(shift_kind):
    with translation.override("tr"):
        enqueue(language="ar")

        assert translation.get_language() == "tr"


def test_the_same_key_twice_is_one_row(shift_kind):
    first, second = enqueue(), enqueue()

    assert first is not None
    assert second is None
    assert OutboxMessage.objects.count() == 1
    assert OutboxAttachment.objects.count() == 1


def test_a_message_goes_with_its_cause_when_that_is_rolled_back(shift_kind):
    with transaction.atomic():
        enqueue()
        transaction.set_rollback(True)

    assert OutboxMessage.objects.count() == 0


def test_an_unknown_kind_is_named_with_the_known_ones():
    with pytest.raises(LookupError, match=r"No mail kind is called 'test\.none'; there are .*users\.login_code"):
        outbox.enqueue("test.none", to="a@post.example", language="de", key="test.none:1:1", values={})


def test_a_waiting_message_cannot_be_sent_again():
    message = make_message()

    assert outbox.resend(message, at=AT) == ResendObstacle.WAITING


def test_a_sent_message_goes_again_with_the_same_message_id(mailoutbox):
    message = make_message()
    drain(AT)
    message.refresh_from_db()

    assert outbox.resend(message, at=AT) is None
    drain(AT)

    assert [mail.extra_headers["Message-ID"] for mail in mailoutbox] == [message.message_id] * 2


def test_an_erased_message_cannot_be_sent_again():
    message = make_code_message()
    drain(AT)
    message.refresh_from_db()

    assert outbox.resend(message, at=AT) == ResendObstacle.ERASED
    message.refresh_from_db()
    assert message.status == Status.SENT


def test_the_map_of_states_covers_every_state():
    assert set(CHANGES) == set(Status)
    assert set().union(*CHANGES.values()) == set(Status)
