"""One German sentence of twelve changes: its languages are outdated, and exactly this sentence comes back."""

import html
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext, override
from wagtail.rich_text import RichText

from cms.translation.desk.fresh import fresh_refs
from cms.translation.differences import Change, previous_of, word_diff
from cms.translation.enums import TranslationState as State
from cms.translation.languages import LANGUAGES, SOURCE
from cms.translation.models import TranslatorRole
from cms.translation.review import approve, submit
from cms.translation.sentences.listing import sentences_of
from cms.translation.sentences.saving import save_sentence
from cms.translation.state_table import reader_line, state_table
from tests.make.people import make_user
from tests.make.translation import locale, make_page, make_public, publish, translated

NOW = timezone.now()
SEVEN = [code for code in LANGUAGES if code not in {SOURCE, "fr"}]


def person(*, review: bool = False) -> Any:
    user = make_user()
    TranslatorRole.objects.create(
        user=user, locale=locale("ar"), may_review=review, valid_from=NOW.date() - timedelta(days=1)
    )
    return user


def twelve_sentences() -> Any:
    body = "".join(f"<p>Satz Nummer {number} über den Kurs.</p>" for number in range(10))
    return make_page(title="Kurs", slug="kurs", lead="Für alle.", body=[("paragraph", RichText(body))])


def words_of(answer: Any) -> str:
    """What readers see: German runs in Arabic are isolated by elements of their own."""
    return BeautifulSoup(answer.content, "html.parser").get_text()


def states(page: Any) -> dict[str, State]:
    return {code: piece.state for (_key, code), piece in state_table([page], [*SEVEN, "fr"]).items()}


@pytest.mark.acceptance("T5")
@pytest.mark.usefixtures("in_english")
def test_exactly_the_changed_sentence_comes_back(db: None, client: Client) -> None:
    make_public("ar")
    page, translator, reviewer = twelve_sentences(), person(), person(review=True)
    for code in SEVEN:
        translated(page, code, by=translator, checked_by=reviewer)
    row = page.get_translation(locale("ar")).specific
    page.body[0].value = RichText(page.body[0].value.source.replace("Nummer 3 über", "Nummer 3 rund um"))
    page = publish(page)

    outdated = states(page)
    seen = client.get("/ar/kurs/")
    fresh = fresh_refs(sentences_of(page, "ar"), row.live_revision.created_at)
    (changed,) = [sentence for sentence in sentences_of(page, "ar") if sentence.is_open]
    before = previous_of(page, "ar", changed)
    assert before is not None
    save_sentence(page, "ar", changed.ref, "الجملة الثالثة", by=translator, at=NOW, token=changed.token)
    submit(page, "ar", by=translator, at=NOW)
    approve(page, "ar", by=reviewer, at=NOW)

    assert outdated == dict.fromkeys(SEVEN, State.STALE) | {"fr": State.MISSING}
    assert seen.status_code == 200
    assert "Satz Nummer 3 über den Kurs." in words_of(seen)
    assert fresh == {changed.ref}
    assert len(sentences_of(page, "ar")) == 12
    assert (before.german, before.translation) == ("Satz Nummer 3 über den Kurs.", "ar: Satz Nummer 3 über den Kurs.")
    parts = word_diff(before.german, changed.german)
    assert [part.text.strip() for part in parts if part.change is not Change.SAME] == ["über", "rund um"]
    assert states(page)["ar"] == State.CHECKED
    assert "الجملة الثالثة" in words_of(client.get("/ar/kurs/"))


@pytest.mark.acceptance("T5")
def test_line_above_the_old_translation_says_that_german_moved_on(db: None, client: Client) -> None:
    make_public("ar")
    page = twelve_sentences()
    translated(page, "ar")
    page.lead = "Für alle, die kommen."
    publish(page)

    answer = client.get("/ar/kurs/").content.decode()

    with override("ar"):
        line = reader_line(page.get_translation(locale("ar")).specific)
        unchanged = gettext("Translated.")
    assert line
    assert line != unchanged
    assert line in html.unescape(answer)
