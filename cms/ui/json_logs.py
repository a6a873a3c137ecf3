"""Log lines for machines, without personal data.

Nobody can know what a library writes into its messages. So addresses, numbers and everything that looks like a token
or a secret link is blotted out, and an exception tells its kind and its place, never its text: the text of a database
error holds the very row.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime

BLOTS = (
    (re.compile(r"[^\s@<>\"'=/]+@[^\s@<>\"'/]+"), "[mail]"),
    (re.compile(r"\?\S*"), "?[query]"),
    (re.compile(r"[\w:=-]*(?=[A-Za-z_-]*\d)[\w-]{20,}[\w:=-]*"), "[token]"),
    (re.compile(r"(?:\+|\b00)?\d[\d /()-]{5,}\d"), "[number]"),
)


def without_personal_data(text: str) -> str:
    """The text with addresses, queries, tokens and long numbers blotted out."""
    for pattern, blot in BLOTS:
        text = pattern.sub(blot, text)
    return text


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, message, request id, and the place of an exception."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_personal_data(record.getMessage()),
            "request_id": getattr(record, "request_id", ""),
        }
        if status := getattr(record, "status_code", None):
            line["status"] = status
        if record.exc_info and record.exc_info[0]:
            frames = traceback.extract_tb(record.exc_info[2])
            line["error"] = record.exc_info[0].__qualname__
            line["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-12:]]
        return json.dumps(line, ensure_ascii=False)
