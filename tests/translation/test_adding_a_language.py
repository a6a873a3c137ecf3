"""A language is data: with every step of the how-to it works, without any one of them a check says what is missing."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib
import pytest
from django.conf.locale import LANG_INFO
from django.core.management import CommandError, call_command
from django.utils.translation import trans_real

from cms.translation import catalogues, language_checks
from cms.translation.models import LocaleProfile
from tests.make.translation import make_front_page, make_public, translated

pytestmark = pytest.mark.acceptance("T28")

HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "add-a-language.md"
FONTS = Path(__file__).parent / "tigrinya" / "fonts"
WORDS = {
    "This page is not in your language yet. Below is the German text.": "እዚ ገጽ ገና ብቋንቋኹም የለን። ኣብ ታሕቲ ናይ ጀርመን ጽሑፍ ኣሎ።"
}


def write_catalogue(folder: Path, *, compiled: bool = True) -> None:
    """A catalogue with the one sentence the story asks for."""
    path = folder / "ti" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    po = polib.POFile()
    po.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=2; plural=(n > 1);"}
    po.extend(polib.POEntry(msgid=english, msgstr=words) for english, words in WORDS.items())
    po.save(str(path))
    if compiled:
        path.with_suffix(".mo").write_bytes(po.to_binary())


def test_house_with_tigrinya_routes_translates_and_prints(tmp_path: Path, project_root: Path) -> None:
    write_catalogue(tmp_path)
    story = "tests/translation/tigrinya/story.py"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
        "TIGRINYA_LOCALES": str(tmp_path),
    }

    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--ds=tests.translation.tigrinya.settings", story],
        cwd=project_root,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )

    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]


# ---------------------------------------------------------------- every step that is left out


@pytest.fixture
def tigrinya(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every step of the how-to but the row; returns the folder of the catalogue."""
    info = {"bidi": False, "code": "ti", "name": "Tigrinya", "name_local": "ትግርኛ"}
    monkeypatch.setitem(LANG_INFO, "ti", info)
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [*settings.LANGUAGES, ("ti", "ትግርኛ")]
    settings.LOCALE_PATHS = [*settings.LOCALE_PATHS, tmp_path]
    settings.FONTS = {**settings.FONTS, "ti": "NotoSansEthiopic"}
    settings.FONT_FOLDERS = [*settings.FONT_FOLDERS, FONTS]
    write_catalogue(tmp_path)
    trans_real.translation_catalog_exists.cache_clear()
    return tmp_path


def said() -> list[str]:
    """The ids of what the checks say about Tigrinya or another tenth language."""
    trans_real.translation_catalog_exists.cache_clear()
    found = language_checks.check_languages(None)
    assert all(message.hint for message in found)
    return [str(message.id) for message in found]


def without_lang_info(settings: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(LANG_INFO, "ti")


def without_wagtail(settings: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES[:-1]


def with_wrong_direction(settings: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.LANGUAGES_BIDI = [*settings.LANGUAGES_BIDI, "ti"]


def without_catalogue(settings: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.LOCALE_PATHS = settings.LOCALE_PATHS[:-1]


def without_compiling(settings: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "ti" / "LC_MESSAGES" / "django.mo").unlink()


def without_naming_the_font(settings: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.FONTS = {name: font for name, font in settings.FONTS.items() if name != "ti"}


def without_the_files_of_the_font(settings: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.FONT_FOLDERS = settings.FONT_FOLDERS[:-1]


@pytest.mark.parametrize(
    ("leave_out", "expected"),
    [
        (without_lang_info, ["translation.E010"]),
        (without_wagtail, ["translation.E014"]),
        (with_wrong_direction, ["translation.E015"]),
        (without_catalogue, ["translation.E016"]),
        (without_compiling, ["translation.W011"]),
        (without_naming_the_font, ["translation.E017"]),
        (without_the_files_of_the_font, ["translation.E017"]),
    ],
)
def test_step_that_is_left_out_is_said(
    leave_out: Callable[[Any, Path, pytest.MonkeyPatch], None],
    expected: list[str],
    tigrinya: Path,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    complete = said()
    leave_out(settings, tigrinya, monkeypatch)

    assert (complete, said()) == ([], expected)


def test_language_from_right_to_left_that_is_not_in_the_list_is_said(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LANG_INFO, "ps", {"bidi": True, "code": "ps", "name": "Pashto", "name_local": "پښتو"})
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [*settings.LANGUAGES, ("ps", "پښتو")]
    settings.FONTS = {**settings.FONTS, "ps": "Vazirmatn"}

    assert said() == ["translation.E015", "translation.E016"]


def test_language_without_a_row_is_said(db: None, tigrinya: Path) -> None:
    found = language_checks.check_language_rows(["default"])

    assert [(message.id, message.hint) for message in found] == [("translation.W018", "Run manage.py add_language ti.")]
    assert language_checks.check_language_rows(None) == []


def test_language_that_is_not_in_the_settings_gets_no_row(db: None) -> None:
    with pytest.raises(CommandError, match="tlh is not in LANGUAGES"):
        call_command("add_language", "tlh")

    assert not LocaleProfile.objects.filter(locale__language_code="tlh").exists()


# ---------------------------------------------------------------- check --deploy


def test_deployment_without_a_compiled_catalogue_is_refused(tigrinya: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(catalogues.LANGUAGES, "ti", "ትግርኛ")
    (tigrinya / "ti" / "LC_MESSAGES" / "django.mo").unlink()

    found = language_checks.check_compiled(None)

    assert [(message.id, message.msg) for message in found] == [
        ("translation.E019", "The compiled catalogue of ti is missing or older than its source.")
    ]


def test_public_language_without_a_live_front_page_is_refused(db: None) -> None:
    home = make_front_page()
    make_public("ar", "tr")
    translated(home, "tr")

    found = language_checks.check_public_homes(["default"])

    assert [(message.id, message.msg) for message in found] == [
        ("translation.E020", "العربية (ar) is public, but its front page is not live on localhost.")
    ]
    assert language_checks.check_public_homes(None) == []


def test_how_to_names_every_check_and_every_setting() -> None:
    text = HOW_TO.read_text(encoding="utf-8")

    wanted = ["LANGUAGES", "LANG_INFO", "LANGUAGES_BIDI", "LOCALE_PATHS", "FONTS", "add_language", "compile_catalogues"]
    wanted += ["E010", "E014", "E015", "E016", "W011", "E017", "W018", "E019", "E020"]
    assert [word for word in wanted if word not in text] == []
