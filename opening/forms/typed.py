"""What people type, as it is stored: no control characters, one kind of line end."""

import unicodedata

KEPT = "\n\t"


def clean_text(text: str) -> str:
    """The text without control characters and stray halves of characters, lines ended alike, no space at the ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in KEPT or unicodedata.category(c) not in {"Cc", "Cs"}).strip()
