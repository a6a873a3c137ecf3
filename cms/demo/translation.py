"""Two people who translate into Arabic: what they have to do, what waits for a check, a question, and their hours."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Locale

from cms.demo.story import Story
from cms.translation import assigning, questions, review, work
from cms.translation.models import TranslatorRole
from cms.translation.sentences import Sentence, save_sentence, sentences_of

CODE = "ar"
STALE, IN_REVIEW = "gesundheitsberatung", "gesund-in-deutschland"
LEAD = "Arztpraxis, Klinik, Apotheke: Wir erklären auf Arabisch, wer wofür da ist."
LEAD_IN_ARABIC = "عيادة الطبيب، المستشفى، الصيدلية: نشرح بالعربية من المسؤول عن ماذا."
COSTS = "Das Angebot ist kostenlos und vertraulich. Auch das Dolmetschen bezahlen wir."
FIRST_STEP = "Sagen Sie uns nur Ihre Sprache und wann Sie Zeit haben. Wir rufen Sie zurück."
BRING = "Briefe und Rechnungen, die Sie nicht verstehen"


def tell(story: Story, at: datetime) -> None:
    """The German of two texts changed: one waits for its translator, one for the second person."""
    samira, karim, editor = (story.users[key] for key in ("translator", "reviewer", "editor"))
    _roles(samira, karim, at)
    changed = _change_page(story)
    assigning.assign(
        changed,
        CODE,
        to=samira,
        due_on=timezone.localdate(at) + timedelta(days=3),
        urgent=True,
        note="Bitte vor dem Frauencafé am Donnerstag.",
        by=editor,
        at=at - timedelta(days=1),
    )
    _ask(changed, samira, at)
    _earlier_work(samira, at)
    _send(_change_event(story), samira, at)


def _roles(translator: Any, reviewer: Any, at: datetime) -> None:
    since = timezone.localdate(at) - timedelta(days=120)
    locale = Locale.objects.get(language_code=CODE)
    TranslatorRole.objects.create(user=translator, locale=locale, valid_from=since)
    TranslatorRole.objects.create(user=reviewer, locale=locale, may_review=True, valid_from=since)


def _change_page(story: Story) -> Any:
    """Three sentences of the page about health; readers keep the old translation until the new one is checked."""
    page = story.pages[STALE]
    page.costs = COSTS
    page.steps[0].value["text"] = FIRST_STEP
    page.bring[1].value = BRING
    return _publish(page)


def _change_event(story: Story) -> Any:
    event = story.pages[IN_REVIEW]
    event.lead = LEAD
    return _publish(event)


def _publish(page: Any) -> Any:
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def _ask(source: Any, by: Any, at: datetime) -> None:
    sentence = _sentence(source, BRING)
    text = "Sind auch Rechnungen vom Krankenhaus gemeint?"
    questions.ask(source, CODE, sentence.path, sentence.german, text, by=by, at=at - timedelta(hours=5))


def _send(source: Any, by: Any, at: datetime) -> None:
    """Translated and on its way to the second person."""
    sentence = _sentence(source, LEAD)
    saved_at = at - timedelta(hours=4)
    save_sentence(source, CODE, sentence.ref, LEAD_IN_ARABIC, by=by, at=saved_at, token=sentence.token)
    review.submit(source, CODE, by=by, at=saved_at + timedelta(minutes=2))


def _sentence(source: Any, german: str) -> Sentence:
    found = next((one for one in sentences_of(source, CODE) if one.german == german), None)
    if found is None:
        raise LookupError(f"{source} has no sentence {german!r} any more; the story of the translators needs it.")
    return found


def _earlier_work(user: Any, at: datetime) -> None:
    """Two evenings of last week: one is confirmed, one waits for her word."""
    for days, counts in ((6, (9, 14, 11, 8)), (2, (12, 10, 16))):
        evening = at - timedelta(days=days, hours=2)
        for number, words in enumerate(counts):
            work.record_work(user, CODE, words=words, at=evening + timedelta(minutes=3 * number))
    work.confirm_day(user, timezone.localdate(at - timedelta(days=6, hours=2)), 15)
