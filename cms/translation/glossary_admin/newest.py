"""The newest words of the glossary, drafts included: what the table of all words shows and what it is compared with."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from cms.translation.glossary import fold
from cms.translation.languages import LANGUAGES, SOURCE
from cms.translation.models import Term, TermAlias
from cms.translation.roots import roots


@dataclass(frozen=True)
class Cells:
    """A word in one language, as three cells of the table."""

    term: str = ""
    explanation: str = ""
    other_forms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Newest:
    """A word with its facts and its newest words in every language that has some."""

    key: UUID
    german: str
    keep_german: bool
    machine_protect: bool
    live: bool
    cells: dict[str, Cells] = field(default_factory=dict)

    def of(self, code: str) -> Cells:
        """The cells of a language; empty ones where it has none."""
        return self.cells.get(code, Cells())


def newest_words() -> list[Newest]:
    """Every word that has a German row, in the order of the German words. Two queries."""
    rows = list(Term.objects.select_related("latest_revision").order_by("german", "pk"))
    forms = _other_forms()
    words: defaultdict[UUID, dict[str, tuple[str, str]]] = defaultdict(dict)
    for row in rows:
        words[row.translation_key][roots().code_of(row.locale_id)] = _words(row)
    return [
        Newest(
            key=row.translation_key,
            german=row.german,
            keep_german=row.keep_german,
            machine_protect=row.machine_protect,
            live=row.live,
            cells={
                code: Cells(*words[row.translation_key].get(code, ("", "")), forms.get((row.translation_key, code), ()))
                for code in LANGUAGES
            },
        )
        for row in rows
        if row.locale_id == roots().languages[SOURCE].locale_id
    ]


def by_german(words: Iterable[Newest]) -> dict[str, Newest]:
    """The words by their German word as it is compared."""
    return {fold(word.german): word for word in words}


def _words(row: Term) -> tuple[str, str]:
    """Term and explanation of the latest revision; of the row itself where there is none."""
    content = row.latest_revision.content if row.latest_revision else {}
    return content.get("term", row.term), content.get("explanation", row.explanation)


def _other_forms() -> dict[tuple[UUID, str], tuple[str, ...]]:
    found: dict[tuple[UUID, str], tuple[str, ...]] = {}
    for key, locale, word in TermAlias.objects.order_by("pk").values_list("term_key", "locale_id", "word"):
        at = key, roots().code_of(locale)
        found[at] = (*found.get(at, ()), word)
    return found
