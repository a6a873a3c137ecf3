"""Who helps me in my language: the order of contacts (content.md 4.8)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from home.address_book import PersonEntry, ProfileWords
from home.domain.hours import Span, Status, next_slot, status

FAR = timedelta(days=3650)


@dataclass(frozen=True)
class Card:
    """A person as shown: whether they speak the reader's language, and when one reaches them next."""

    person: PersonEntry
    speaks: bool
    slot: Span | None
    status: Status
    reader: str

    @property
    def words(self) -> ProfileWords:
        """What the person does, in the best language there is."""
        return self.person.words_for(self.reader)


def spoken_by(reader: str) -> str:
    """The spoken language of a reader: Leichte Sprache is spoken German."""
    return reader.split("-")[0]


def ranked(
    people: Iterable[PersonEntry], languages: Sequence[str], *, at: datetime, topic: str = "", reader: str = ""
) -> list[Card]:
    """People for a topic in the order in which they help: the first language (the reader's), then any other of
    `languages`, then the next time one reaches them, then the name.

    A topic nobody has shows everybody, for a person who is not in charge still knows who is.
    """
    everybody = list(people)
    chosen = [person for person in everybody if topic in person.topics] if topic else everybody
    wanted = [spoken_by(code) for code in languages]
    cards = [_card(person, wanted, at, reader or (languages[0] if languages else "")) for person in chosen or everybody]
    return sorted(cards, key=lambda card: _order(card, wanted, at))


def nobody_speaks(cards: Iterable[Card]) -> bool:
    """Whether an interpreter must be offered."""
    return not any(card.speaks for card in cards)


def _card(person: PersonEntry, wanted: Sequence[str], at: datetime, reader: str) -> Card:
    return Card(
        person=person,
        speaks=bool(wanted) and wanted[0] in person.languages,
        slot=next_slot(person.timetable, at),
        status=status(person.timetable, at),
        reader=reader,
    )


def _order(card: Card, wanted: Sequence[str], at: datetime) -> tuple[int, datetime, str, int]:
    rank = 0 if card.speaks else 1 if set(wanted[1:]) & set(card.person.languages) else 2
    starts = max(card.slot.starts_at, at) if card.slot else at + FAR
    return rank, starts, card.person.name.casefold(), card.person.pk
