"""Texts without a page of their own can be looked at before they are public."""

import pytest

from cms.translation.models import TranslatedSnippet
from tests.make.translation import make_front_page, make_organisation_text, translated

pytestmark = pytest.mark.django_db


def test_words_of_a_snippet_are_shown_in_its_language() -> None:
    make_front_page()
    row = translated(make_organisation_text("Wir beraten Familien."), "ar")

    response = row.make_preview_request()

    html = response.content.decode()
    assert (response.status_code, '<div lang="ar" dir="rtl"><p>ar: Wir beraten Familien.</p></div>' in html) == (
        200,
        True,
    )


def test_every_kind_of_snippet_names_a_template() -> None:
    kinds = [kind for kind in TranslatedSnippet.__subclasses__() if not kind._meta.abstract]

    names = [kind().get_preview_template(None, "") for kind in kinds]

    assert (len(kinds) >= 5, all(name.endswith(".html") for name in names)) == (True, True)
