"""The sentences of a text in one language: read them, save them, confirm what a machine wrote."""

from cms.translation.sentences.listing import Kind, Sentence, error_of, find, sentences_of
from cms.translation.sentences.refusals import (
    Conflict,
    NotSaved,
    SaveObstacle,
    SentenceGone,
    SentenceRefused,
    obstacle_to_save,
)
from cms.translation.sentences.saving import MOST_SIGNS, checked, confirm_sentence, keep_german, save_sentence

__all__ = [
    "MOST_SIGNS",
    "Conflict",
    "Kind",
    "NotSaved",
    "SaveObstacle",
    "Sentence",
    "SentenceGone",
    "SentenceRefused",
    "checked",
    "confirm_sentence",
    "error_of",
    "find",
    "keep_german",
    "obstacle_to_save",
    "save_sentence",
    "sentences_of",
]
