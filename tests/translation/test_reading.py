"""The best words there are: live row in the reader's language, else the source."""

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from cms.network.models import OrganisationText
from cms.translation.composing import ensure_row
from cms.translation.reading import best, best_many, with_facts
from cms.translation.roots import roots
from home.models import TextPage
from tests.make.translation import locale, make_organisation_text, make_page, translated


def test_best_is_the_live_row_else_the_source(db: None) -> None:
    source = make_organisation_text()
    arabic = translated(source, "ar")
    ensure_row(source, locale("tr"))

    assert [best(source, code) for code in ("de", "ar", "tr", "uk")] == [
        (source, "de"),
        (arabic, "ar"),
        (source, "de"),
        (source, "de"),
    ]
    assert best(arabic, "de") == (source, "de")
    assert best([arabic, source], "ar") == (arabic, "ar")
    assert best([arabic, source], "fr") == (source, "de")


def test_best_of_nothing_is_an_error(db: None) -> None:
    with pytest.raises(LookupError):
        best([], "ar")


def test_best_of_many_costs_two_queries_and_keeps_the_order(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sources = [make_organisation_text() for _ in range(4)]
    arabic = [translated(source, "ar") for source in sources[:2]]
    rows = OrganisationText.objects.filter(locale=locale("de")).order_by("-pk")
    roots()

    with django_assert_num_queries(2):
        found = best_many(rows, "ar")

    assert found == [(sources[3], "de"), (sources[2], "de"), (arabic[1], "ar"), (arabic[0], "ar")]


def test_facts_of_a_list_come_in_one_query(db: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    pages = [make_page() for _ in range(3)]
    rows = [translated(page, "ar") for page in pages]
    rows = list(TextPage.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk"))
    roots()

    with django_assert_num_queries(1):
        found = [row.facts for row in with_facts(rows)]

    assert found == pages
