"""What comes with the form of the desk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.translation.desk.posted import Action, Typed, lines, mark_of, read


def form(**fields: str) -> dict[str, str]:
    """Two sentences as they were shown: the first was changed since, the second was not."""
    texts = {"text-1-2": "neu", "token-1-2": "t1", "shown-1-2": mark_of("alt")}
    return {**texts, "text-3-4": "gleich", "token-3-4": "t2", "shown-3-4": mark_of("gleich"), **fields}


def test_button_names_action_sentence_and_more() -> None:
    posted = read(form(do="take:1-2:1", view="alle", page="3", version="7"))

    assert (posted.action, posted.ref, posted.extra) == (Action.TAKE, "1-2", "1")
    assert (posted.view, posted.page, posted.version) == ("alle", 3, 7)


@pytest.mark.parametrize(
    ("button", "saved"),
    [
        ("all", ["1-2"]),
        ("", ["1-2"]),
        ("nonsense:3-4", ["1-2"]),
        ("save:3-4", ["1-2", "3-4"]),
        ("left:3-4", ["1-2"]),
        ("confirm:3-4", ["1-2"]),
        ("theirs:1-2", []),
        ("take:1-2:0", []),
        ("suggest:1-2", []),
        ("keep:1-2", []),
        ("ask:3-4", ["1-2"]),
        ("page:2", ["1-2"]),
    ],
)
def test_everything_changed_is_saved_whichever_button_is_pressed(button: str, saved: list[str]) -> None:
    posted = read(form(do=button))

    assert [typed.ref for typed in posted.to_save] == saved


def test_line_ends_and_blank_ends_are_no_change() -> None:
    typed = Typed("1-2", " eins\r\nzwei ", "", mark_of("eins\nzwei"))

    assert (typed.is_touched, lines(" eins\r\nzwei ")) == (False, "eins\nzwei")


def test_more_sentences_than_a_page_has_are_not_read() -> None:
    posted = read({f"text-1-{number}": "x" for number in range(500)})

    assert len(posted.texts) == 50


@given(st.dictionaries(st.sampled_from(["do", "page", "version", "view", "text-1-2", "shown-1-2"]), st.text()))
def test_anything_can_be_read(data: dict[str, str]) -> None:
    posted = read(data)

    assert (posted.page >= 0, posted.version >= 0, len(posted.ref) <= 40) == (True, True, True)
