"""Letters: every kind in every language, with a text part, the right entry in the calendar, and no lost placeholder."""

import pytest
from django.conf import settings
from django.utils.translation import override
from icalendar import Calendar

from cms.mail import kinds
from cms.mail.models import OutboxMessage
from tests.make.network import make_place
from tests.make.volunteering import AT, fill, make_need, make_shift, make_sign_up, make_volunteer
from volunteering import letters, notifications
from volunteering.domain import places
from volunteering.enums import SIGN_UP_CHANGES, SignUpState
from volunteering.models import SignUpEvent

U = SignUpState


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("kind", notifications.LETTERS)
def test_letter_is_whole_in_every_language(kind: str, language: str) -> None:
    with override(language):
        letter = notifications.LETTERS[kind](notifications.sample())

    words = [letter.subject, *letter.paragraphs, *letter.after, *(word for pair in letter.facts for word in pair)]
    assert all(words)
    assert "%(" not in "".join(words)
    assert letter.button is not None
    assert letter.button[1].startswith(f"http://127.0.0.1:8000/{'admin' if kind == 'coordinator_note' else language}/")


def test_every_letter_is_registered_and_links_with_rights_are_confidential() -> None:
    registered = {kind.key: kind for kind in kinds.registered() if kind.key.startswith("volunteering.")}

    assert set(registered) == {f"volunteering.{key}" for key in notifications.LETTERS}
    assert {key for key, kind in registered.items() if kind.confidential} == {
        "volunteering.confirm_address",
        "volunteering.offer",
    }


SILENT = {
    (U.CONFIRMED, U.WITHDRAWN),
    (U.WAITLISTED, U.WITHDRAWN),
    (U.REQUESTED, U.WITHDRAWN),
    (U.OFFERED, U.DECLINED),
    *((before, after) for before in SIGN_UP_CHANGES for after in (U.ATTENDED, U.EXCUSED, U.NO_SHOW)),
}


def test_every_change_tells_the_person_unless_they_did_it_themselves() -> None:
    silent = {
        (before, after)
        for before, targets in SIGN_UP_CHANGES.items()
        for after in targets
        if not notifications.kind_of_change(SignUpEvent(from_state=before, to_state=after))
    }

    assert silent == {change for change in SILENT if change[1] in SIGN_UP_CHANGES[change[0]]}


@pytest.mark.django_db
def test_confirmed_person_gets_time_venue_and_calendar_entry() -> None:
    shift = make_shift(make_need(venue=make_place("Treffpunkt")), places=2)
    person = make_volunteer("Amina Osman", language="en")

    make_sign_up(shift, person, size=2)

    message = OutboxMessage.objects.get(kind="volunteering.confirmed")
    assert (message.to, message.language, message.key.split(":")[0]) == (
        person.address,
        "en",
        "volunteering.confirmed",
    )
    for words in (
        "Amina",
        "Hausaufgabenhilfe",
        "Treffpunkt, Zechenstraße 8, 44894 Bochum",
        "Gute Laune.",
        "Britta Nowak",
    ):
        assert words in message.text
        assert words in message.html
    (event,) = Calendar.from_ical(bytes(message.attachments.get().content)).walk("VEVENT")
    assert (event["SUMMARY"], event["DTSTART"].dt, event["DTEND"].dt, event["LOCATION"]) == (
        "Hausaufgabenhilfe",
        shift.starts_at,
        shift.ends_at,
        "Treffpunkt, Zechenstraße 8, 44894 Bochum",
    )


@pytest.mark.django_db
def test_offer_carries_a_link_and_the_time_it_holds() -> None:
    shift = make_shift(places=1)
    (holder,) = fill(shift)
    waiting = make_sign_up(shift, make_volunteer(language="en"), state=U.WAITLISTED)

    places.withdraw(holder.pk, at=AT)

    message = OutboxMessage.objects.get(kind="volunteering.offer")
    waiting.refresh_from_db()
    assert "/en/mitmachen/antwort/" in message.text
    assert "We keep it for you until Tuesday, 2 June, 12:00." in message.text
    assert waiting.answer_digest
    assert waiting.answer_digest not in message.text


@pytest.mark.django_db
def test_person_without_an_address_is_not_written_to() -> None:
    make_sign_up(make_shift(), make_volunteer(email="", phone="+49 171 3920 000"))

    assert not OutboxMessage.objects.filter(kind="volunteering.confirmed").exists()


@pytest.mark.django_db
def test_coordinator_hears_of_requests_and_of_places_given_back() -> None:
    asked = make_sign_up(make_shift(mode="request"), make_volunteer("Amina Osman"), state=U.REQUESTED)
    held = make_sign_up(make_shift(days=8), make_volunteer("Paul Schröder"))

    places.withdraw(held.pk, at=AT)
    places.withdraw(asked.pk, at=AT)

    notes = OutboxMessage.objects.filter(kind="volunteering.coordinator_note").order_by("pk")
    assert [message.to for message in notes] == ["ehrenamt@offenes-haus.example"] * 2
    assert ["Amina Osman" in notes[0].subject, "Paul Schröder" in notes[1].subject] == [True, True]


def test_calendar_entry_keeps_its_identity_when_it_is_called_off() -> None:
    values = notifications.sample()

    (before,) = Calendar.from_ical(letters.calendar_file(values)).walk("VEVENT")
    (after,) = Calendar.from_ical(letters.calendar_file({**values, "sequence": 1}, cancelled=True)).walk("VEVENT")

    assert before["UID"] == after["UID"]
    assert (after["STATUS"], after["SEQUENCE"]) == ("CANCELLED", 1)
