"""Machine runs without pauses, the texts they work on, and what came of them."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail_localize.models import StringSegment, StringTranslation

from cms.translation.composing import ensure_row
from cms.translation.machine.running import run_machine, work_on
from cms.translation.models import LocaleProfile, MachineRun
from tests.make.translation import locale, make_page, publish

AT = timezone.make_aware(datetime(2026, 11, 24, 10))
PSEUDO = "cms.translation.machine.pseudo.Pseudo"


def pseudo(**options: Any) -> dict[str, Any]:
    """The pseudo-translation with options that make it fail."""
    return {"pseudo": {"class": PSEUDO, **options}}


def make_started(*sentences: str, codes: tuple[str, ...] = ("tr",), title: str = "Hilfe für Eltern") -> Any:
    """A live page with these sentences, started in these languages."""
    page = make_page(title=title, lead="Wir helfen.", live=False)
    page.body = [("paragraph", "".join(f"<p>{sentence}</p>" for sentence in sentences))]
    page = publish(page)
    for code in codes:
        ensure_row(page, locale(code))
    return page


def words_in(source: Any, code: str = "tr") -> dict[str, tuple[str, str, str]]:
    """What is stored by German sentence: words, kind and tool."""
    rows = StringTranslation.objects.filter(context__object_id=source.translation_key, locale=locale(code))
    return {
        row.translation_of.data: (row.data, row.translation_type, row.tool_name)
        for row in rows.select_related("translation_of")
    }


def run_to_the_end(source: Any, code: str = "tr") -> MachineRun:
    """Ask for a run and work on it without pauses."""
    job = run_machine(source, code, by=None, at=AT)
    return work_through(MachineRun.objects.get(job=job))


def work_through(run: MachineRun, *, batches: int = 99) -> MachineRun:
    """Work on a run to its end, or for so many batches."""
    for _number in range(batches):
        if not work_on(run, at=AT, sleep=lambda _seconds: None).again:
            break
        run.refresh_from_db()
    run.refresh_from_db()
    return run


def account(run: MachineRun) -> tuple[str, int, int, list[str]]:
    """State, stored and open sentences, and why they are open."""
    return (run.state, run.done, run.failed, sorted(run.reasons.values()))


def make_translation(source: Any, german: str, words: str, code: str = "tr") -> None:
    """What a person typed."""
    segment = StringSegment.objects.get(source__object_id=source.translation_key, string__data=german)
    StringTranslation(
        translation_of=segment.string,
        context=segment.context,
        locale=locale(code),
        data=words,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
    ).save()


def limit(code: str, words: int) -> None:
    """Words a month for a language."""
    LocaleProfile.objects.filter(locale__language_code=code).update(monthly_words=words)
