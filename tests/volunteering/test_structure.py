"""Rules on the code of volunteering that no type checker sees."""

import re
from pathlib import Path

import yaml
from django.conf import settings

from volunteering.domain.vocabulary import interests, kinds, skills, skills_with_implied
from volunteering.enums import NeedKind

ROOT = Path(settings.BASE_DIR) / "volunteering"
COUNTERS = re.compile(r"\b(places_taken|waiting)\s*=\s*F\(|\.(places_taken|waiting)\s*[+-]?=[^=]")
PLACES_AND_STATES = re.compile(
    r"\bstate\s*=\s*SignUpState\.(OFFERED|CONFIRMED|ATTENDED|EXCUSED|NO_SHOW)\b.*\)\.?update|sign_up\.state\s*=[^=]"
)


def sources() -> list[Path]:
    return [path for path in ROOT.rglob("*.py") if "migrations" not in path.parts]


def test_counters_and_states_of_places_are_written_in_one_file() -> None:
    """Invariant 17: whoever changes them elsewhere breaks the race-free pattern."""
    writing = {
        path.relative_to(ROOT).as_posix()
        for path in sources()
        if COUNTERS.search(text := path.read_text(encoding="utf-8")) or PLACES_AND_STATES.search(text)
    }

    assert writing == {"domain/places.py"}


def test_rules_read_no_clock_and_know_no_requests() -> None:
    for path in (ROOT / "domain").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "timezone.now" not in text, path.name
        assert "django.http" not in text, path.name
        assert "django.contrib.messages" not in text, path.name


def test_closed_words_have_a_label_in_every_language() -> None:
    languages = [code for code, _name in settings.LANGUAGES if code != "de-simple"]

    missing = [
        (word.key, language)
        for words in (skills(), interests(), kinds())
        for word in words.values()
        for language in languages
        if not word.labels.get(language)
    ]

    assert missing == []
    assert set(kinds()) == set(NeedKind.values)


def test_higher_skill_implies_the_lower() -> None:
    assert skills_with_implied(["teaching", "unknown"]) == {"teaching", "tutoring"}
    assert all(included in skills() for word in skills().values() for included in word.includes)


def test_data_files_are_plain_lists() -> None:
    for path in (ROOT / "data").glob("*.yaml"):
        assert yaml.safe_load(path.read_text(encoding="utf-8")), path.name
