"""People who translate, and what they save at the desk."""

from datetime import date
from typing import Any

from django.utils import timezone

from cms.translation.models import TranslatorRole
from cms.translation.sentences import Sentence, find, save_sentence, sentences_of
from cms.users.models import User
from tests.make.people import make_user
from tests.make.translation import locale


def make_translator(*codes: str, review: bool = False, name: str = "Samira Haddad", **fields: object) -> User:
    """Somebody who may translate into these languages, Arabic without any."""
    user = make_user(name=name, **fields)
    for code in codes or ("ar",):
        TranslatorRole.objects.create(
            user=user, locale=locale(code), may_translate=True, may_review=review, valid_from=date(2020, 1, 1)
        )
    return user


def sentence_of(source: Any, german: str, code: str = "ar") -> Sentence:
    """The sentence with these German words (inline HTML)."""
    return next(sentence for sentence in sentences_of(source, code) if sentence.german == german)


def save(source: Any, sentence: Sentence | str, text: str, *, by: User, code: str = "ar", at: Any = None) -> Sentence:
    """Store a text as a translator does who sees the sentence as it is given; a string is the German of a fresh one."""
    found = sentence_of(source, sentence, code) if isinstance(sentence, str) else sentence
    return save_sentence(source, code, found.ref, text, by=by, at=at or timezone.now(), token=found.token)


def again(source: Any, sentence: Sentence, code: str = "ar") -> Sentence | None:
    """The same sentence as it is now."""
    return find(source, code, sentence.ref)
