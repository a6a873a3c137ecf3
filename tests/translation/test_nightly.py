"""The nightly look: sources of an older version are read again, and what somebody has to mend is named."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from wagtail_localize.models import TranslationSource

from cms import jobs
from cms.translation import nightly
from cms.translation.nightly import Report
from cms.translation.sources import latest_version
from home.models import TextPage
from tests.make.translation import make_organisation_text, make_page, translated

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 11, 25, 3, tzinfo=UTC)


def test_quiet_night_says_so() -> None:
    translated(make_page(), "ar")

    assert nightly.look(NIGHT) == Report()
    assert nightly.run(NIGHT) == "all is well"
    assert jobs.find("translation.nightly").run is nightly.run


def test_source_of_an_older_version_is_read_again() -> None:
    page, other = make_page(title="Deutsch lernen"), make_organisation_text()
    TranslationSource.objects.filter(object_id=page.translation_key).update(schema_version="0000_long_ago")
    TextPage.objects.filter(pk=page.pk).update(lead="Ein neues Feld.")

    first, second = nightly.look(NIGHT), nightly.look(NIGHT)

    assert (first, second) == (Report(read_again=("Deutsch lernen",)), Report())
    version = latest_version(page.translation_key)
    assert version is not None
    assert (version.number, version.at) == (2, NIGHT)
    assert getattr(latest_version(other.translation_key), "number", None) == 1


def test_source_that_is_not_public_waits_for_its_publication() -> None:
    page = make_page()
    page.unpublish()
    TranslationSource.objects.filter(object_id=page.translation_key).update(schema_version="0000_long_ago")

    assert nightly.look(NIGHT) == Report()


def test_row_that_the_forms_of_today_would_refuse_is_named() -> None:
    row = translated(make_page(title="Rat"), "tr")
    TextPage.objects.filter(pk=row.pk).update(drawing="nothing")

    report = nightly.look(NIGHT)

    assert len(report.invalid) == 1
    assert report.invalid[0].startswith("tr: Rat (tr): drawing: ")
    assert nightly.run(NIGHT).startswith("no longer valid: tr: Rat (tr): drawing: ")


def test_aliases_and_open_catalogues_are_named(settings: Any, tmp_path: Path) -> None:
    page = make_page(title="Rat")
    page.create_alias(parent=page.get_parent(), update_slug="kopie")
    settings.LOCALE_PATHS = [tmp_path]

    report = nightly.look(NIGHT)

    assert report.aliases == ("Rat",)
    assert report.catalogues == tuple(code for code, _name in settings.LANGUAGES)
