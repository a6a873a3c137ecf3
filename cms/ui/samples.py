"""Sample sentences of the styleguide: German, and Arabic for the look from right to left. Not in the catalogues."""

from functools import cache
from pathlib import Path

import yaml
from django.utils.functional import lazy
from django.utils.translation import get_language

ARABIC = Path(__file__).parent / "data" / "styleguide_ar.yaml"


@cache
def _arabic() -> dict[str, str]:
    return dict(yaml.safe_load(ARABIC.read_text(encoding="utf-8")))


def sample(german: str) -> str:
    """The sentence in the direction of the reader: Arabic for readers from right to left, otherwise German."""
    return _arabic()[german] if get_language() in {"ar", "fa"} else german


say = lazy(sample, str)
