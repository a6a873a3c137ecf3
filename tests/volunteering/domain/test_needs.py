"""A need is written, published when everything is there, hidden and closed; its German text follows."""

import pytest

from cms.network.models import District
from tests.make.people import make_staff
from tests.make.volunteering import AT, make_need, make_shift
from volunteering.domain import needs
from volunteering.domain.needs import NeedRefused, NeedWords
from volunteering.enums import Level, NeedState, PublishObstacle
from volunteering.models import Need, NeedText

pytestmark = pytest.mark.django_db
O = PublishObstacle  # noqa: E741  # short for the table below


def is_live(need: Need) -> bool:
    return needs.german_text(need).live


def test_draft_becomes_public_with_its_text() -> None:
    need = make_need(published=False)
    make_shift(need)

    needs.publish(need, at=AT, by=make_staff("volunteer coordinator"))

    assert (need.state, need.published_at, is_live(need)) == (NeedState.PUBLISHED, AT, True)


CASES = {
    "no shift": ({}, False, [O.NO_SHIFT]),
    "flexible needs none": ({"kind": "flexible"}, False, []),
    "no coordinator": ({"coordinator": None}, True, [O.NO_COORDINATOR]),
    "no summary": ({"summary": " "}, True, [O.NO_TEXT]),
    "interpreting is never public": ({"kind": "interpreter"}, True, [O.NEVER_PUBLIC]),
    "interpreting for asked people": ({"kind": "interpreter", "visibility": "asked"}, True, []),
    "everything at once": ({"coordinator": None, "title": " "}, False, [O.NO_TEXT, O.NO_COORDINATOR, O.NO_SHIFT]),
}


@pytest.mark.parametrize(("facts", "with_shift", "expected"), CASES.values(), ids=CASES)
def test_publishing_is_refused_with_every_obstacle(facts: dict, with_shift: bool, expected: list[O]) -> None:
    words = {name: facts.pop(name) for name in ("title", "summary") if name in facts}
    need = make_need(published=False, **facts)
    needs.save_words(need, NeedWords(**{"title": "Titel", "summary": "Kurz", **words}), by=None)
    if with_shift:
        make_shift(need)

    assert list(needs.obstacles_to_publish(need, at=AT)) == expected


def test_shift_in_the_past_does_not_count() -> None:
    need = make_need(published=False)
    make_shift(need, days=-1)

    with pytest.raises(NeedRefused) as refused:
        needs.publish(need, at=AT, by=None)

    assert refused.value.obstacles == (O.NO_SHIFT,)
    assert (Need.objects.get().state, is_live(need)) == (NeedState.DRAFT, False)


def test_pause_and_close_hide_the_text() -> None:
    need = make_need()
    make_shift(need)

    needs.pause(need, at=AT, by=None)
    assert (need.state, is_live(need)) == (NeedState.PAUSED, False)
    needs.publish(need, at=AT, by=None)
    assert (need.state, is_live(need)) == (NeedState.PUBLISHED, True)
    needs.close(need, at=AT, by=None)
    assert (need.state, is_live(need)) == (NeedState.CLOSED, False)
    with pytest.raises(NeedRefused):
        needs.publish(need, at=AT, by=None)


def test_submitted_need_is_published_by_the_agency() -> None:
    need = make_need(published=False)
    make_shift(need)

    needs.submit(need, at=AT)
    assert need.state == NeedState.SUBMITTED
    needs.publish(need, at=AT, by=None)
    assert need.state == NeedState.PUBLISHED


def test_codes_count_up_within_the_year() -> None:
    assert [make_need().code for _number in range(3)] == ["B-2026-001", "B-2026-002", "B-2026-003"]


def test_words_of_a_public_need_are_live_at_once() -> None:
    need = make_need("Alter Titel")

    needs.save_words(need, NeedWords("Neuer Titel", "Neu"), by=None)

    assert needs.german_text(need).title == "Neuer Titel"
    assert is_live(need)


def test_words_of_a_draft_stay_hidden() -> None:
    need = make_need(published=False)

    needs.save_words(need, NeedWords("Neuer Titel", "Neu"), by=None)

    text = needs.german_text(need)
    assert (text.title, text.live, text.latest_revision.content["title"]) == ("Neuer Titel", False, "Neuer Titel")


def test_foreign_draft_gets_its_german_source_later() -> None:
    need = needs.create_need(
        NeedWords("مساعدة", "ملخص"), facts={"district": District.objects.first()}, at=AT, by=None, language="ar"
    )
    assert O.NO_TEXT in needs.obstacles_to_publish(need, at=AT)

    german = needs.save_words(need, NeedWords("Hilfe", "Kurz"), by=None)

    keys = set(NeedText.objects.filter(need=need).values_list("translation_key", flat=True))
    assert keys == {german.translation_key}


def test_plain_text_becomes_escaped_paragraphs() -> None:
    assert needs.paragraphs("Eins\nzwei\r\n\r\n<script>drei</script>\n\n\n") == (
        "<p>Eins zwei</p><p>&lt;script&gt;drei&lt;/script&gt;</p>"
    )


def test_wishes_replace_those_before() -> None:
    need = make_need(languages={"uk": ("B1", False)}, skills={"cooking": True})

    needs.save_wishes(need, languages={"ar": (Level.C1, True)}, skills={})

    assert list(need.languages.values_list("language", "level", "hard")) == [("ar", "C1", True)]
    assert need.skills.count() == 0
