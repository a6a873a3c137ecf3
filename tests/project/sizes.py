"""Sizes and names to keep an eye on: `python -m tests.project.sizes` names what has grown too large."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MOST_LINES = 400
VAGUE = {"utils", "helpers", "common", "services", "misc"}
FOLDERS = ("cms", "home", "volunteering", "opening", "tests")


def findings() -> list[str]:
    """One sentence for every file that is too long or has no subject."""
    found = []
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            lines = len(path.read_text().splitlines())
            if lines > MOST_LINES:
                found.append(f"{path.relative_to(ROOT)} has {lines} lines; split it by subject (at most {MOST_LINES}).")
            if path.stem in VAGUE:
                found.append(f"{path.relative_to(ROOT)} is named after no subject.")
    return found


if __name__ == "__main__":
    problems = findings()
    sys.stdout.write("\n".join(problems) + "\n" if problems else "")
    sys.exit(bool(problems))
