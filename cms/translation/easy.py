"""Leichte Sprache: which test by a group of readers holds, what readers are told, and words without their signs.

A test holds for the words that were tested. The label is derived at each look from the words of the live row, so that
no change of theirs can keep a label that is no longer true.
"""

import hashlib
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.translation import translatable
from cms.translation.languages import EASY
from cms.translation.models import EasyCheck
from cms.translation.roots import roots
from cms.ui import page_cache

if TYPE_CHECKING:
    from cms.users.models import User

MIDDLE_DOT = "\u00b7"
_JOINT = re.compile(rf"(?<=[^\W\d_]){MIDDLE_DOT}([^\W\d_])|(?<=[a-zäöüß])-([A-ZÄÖÜ])(?=[a-zäöüß])")


# ---------------------------------------------------------------- tests by readers
def digest_of_words(row: Any) -> str:
    """SHA-256 over the sentences of a row with their places; facts do not count."""
    segments = [part for part in extract_segments(row) if isinstance(part, StringSegmentValue)]
    lines = [f"{part.path} {part.string.data}" for part in sorted(segments, key=lambda part: (part.order, part.path))]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def check_of(row: Any) -> EasyCheck | None:
    """The latest test of exactly these words; None where they were never tested, or changed since. One query."""
    tests = list(EasyCheck.objects.filter(translation_key=row.translation_key).order_by("-tested_on", "-pk"))
    if not tests:
        return None
    digest = digest_of_words(row)
    return next((test for test in tests if test.digest == digest), None)


def reader_label(row: Any) -> str:
    """What readers are told about words in Leichte Sprache: who tested them, else that they are simple."""
    test = check_of(row)
    if test is None:
        return gettext("Simple language.")
    return gettext("Tested by %(group)s on %(date)s.") % {
        "group": test.tested_by,
        "date": date_format(test.tested_on),
    }


def texts_to_test() -> list[Any]:
    """Every live text in Leichte Sprache, pages first; one query for each kind of text."""
    language = roots().languages.get(EASY)
    if language is None:
        return []
    rows: list[Any] = []
    for model in (*translatable.page_models(), *(entry.model for entry in translatable.snippets())):
        found: Any = model._default_manager.filter(locale_id=language.locale_id, live=True)
        rows += found.order_by("path") if issubclass(model, Page) else found
    return rows


def text_of(test: EasyCheck) -> Any | None:
    """The live text that a test is about; None when it is gone."""
    return next((row for row in texts_to_test() if row.translation_key == test.translation_key), None)


@transaction.atomic
def record_check(row: Any, *, tested_by: str, tested_on: date, by: "User | None" = None) -> EasyCheck:
    """Write down that a group tested the words of a live row; readers see it at once.

    Raises ValueError for a row in another language.
    """
    if row.language != EASY:
        raise ValueError(f"{row!r} is in {row.language}; tests are of texts in {EASY}.")
    test = EasyCheck.objects.create(
        translation_key=row.translation_key,
        digest=digest_of_words(row),
        tested_by=tested_by,
        tested_on=tested_on,
        by=by,
    )
    log(row, "translation.easy_check", user=by, data={"tested_by": tested_by, "tested_on": tested_on.isoformat()})
    page_cache.changed()
    return test


# ---------------------------------------------------------------- signs inside words
def joined(text: str) -> str:
    """The text with compounds as other people write them: "Eltern-Beratung" and "Eltern·beratung" are "Elternberatung".

    For search and reading aloud. Abbreviations and levels keep their hyphen: "IFAK-Haus", "A1-B2".
    """
    return _JOINT.sub(lambda found: (found[1] or found[2]).lower(), text)


def sign_between_parts() -> str:
    """How the house cuts long words: a hyphen or U+00B7."""
    return str(settings.EASY_LANGUAGE_SIGN)
