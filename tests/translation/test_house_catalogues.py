"""The catalogues of this house: complete for their audience, and compiled."""

import pytest

from cms.translation import catalogues
from cms.translation.languages import LANGUAGES


@pytest.mark.acceptance("T25")
@pytest.mark.parametrize("code", LANGUAGES)
def test_catalogue_is_complete(code: str) -> None:
    assert [str(problem) for problem in catalogues.problems(code)] == []


@pytest.mark.acceptance("T25")
def test_every_catalogue_is_compiled_from_its_source() -> None:
    assert catalogues.uncompiled() == []
