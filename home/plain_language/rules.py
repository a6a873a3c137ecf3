"""The rules of plain language for German and Leichte Sprache: each finds faults in a line and says what to write.

Pure: text in, findings out. A rule names its words, so that the editor sees where; none of them is a gate.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext, ngettext

from cms.translation.easy import sign_between_parts
from cms.translation.languages import EASY, SOURCE
from cms.translation.sentence_checks import Finding
from home.plain_language.text import Line, lines_of, words

type Rule = Callable[[Line, str], Iterator[Finding]]


@cache
def data() -> dict[str, Any]:
    """Every limit and list of words, by name."""
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "data.yaml").read_text(encoding="utf-8"))
    return loaded


def limit(name: str, code: str) -> int:
    """A limit in a language, in its unit (words or letters)."""
    return int(data()["limits"][code][name])


@cache
def listed(name: str) -> frozenset[str]:
    """A list of words, without case."""
    return frozenset(str(word).casefold() for word in data()[name])


def findings(html: str, code: str) -> list[Finding]:
    """Everything that could be written more simply in a text (HTML or plain), line by line.

    Only German and Leichte Sprache have rules; in every other language there is nothing to say.
    """
    if code not in {SOURCE, EASY}:
        return []
    lines = lines_of(html)
    rules = (*RULES, *EASY_RULES) if code == EASY else RULES
    found = [finding for line in lines for rule in rules for finding in rule(line, code)]
    return [*found, *_long_stretches(lines, code)]


def letters(word: str) -> int:
    """How long a word reads: its longest part between hyphens or dots."""
    return max(len(part) for part in re.split("[-·]", word))


# ---------------------------------------------------------------- sentences
def long_sentence(line: Line, code: str) -> Iterator[Finding]:
    """More words than one takes in at once."""
    most = limit("sentence_words", code)
    for sentence in line.sentences:
        if (count := len(words(sentence))) > most:
            hint = gettext("This sentence has %(count)d words. Make two of it, with %(most)d words at most.")
            yield Finding("long_sentence", sentence, hint % {"count": count, "most": most})


_PARTICIPLE = re.compile(r"(?:\w*ge\w{2,}(?:t|en)|\w{2,}iert|(?:be|ver|er|ent|zer|über|unter)\w{2,}t)")


def passive(line: Line, code: str) -> Iterator[Finding]:
    """A form of "werden" with a participle: nobody does it."""
    for sentence in line.sentences:
        plain = [word for word in words(sentence)[1:] if word[0].islower()]
        done = [w for w in plain if _PARTICIPLE.fullmatch(w) and w not in listed("not_participles")]
        helped = [w for w in words(sentence) if w.casefold() in listed("auxiliaries")]
        if done and helped:
            hint = gettext("Who does it? Write “We ask you” instead of “You are asked”.")
            yield Finding("passive", f"{helped[0]} … {done[-1]}", hint)


def nominal_style(line: Line, code: str) -> Iterator[Finding]:
    """Several nouns that hide a verb."""
    endings = tuple(data()["nominal_endings"])
    for sentence in line.sentences:
        nouns = [
            word
            for word in words(sentence)
            if word[0].isupper() and word.casefold().endswith(endings) and not _is_a_thing(word)
        ]
        if len(nouns) >= limit("nominal_words", code):
            hint = gettext("Many nouns hide what somebody does. Use verbs: “we advise” instead of “advice is given”.")
            yield Finding("nominal_style", ", ".join(nouns), hint)


def _is_a_thing(word: str) -> bool:
    return word.casefold().endswith(tuple(listed("not_nominal")))


# ---------------------------------------------------------------- words
def long_word(line: Line, code: str) -> Iterator[Finding]:
    """Words that are hard to take in; in Leichte Sprache a sign between the parts helps."""
    most = limit("word_letters", code)
    for word in dict.fromkeys(words(line.text)):
        if letters(word) > most:
            if code == EASY:
                hint = gettext("This word has %(count)d letters. Put the sign “%(sign)s” between its parts.")
            else:
                hint = gettext("This word has %(count)d letters. Use two shorter words, or explain it.")
            yield Finding("long_word", word, hint % {"count": letters(word), "sign": sign_between_parts()})


_SHORT = re.compile(r"\b(?:[A-ZÄÖÜ]{2,6}|(?:[A-Za-zÄÖÜäöü]\.){2,})(?![\w-])")


def abbreviation(line: Line, code: str) -> Iterator[Finding]:
    """Abbreviations that not everybody knows."""
    known = {str(word) for word in data()["known_abbreviations"]}
    found = _SHORT.findall(line.text.replace("z. B.", "z.B.").replace("u. a.", "u.a.").replace("d. h.", "d.h."))
    found += [word for word in data()["abbreviation_endings"] if re.search(rf"(?<!\w){re.escape(word)}", line.text)]
    for short in dict.fromkeys(found):
        if short not in known:
            hint = gettext("Not everybody knows this abbreviation. Write it out.")
            yield Finding("abbreviation", short, hint)


_GENDER = re.compile(r"\b(\w{3,})(?:[*:_/]-?|(?<=[a-zäöüß])(?=I))[iI]n(?:nen)?\b")


def gender_sign(line: Line, code: str) -> Iterator[Finding]:
    """Signs inside words stumble when they are read aloud; a neutral word says the same."""
    for found in _GENDER.finditer(line.text):
        said, known = found[1].casefold(), data()["neutral_words"]
        if neutral := next((words for stem, words in known.items() if said.startswith(stem)), ""):
            hint = gettext("Voices stumble over signs inside words. Write a neutral word: %(words)s.")
            hint %= {"words": neutral}
        else:
            hint = gettext("Voices stumble over signs inside words. Write a neutral word, or both forms.")
        yield Finding("gender_sign", found[0], hint)


_NUMERIC_DATE = re.compile(r"(?<![\d.])\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4})?(?!\d)")


def numeric_date(line: Line, code: str) -> Iterator[Finding]:
    """A month as a number is read as anything."""
    for found in _NUMERIC_DATE.finditer(line.text):
        yield Finding("numeric_date", found[0].strip(), gettext("Write the name of the month: 24. November."))


# ---------------------------------------------------------------- links
def empty_link(line: Line, code: str) -> Iterator[Finding]:
    """A link that does not say where it leads."""
    for link in line.links:
        said = {word.casefold() for word in words(link.text)}
        if said and said <= listed("empty_link_words"):
            hint = gettext("Say in the link where it leads: “to the registration” instead of “here”.")
            yield Finding("empty_link", link.text, hint)


_PHONE = re.compile(r"(?<![\w+/])(?:\+49|0)\d[\d /-]{5,}\d")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+\w")


def not_linked(line: Line, code: str) -> Iterator[Finding]:
    """A number or an address that one cannot tap."""
    linked = " ".join(link.text for link in line.links)
    for pattern, name, hint in (
        (_PHONE, "phone_not_linked", gettext("Make the phone number a link, so that a tap dials it.")),
        (_MAIL, "email_not_linked", gettext("Make the e-mail address a link, so that a tap opens a message.")),
    ):
        for found in pattern.finditer(line.text):
            if found[0] not in linked:
                yield Finding(name, found[0], hint)


_FILE = re.compile(r"/documents/\d+/|\.(?:pdf|docx?|odt|xlsx?)$", re.IGNORECASE)
_SIZE = re.compile(r"\d\s?(?:[kKMG]B|Bytes)")


def document_without_size(line: Line, code: str) -> Iterator[Finding]:
    """A file that comes as a surprise on a small contract."""
    for link in line.links:
        if _FILE.search(link.href) and not _SIZE.search(line.text):
            hint = gettext("Say what kind of file this is and how large: (PDF, 200 kB).")
            yield Finding("document_without_size", link.text, hint)


# ---------------------------------------------------------------- Leichte Sprache alone
def one_sentence(line: Line, code: str) -> Iterator[Finding]:
    """Each sentence has a line of its own."""
    if len(line.sentences) > 1 and not line.heading:
        yield Finding("one_sentence", line.text, gettext("Write every sentence on a line of its own."))


def negation(line: Line, code: str) -> Iterator[Finding]:
    """What is not so is harder to understand than what is so."""
    for word in words(line.text):
        if word.casefold() in listed("negations"):
            yield Finding(
                "negation", word, gettext("Say what is, instead of what is not. If you need it, print it bold.")
            )


def clauses(line: Line, code: str) -> Iterator[Finding]:
    """A sentence inside a sentence."""
    for sentence in line.sentences:
        _main, _comma, rest = sentence.partition(",")
        opener = next((word for word in words(rest)[:2] if word.casefold() in listed("clause_openers")), "")
        first = next(iter(words(sentence)), "")
        if opener or (first.casefold() in listed("clause_openers") and rest):
            hint = gettext("Two statements in one sentence. Make two sentences of it.")
            yield Finding("clauses", opener or first, hint)


def number(line: Line, code: str) -> Iterator[Finding]:
    """Numbers as figures; percentages and large numbers say little."""
    for word in words(line.text):
        if word.casefold() in listed("number_words"):
            yield Finding("number", word, gettext("Write numbers as figures: 3 instead of three."))
    for found in re.finditer(r"\d[\d.,]*\s?(?:%|Prozent)|\b\d{1,3}(?:\.\d{3})+\b", line.text):
        yield Finding("number", found[0], gettext("Say “many” or “few”, or compare it with something everybody knows."))


def figurative(line: Line, code: str) -> Iterator[Finding]:
    """Pictures in words are taken by their word."""
    said = line.text.casefold()
    for phrase in sorted(listed("figurative")):
        if phrase in said:
            yield Finding("figurative", phrase, gettext("Some people take this literally. Say what you mean."))


def _long_stretches(lines: list[Line], code: str) -> Iterator[Finding]:
    """Many words without a heading in between; named by the first words of the stretch."""
    most, count, start = limit("words_without_heading", code), 0, ""
    for line in [*lines, Line("", heading=True)]:
        if not line.heading:
            start = start or " ".join(line.text.split()[:6])
            count += len(words(line.text))
            continue
        if count > most:
            hint = ngettext("%(count)d word without a heading.", "%(count)d words without a heading.", count)
            yield Finding("no_heading", f"{start} …", hint % {"count": count})
        count, start = 0, ""


RULES: tuple[Rule, ...] = (
    long_sentence,
    passive,
    nominal_style,
    long_word,
    abbreviation,
    gender_sign,
    numeric_date,
    empty_link,
    not_linked,
    document_without_size,
)
EASY_RULES: tuple[Rule, ...] = (one_sentence, negation, clauses, number, figurative)
