"""One quiet mail a day and person for all parts of the house."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from django.utils.translation import get_language

from cms import jobs
from cms.mail import digest
from cms.mail.digest import Line, Part, Reader
from cms.mail.models import OutboxMessage
from tests.make.mail import AT

pytestmark = pytest.mark.django_db
AMINA = Reader("amina@post.example", "Amina Osman", "tr")
PAUL = Reader("paul@post.example", "Paul Krause", "de")


@dataclass
class Told:
    """The lines that the two parts of this test have for their readers, and what they were asked with."""

    first: dict[Reader, list[Line]] = field(default_factory=dict)
    second: dict[Reader, list[Line]] = field(default_factory=dict)
    asked: list[tuple[Reader, datetime, datetime, str | None]] = field(default_factory=list)

    def part(self, key: str, lines: dict[Reader, list[Line]], *, position: int) -> Part:
        def ask(reader: Reader, since: datetime, at: datetime) -> list[Line]:
            self.asked.append((reader, since, at, get_language()))
            return lines[reader]

        return Part(key, key.title(), lambda _at: list(lines), ask, list, position)


@pytest.fixture
def told() -> Iterator[Told]:
    """Two parts and nothing else: `second` stands above `first` in the mail."""
    kept, found = dict(digest._parts), Told()
    digest._parts.clear()
    digest.register(found.part("first", found.first, position=20))
    digest.register(found.part("second", found.second, position=10))
    yield found
    digest._parts.clear()
    digest._parts.update(kept)


def test_lines_of_all_parts_go_in_one_mail(told: Told) -> None:
    told.first[PAUL] = [Line("Ein Text wartet.", "/de/uebersetzen/")]
    told.second[PAUL] = [Line("Ein Platz ist frei.", "/de/mitmachen/mein/"), Line("Bitte antworten.", "/de/a/")]

    said = digest.write_due(AT)

    message = OutboxMessage.objects.get()
    assert said == "1 digests written"
    assert (message.to, message.name, message.kind, message.confidential) == (
        "paul@post.example",
        "Paul Krause",
        "mail.digest",
        False,
    )
    text = message.text[: message.text.index("http://127.0.0.1:8000/de/konto/")]
    assert text[text.index("Second") :].startswith(
        "Second\n\n- Ein Platz ist frei.\n  http://127.0.0.1:8000/de/mitmachen/mein/\n"
        "\n- Bitte antworten.\n  http://127.0.0.1:8000/de/a/\n"
        "\nFirst\n\n- Ein Text wartet.\n  http://127.0.0.1:8000/de/uebersetzen/\n"
    )
    assert '<a class="link" href="http://127.0.0.1:8000/de/a/"' in message.html


def test_parts_are_asked_in_the_language_of_the_reader(told: Told) -> None:
    told.first[AMINA] = [Line("Bir metin bekliyor.", "/tr/")]

    digest.write_due(AT)

    assert told.asked == [(AMINA, AT - digest.REMIND, AT, "tr")]
    assert OutboxMessage.objects.get().language == "tr"


def test_same_address_is_one_person_whatever_the_parts_call_them(told: Told) -> None:
    told.second[PAUL] = [Line("Zwei.", "/2/")]
    told.first[Reader(PAUL.email, "P. Krause", "en")] = told.first[PAUL] = [Line("Eins.", "/1/")]

    digest.write_due(AT)

    message = OutboxMessage.objects.get()
    assert (message.name, message.language) == ("Paul Krause", "de")
    assert (message.text.count("Zwei."), message.text.count("Eins.")) == (1, 1)


def test_digest_is_written_once_a_day(told: Told) -> None:
    told.first[PAUL] = [Line("Ein Text wartet.", "/de/")]

    counts = [digest.write_due(AT + timedelta(hours=hours)) for hours in (0, 1, 24)]

    assert counts == ["1 digests written", "0 digests written", "1 digests written"]
    assert told.asked[-1][1:3] == (AT, AT + timedelta(days=1))


def test_digests_wait_for_the_morning(told: Told) -> None:
    told.first[PAUL] = [Line("Ein Text wartet.", "/de/")]

    said = digest.write_due(datetime.fromisoformat("2026-11-24T06:59:00+01:00"))

    assert (said, OutboxMessage.objects.count()) == ("digests wait until 7 o'clock", 0)
    assert digest.write_due(datetime.fromisoformat("2026-11-24T07:00:00+01:00")) == "1 digests written"


@pytest.mark.parametrize(
    ("lines", "days", "again"),
    [
        pytest.param([], 1, False, id="nothing waits"),
        pytest.param([Line("Alt.", "/", news=False)], 1, False, id="nothing new"),
        pytest.param([Line("Alt.", "/", news=False)], 6, False, id="nothing new for six days"),
        pytest.param([Line("Alt.", "/", news=False)], 7, True, id="reminder after a week"),
        pytest.param([Line("Alt.", "/", news=False), Line("Neu.", "/")], 1, True, id="one line is new"),
    ],
)
def test_digest_is_quiet(told: Told, lines: list[Line], days: int, again: bool) -> None:
    told.first[PAUL] = [Line("Ein Text wartet.", "/de/")]
    digest.write_due(AT)
    told.first[PAUL] = lines

    digest.write_due(AT + timedelta(days=days))

    assert OutboxMessage.objects.count() == 1 + again


def test_nobody_gets_a_mail_without_a_line(told: Told) -> None:
    told.first[PAUL] = []

    said = digest.write_due(AT)

    assert (said, OutboxMessage.objects.count()) == ("0 digests written", 0)


def test_key_of_a_part_is_taken_once(told: Told) -> None:
    with pytest.raises(ValueError, match="Two parts of the digest are called 'first'"):
        digest.register(told.part("first", {}, position=1))


def test_digest_is_a_due_job() -> None:
    assert jobs.find("mail.digest").run is digest.write_due


def test_every_registered_part_has_a_sample() -> None:
    for part in digest.registered():
        lines = part.sample()

        assert lines, part.key
        assert all(line.sentence and line.path.startswith("/") for line in lines), part.key
