"""Whatever fills sentences leaves what readers have as it is: memory, machine, file, a person at the desk."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from cms.translation.memory import prefill
from cms.translation.sentences import sentences_of
from cms.users.roles import PUBLISHER
from tests.make.exchange import fill, po_of, sent, taken_over, translated_po
from tests.make.machine import choose_provider, make_setting
from tests.make.people import make_staff
from tests.make.translation import make_organisation_text, make_page, publish, translated
from tests.make.translators import make_translator, save
from tests.translation.machine.machine_runs import run_to_the_end

NOW = timezone.now()
NEW = "Wir helfen Familien."


def from_memory(source: Any) -> None:
    other = make_page(lead=NEW)
    translated(other, "ar")
    prefill(source, "ar", at=NOW)


def by_machine(source: Any) -> None:
    run_to_the_end(source, "ar")


def from_a_file(source: Any) -> None:
    staff = make_staff(PUBLISHER)
    taken_over(staff, sent(staff, translated_po(po_of(staff, source), fill)))


def at_the_desk(source: Any) -> None:
    (sentence,) = [sentence for sentence in sentences_of(source, "ar") if sentence.is_open]
    save(source, sentence, "نساعد العائلات.", by=make_translator("ar"))


def changed_page() -> Any:
    page = make_page(lead="Alt.")
    translated(page, "ar")
    page.lead = NEW
    return publish(page)


def changed_snippet() -> Any:
    text = make_organisation_text("Alt.")
    translated(text, "ar")
    text.what_we_do = NEW
    return publish(text)


def columns(source: Any) -> dict[str, Any]:
    """The columns of the Arabic row but those of its draft."""
    drafts = {"latest_revision_id", "latest_revision_created_at", "has_unpublished_changes", "draft_title"}
    values = type(source).objects.filter(translation_key=source.translation_key, locale__language_code="ar").values()
    return {name: value for name, value in values.get().items() if name not in drafts}


@pytest.mark.acceptance("T2")
@pytest.mark.parametrize("make", [changed_page, changed_snippet], ids=["page", "snippet"])
@pytest.mark.parametrize("step", [from_memory, by_machine, from_a_file, at_the_desk])
def test_filled_sentence_changes_nothing_that_is_live(
    db: None, settings: Any, make: Callable[[], Any], step: Callable[[Any], None]
) -> None:
    settings.MACHINE_TRANSLATION = make_setting()
    choose_provider()
    source = make()
    before, open_before = columns(source), sum(sentence.is_open for sentence in sentences_of(source, "ar"))

    step(source)

    assert (open_before, sum(sentence.is_open for sentence in sentences_of(source, "ar"))) == (1, 0)
    assert before["live"] is True
    assert columns(source) == before
