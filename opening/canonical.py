"""The canonical form of plain data and its fingerprint: what a hash in this module is a hash of.

JSON with sorted keys, no spaces, texts in Unicode normal form C. A database may reorder keys or rewrite numbers;
hash what this module writes, never the stored text.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any


def normal(value: Any) -> Any:
    """The same data with string keys and every text in normal form C.

    Raises TypeError for anything JSON cannot hold; dates come as text.
    """
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Mapping):
        return {unicodedata.normalize("NFC", str(key)): normal(entry) for key, entry in value.items()}
    if isinstance(value, Sequence):
        return [normal(entry) for entry in value]
    raise TypeError(f"Found {type(value).__name__}; expected text, number, true/false, list or mapping.")


def canonical(value: Any) -> bytes:
    """The one byte sequence that stands for this data."""
    return json.dumps(normal(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def fingerprint(value: Any) -> str:
    """SHA-256 of the canonical form, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()
