"""What can be wrong with a file that comes back, and the sentence for each."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy


class Fault(StrEnum):
    """Why an upload, or one file of it, cannot be used. Nothing of such a file is taken over."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    TOO_BIG_UNPACKED = "too_big_unpacked"
    TOO_MANY_FILES = "too_many_files"
    TOO_MANY_LINES = "too_many_lines"
    BAD_ARCHIVE = "bad_archive"
    LEADS_OUT = "leads_out"
    LOCKED = "locked"
    NOTHING_INSIDE = "nothing_inside"
    WRONG_KIND = "wrong_kind"
    UNKNOWN_ENCODING = "unknown_encoding"
    WRONG_ENCODING = "wrong_encoding"
    DOCTYPE = "doctype"
    NOT_READABLE = "not_readable"
    NOT_XLIFF = "not_xliff"
    OTHER_VERSION = "other_version"
    NO_PIECE = "no_piece"
    UNKNOWN_PIECE = "unknown_piece"
    UNKNOWN_LANGUAGE = "unknown_language"
    OTHER_PIECE = "other_piece"
    OTHER_LANGUAGE = "other_language"
    NO_SENTENCE_FITS = "no_sentence_fits"
    TWICE = "twice"
    OWN_TEXT = "own_text"
    IN_REVIEW = "in_review"
    NO_RIGHT = "no_right"


@dataclass(frozen=True)
class Problem:
    """One fault with what it found; its text is what people read."""

    fault: Fault
    facts: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return str(SENTENCES[self.fault]) % self.facts


class FileRefused(ValueError):  # named for what happened to the file
    """A file cannot be used; `problem` says why."""

    def __init__(self, fault: Fault, **facts: Any) -> None:
        self.problem = Problem(fault, facts)
        super().__init__(fault)


SENTENCES: dict[Fault, str | Promise] = {
    Fault.EMPTY: pgettext_lazy("staff", "The file is empty."),
    Fault.TOO_BIG: pgettext_lazy(
        "staff", "The file is %(size)s big. The largest size is %(limit)s. Please send it in several parts."
    ),
    Fault.TOO_BIG_UNPACKED: pgettext_lazy(
        "staff",
        "Unpacked, the archive is %(size)s big. The largest size is %(limit)s. Please send it in several parts.",
    ),
    Fault.TOO_MANY_FILES: pgettext_lazy(
        "staff",
        "There are %(count)d files in the archive. At most %(limit)d are read. Please send it in several parts.",
    ),
    Fault.TOO_MANY_LINES: pgettext_lazy("staff", "The file has more entries than any text of ours. It was not read."),
    Fault.BAD_ARCHIVE: pgettext_lazy(
        "staff", "The archive is damaged or packed in an unusual way. Please pack the files again as ZIP."
    ),
    Fault.LEADS_OUT: pgettext_lazy(
        "staff", "The archive has a file that would be unpacked elsewhere: %(name)s. It was not opened."
    ),
    Fault.LOCKED: pgettext_lazy("staff", "The archive is locked with a password. Please pack it without one."),
    Fault.NOTHING_INSIDE: pgettext_lazy("staff", "There is no PO or XLIFF file in the archive."),
    Fault.WRONG_KIND: pgettext_lazy("staff", "Files of this kind cannot be read. Possible are: %(kinds)s."),
    Fault.UNKNOWN_ENCODING: pgettext_lazy(
        "staff", "The file says that its characters are written as “%(encoding)s”. Please save it as UTF-8."
    ),
    Fault.WRONG_ENCODING: pgettext_lazy(
        "staff",
        "The file says that its characters are written as “%(encoding)s”, but they are not. Please save it as UTF-8.",
    ),
    Fault.DOCTYPE: pgettext_lazy(
        "staff", "The file has a DOCTYPE. Files that translation programs write never have one; it was not opened."
    ),
    Fault.NOT_READABLE: pgettext_lazy(
        "staff", "The file cannot be read from line %(line)d on. Please save it again with the translation program."
    ),
    Fault.NOT_XLIFF: pgettext_lazy("staff", "This is an XML file, but not XLIFF."),
    Fault.OTHER_VERSION: pgettext_lazy(
        "staff", "This is XLIFF %(version)s. Please save it as XLIFF 1.2, as it was when you got it."
    ),
    Fault.NO_PIECE: pgettext_lazy(
        "staff", "The file does not say which text it belongs to. Please use a file that was exported here."
    ),
    Fault.UNKNOWN_PIECE: pgettext_lazy(
        "staff", "The text of this file does not exist here, or its German original was deleted."
    ),
    Fault.UNKNOWN_LANGUAGE: pgettext_lazy("staff", "The file is in a language that we do not translate to: %(code)s."),
    Fault.OTHER_PIECE: pgettext_lazy(
        "staff", "This file belongs to the text “%(title)s”, not to “%(wanted)s”. Nothing of it is taken over."
    ),
    Fault.OTHER_LANGUAGE: pgettext_lazy(
        "staff", "This file is in the language %(language)s, not %(wanted)s. Nothing of it is taken over."
    ),
    Fault.NO_SENTENCE_FITS: pgettext_lazy(
        "staff", "No sentence of this file belongs to the text “%(title)s”. Nothing of it is taken over."
    ),
    Fault.TWICE: pgettext_lazy(
        "staff", "The same text in the same language is already in the file %(name)s. Only the first one is read."
    ),
    Fault.OWN_TEXT: pgettext_lazy(
        "staff", "In this language the text was written by hand. Sentences from a file would overwrite it."
    ),
    Fault.IN_REVIEW: pgettext_lazy(
        "staff", "This translation is being checked. Take it back from review first, then import the file again."
    ),
    Fault.NO_RIGHT: pgettext_lazy("staff", "You do not translate into this language."),
}
