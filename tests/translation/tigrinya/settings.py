"""The house with a tenth language, added as docs/how-to/add-a-language.md says; the test makes its catalogue."""

import os
from pathlib import Path

from cms.settings.test import *  # noqa: F403

LANG_INFO["ti"] = {"bidi": False, "code": "ti", "name": "Tigrinya", "name_local": "ትግርኛ"}  # noqa: F405
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [*LANGUAGES, ("ti", "ትግርኛ")]  # noqa: F405
LOCALE_PATHS = [*LOCALE_PATHS, Path(os.environ["TIGRINYA_LOCALES"])]  # noqa: F405
FONTS = {**FONTS, "ti": "NotoSansEthiopic"}  # noqa: F405
FONT_FOLDERS = [*FONT_FOLDERS, Path(__file__).parent / "fonts"]  # noqa: F405
