"""What a page must have before it goes live, whichever way it is published."""

from datetime import date

import pytest

from home.domain.publishing import PublicationRefused, obstacles_to_publish
from home.models import TextPage
from tests.make.translation import make_page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({}, [], id="complete"),
        pytest.param({"lead": "  "}, ["lead"], id="no lead"),
        pytest.param({"responsible": None}, ["responsible"], id="nobody answers for it"),
        pytest.param({"review_every": 6}, ["review_by"], id="no review date"),
        pytest.param({"review_every": 6, "review_by": date(2027, 5, 1)}, [], id="with review date"),
        pytest.param({"lead": "", "responsible": None}, ["lead", "responsible"], id="all reasons at once"),
    ],
)
def test_obstacles_to_publish(fields: dict[str, object], expected: list[str]) -> None:
    page = make_page(live=False)
    for name, value in fields.items():
        setattr(page, name, value)

    assert list(obstacles_to_publish(page, is_source=True)) == expected


def test_a_translation_is_not_refused_for_facts() -> None:
    page = make_page(live=False)
    page.responsible, page.review_every = None, 6

    assert obstacles_to_publish(page, is_source=False) == {}


def test_publishing_by_code_is_refused_and_the_draft_is_kept() -> None:
    page = make_page(live=False)
    page.responsible = None
    revision = page.save_revision()

    with pytest.raises(PublicationRefused) as refusal:
        revision.publish()

    assert list(refusal.value.reasons) == ["responsible"]
    row = TextPage.objects.get(pk=page.pk)
    assert (row.live, row.latest_revision) == (False, revision)
