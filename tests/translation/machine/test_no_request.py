"""By default no request leaves the machine."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.project.served import ROOT, environment


def flow(folder: Path, **variables: str) -> dict[str, Any]:
    """What happened in `offline_flow`, under production's settings and these variables."""
    own = {name: value for name, value in environment(folder).items() if not name.startswith("MACHINE_")}
    own |= {
        "DJANGO_SETTINGS_MODULE": "tests.translation.machine.offline_settings",
        "PYTHONPATH": str(ROOT),
        "SECRET_KEY": "never-used-anywhere-else-0123456789-0123456789-0123456789",
        "ALLOWED_HOSTS": "haus.example",
    }
    command = [sys.executable, "-m", "tests.translation.machine.offline_flow"]
    ended = subprocess.run(command, cwd=ROOT, env=own | variables, capture_output=True, text=True, timeout=240)
    assert ended.returncode == 0, ended.stderr
    found: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return found


@pytest.mark.acceptance("T18")
def test_translation_under_production_s_settings_asks_nobody_outside(transactional_db: None, tmp_path: Path) -> None:
    assert flow(tmp_path) == {
        "setting": {},
        "settings": "tests.translation.machine.offline_settings",
        "live": True,
        "refused": ["off", "off"],
        "answers": [200, 200, 200, 200],
        "asked": [],
    }


def test_the_watch_sees_what_a_configured_provider_is_asked(transactional_db: None, tmp_path: Path) -> None:
    told = flow(tmp_path, MACHINE_LIBRETRANSLATE_URL="https://translate.example")

    assert told["refused"] == ["language_off", "language_off"]
    assert [event.partition("(")[0] for event in told["asked"]] == ["socket.getaddrinfo"]
