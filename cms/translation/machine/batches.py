"""One batch of sentences: chosen, masked, sent, and every answer judged. Stores nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cms.translation import glossary
from cms.translation.machine import router
from cms.translation.machine.accepting import Fault, Unusable, accept
from cms.translation.machine.masking import MARK, Masked, mask_all
from cms.translation.machine.protocol import ProviderProblem
from cms.translation.machine.router import Provider, Sleep
from cms.translation.sentences import Kind, Sentence
from cms.translation.sources import count_words


@dataclass(frozen=True)
class Answers:
    """What came of a batch, by the number (`ref`) of each sentence; `problem` where the provider gave no answer.

    `words` and `characters` are what was sent and answered, whether it could be used or not.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, Fault] = field(default_factory=dict)
    words: int = 0
    characters: int = 0
    problem: ProviderProblem | None = None

    @property
    def failed(self) -> bool:
        """Whether nothing of the batch can be used because of the provider."""
        return self.problem is not None or Fault.WRONG_COUNT in self.faults.values()


def open_for_machines(sentences: Iterable[Sentence]) -> list[Sentence]:
    """The sentences without any translation; one with an error was somebody's work and is not overwritten."""
    return [sentence for sentence in sentences if sentence.kind is Kind.OPEN and not sentence.translation]


def words_of(sentences: Iterable[Sentence]) -> int:
    """Words to send for these sentences; what stands in a text twice is sent once."""
    return sum(count_words(german) for german in {sentence.german for sentence in sentences})


def next_batch(sentences: Sequence[Sentence], *, most: int, most_bytes: int) -> list[Sentence]:
    """The first sentences that fit into one request, with every repetition of them; at least one."""
    chosen: set[str] = set()
    size = 0
    for sentence in sentences:
        if sentence.german in chosen:
            continue
        size += len(sentence.german.encode())
        if chosen and (len(chosen) >= most or size > most_bytes):
            break
        chosen.add(sentence.german)
    return [sentence for sentence in sentences if sentence.german in chosen]


def ask(
    provider: Provider, code: str, sentences: Sequence[Sentence], *, sleep: Sleep, retries: int | None = None
) -> Answers:
    """Let a provider translate a batch; what it never sees comes back in its place. Raises nothing."""
    germans = list(dict.fromkeys(sentence.german for sentence in sentences))
    masked = dict(zip(germans, mask_all(germans, glossary.protected_words()), strict=True))
    sent = [german for german in germans if masked[german].has_words]
    texts = [masked[german].text for german in sent]
    markup = any(MARK.search(text) or "&" in text for text in texts)
    try:
        found = router.translate(provider, code, texts, markup=markup, sleep=sleep, retries=retries) if texts else []
    except ProviderProblem as problem:
        return Answers(faults=dict.fromkeys(_refs(sentences), Fault.NO_ANSWER), problem=problem)
    words, characters = sum(map(count_words, sent)), sum(map(len, texts))
    if len(found) != len(sent):
        return Answers(faults=dict.fromkeys(_refs(sentences), Fault.WRONG_COUNT), words=words, characters=characters)
    kept, faults = _judge(sentences, masked, dict(zip(sent, found, strict=True)), markup=markup)
    return Answers(kept, faults, words, characters)


def _refs(sentences: Iterable[Sentence]) -> list[str]:
    return [sentence.ref for sentence in sentences]


def _judge(
    sentences: Sequence[Sentence], masked: Mapping[str, Masked], found: Mapping[str, str], *, markup: bool
) -> tuple[dict[str, str], dict[str, Fault]]:
    """What may be stored, and why the rest stays open. A sentence of names alone is its own translation."""
    kept: dict[str, str] = {}
    faults: dict[str, Fault] = {}
    for sentence in sentences:
        hidden = masked[sentence.german]
        answer, is_html = found.get(sentence.german, hidden.text), markup or sentence.german not in found
        try:
            kept[sentence.ref] = accept(sentence.german, hidden, answer, markup=is_html, limit=sentence.limit)
        except Unusable as unusable:
            faults[sentence.ref] = unusable.fault
    return kept, faults
