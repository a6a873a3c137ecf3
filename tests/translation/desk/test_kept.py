"""Typed texts that could not be saved."""

from uuid import UUID, uuid4

from django.contrib.sessions.backends.base import SessionBase

from cms.translation.desk.kept import KEY, MOST_TEXTS, forget, keep, kept

PIECE, OTHER = UUID(int=1), UUID(int=2)


def text(words: str) -> dict[str, str]:
    return {"text": words, "token": "t"}


def test_texts_are_kept_by_piece_and_sentence() -> None:
    session = SessionBase()

    keep(session, "ar", PIECE, {"1-2": text("eins")})
    keep(session, "ar", PIECE, {"3-4": text("zwei"), "1-2": text("eins, besser")})
    keep(session, "uk", PIECE, {"1-2": text("drei")})

    assert kept(session, "ar", PIECE) == {"1-2": text("eins, besser"), "3-4": text("zwei")}
    assert (kept(session, "uk", PIECE), kept(session, "ar", OTHER)) == ({"1-2": text("drei")}, {})


def test_saved_texts_are_forgotten_and_nothing_stays_behind() -> None:
    session = SessionBase()
    keep(session, "ar", PIECE, {"1-2": text("eins"), "3-4": text("zwei")})

    forget(session, "ar", PIECE, ["1-2"])
    left = kept(session, "ar", PIECE)
    forget(session, "ar", PIECE, ["3-4"])

    assert (left, KEY in session) == ({"3-4": text("zwei")}, False)


def test_session_holds_the_newest_texts_only() -> None:
    session = SessionBase()
    for _number in range(4):
        keep(session, "ar", uuid4(), {f"1-{ref}": text("x" * 9_000) for ref in range(20)})
    keep(session, "ar", PIECE, {"1-2": text("zuletzt")})

    counts = [len(entries) for entries in session[KEY].values()]

    assert (sum(counts) <= MOST_TEXTS, kept(session, "ar", PIECE)) == (True, {"1-2": text("zuletzt")})
    assert max(len(one["text"]) for entries in session[KEY].values() for one in entries.values()) == 5_000
