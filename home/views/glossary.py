"""What the page of all glossary words shows for a request."""

from typing import Any

from django.http import HttpRequest

from cms.translation.languages import reader_language
from home.domain.words import all_words, by_letter, is_german

BY_GERMAN = "deutsch"
ORDER = "ordnung"
ENOUGH_FOR_LETTERS = 12


def glossary_context(request: HttpRequest) -> dict[str, Any]:
    """The words under their letters; `?ordnung=deutsch` puts them in the order of the German words."""
    reader = reader_language()
    words = all_words(reader)
    has_two_orders = not is_german(reader)
    by_german = has_two_orders and request.GET.get(ORDER) == BY_GERMAN
    return {
        "letters": by_letter(words, by_german=by_german),
        "shows_letters": len(words) >= ENOUGH_FOR_LETTERS,
        "has_two_orders": has_two_orders,
        "by_german": by_german,
    }
