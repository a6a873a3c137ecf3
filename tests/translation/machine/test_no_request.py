"""By default no request leaves the machine."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project.served import ROOT, environment


@pytest.mark.acceptance("T18")
def test_translation_under_production_s_settings_asks_nobody_outside(transactional_db: None, tmp_path: Path) -> None:
    variables = {name: value for name, value in environment(tmp_path).items() if not name.startswith("MACHINE_")}
    variables |= {
        "DJANGO_SETTINGS_MODULE": "tests.translation.machine.offline_settings",
        "PYTHONPATH": str(ROOT),
        "SECRET_KEY": "never-used-anywhere-else-0123456789-0123456789-0123456789",
        "ALLOWED_HOSTS": "haus.example",
    }

    ended = subprocess.run(
        [sys.executable, "-m", "tests.translation.machine.offline_flow"],
        cwd=ROOT,
        env=variables,
        capture_output=True,
        text=True,
        timeout=240,
    )

    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout.splitlines()[-1]) == {
        "setting": {},
        "settings": "tests.translation.machine.offline_settings",
        "live": True,
        "refused": ["off", "off"],
        "answers": [200, 200, 200, 200],
        "asked": [],
    }
