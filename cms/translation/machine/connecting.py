"""Trying a provider: does it answer, what does it know, and what does it make of one sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from cms.translation.languages import SOURCE, endonym
from cms.translation.machine import router
from cms.translation.machine.protocol import ProviderProblem
from cms.translation.machine.router import Provider
from cms.translation.roots import roots

SAMPLE = "Guten Tag! Wie können wir Ihnen helfen?"


@dataclass(frozen=True)
class Connection:
    """What came of the trial; `problem` is empty when it went well. `code` is the language of the sample."""

    label: str
    languages: Sequence[str] = ()
    code: str = ""
    sample: str = ""
    problem: str = ""


def try_provider(provider: Provider, code: str = "") -> Connection:
    """Ask for its languages, past what is remembered, and for one sentence of ours, which counts for no budget.

    The sentence is asked for in the language `code`, or in the first of ours that the provider knows.
    """
    try:
        pairs = provider.ask_languages(provider.timeout)
        known = [own for own in roots().languages if own != SOURCE and router.matching_pair(pairs, own)]
        if not known:
            return Connection(provider.label)
        target = code if code in known else known[0]
        answers = router.translate(provider, target, [SAMPLE], markup=False, retries=0)
    except ProviderProblem as problem:
        return Connection(provider.label, problem=str(problem))
    return Connection(provider.label, [endonym(own) for own in known], target, " ".join(answers))
