"""What a machine would say for one sentence, for somebody who translates it. Stores no words, but counts them."""

import time
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from cms.translation.machine import budget, router
from cms.translation.machine.batches import Answers, ask, words_of
from cms.translation.machine.obstacles import MachineObstacle, MachineReason, MachineRefused, obstacle_to_suggest
from cms.translation.machine.router import Provider, Sleep
from cms.translation.models import MachineRun, MachineRunState
from cms.translation.roots import roots
from cms.translation.sentences import Sentence


class NoSuggestion(Exception):
    """The provider gave no answer, or none that can be used; the text is a sentence for the translator."""


def suggest(source: Any, code: str, sentence: Sentence, *, by: Any, at: datetime, sleep: Sleep = time.sleep) -> str:
    """A machine's words for one sentence, as inline HTML with its marks. Call it outside a transaction.

    Asks once: somebody waits. Raises MachineRefused with the obstacle, or NoSuggestion.
    """
    if obstacle := obstacle_to_suggest(source, code, by, at=at):
        raise MachineRefused(obstacle)
    provider = router.provider_for(code)
    if provider is None:
        raise MachineRefused(MachineObstacle(MachineReason.NOT_SPOKEN, code))
    run = _reserve(source, code, sentence, provider, by=by, at=at)
    answers = ask(provider, code, [sentence], sleep=sleep, retries=0)
    _account(run, provider, answers, at=at)
    if answers.problem:
        raise NoSuggestion(gettext("The machine does not answer at the moment. Please try again later."))
    if sentence.ref not in answers.texts:
        raise NoSuggestion(gettext("The machine found no words that fit this sentence."))
    return answers.texts[sentence.ref]


@transaction.atomic
def _reserve(source: Any, code: str, sentence: Sentence, provider: Provider, *, by: Any, at: datetime) -> MachineRun:
    """Note the words before they are sent, so that nobody else spends them meanwhile."""
    budget.lock()
    words, left = words_of([sentence]), budget.left(code, at=at).words
    if words > left:
        raise MachineRefused(MachineObstacle(MachineReason.OVER_BUDGET, code, left))
    return MachineRun.objects.create(
        translation_key=source.translation_key,
        model=source._meta.label_lower,
        locale_id=roots().languages[code].locale_id,
        provider=provider.name,
        suggestion=True,
        planned=words,
        state=MachineRunState.RUNNING,
        by=by,
        at=at,
    )


def _account(run: MachineRun, provider: Provider, answers: Answers, *, at: datetime) -> None:
    run.words, run.characters = answers.words, answers.characters
    run.cost = provider.cost(answers.characters)
    run.reasons, run.failed = dict(answers.faults), len(answers.faults)
    run.state = MachineRunState.FAILED if answers.faults else MachineRunState.DONE
    run.reason, run.finished_at = str(answers.problem or "")[:300], at
    run.save()
