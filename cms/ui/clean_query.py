"""What people type into a search field, made safe for every search index.

Wagtail's search answers with an error to a double quote (SQLite), to NUL (both databases) and to thousands of words
(recursion). Every search, those of the admin included, takes its words from here.
"""

import re

LONGEST = 200
MOST_WORDS = 16
DROPPED = re.compile(r'["\x00-\x1f\x7f-\x9f\ud800-\udfff]+')


def clean_query(text: str | None) -> str:
    """The words of a query: without NUL, quotes and halves of characters, at most 200 characters and 16 words."""
    words = DROPPED.sub(" ", (text or "")[: LONGEST * 4])[:LONGEST].split()
    return " ".join(words[:MOST_WORDS])
