"""What the editor shows beside the form: pages, snippets and single blocks as readers see them."""

from typing import Any

import pytest
from django.utils import timezone
from wagtail.blocks import Block

from home.blocks import BODY, Question, Step
from tests.make.pages import make_event, make_notice, make_profile, make_service
from tests.make.translation import make_front_page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make", [make_front_page, make_service, make_event, make_profile])
def test_preview_shows_what_readers_would_see(make: Any) -> None:
    row = make()

    response = row.make_preview_request(preview_mode=row.default_preview_mode)

    assert response.status_code == 200
    assert b"<h1" in response.content


def test_preview_of_a_notice_shows_its_text() -> None:
    notice = make_notice("Heute geschlossen.", at=timezone.now())

    response = notice.make_preview_request(preview_mode="")

    assert b"Heute geschlossen." in response.content


@pytest.mark.parametrize(("name", "block"), [*BODY, ("step", Step()), ("question", Question())])
def test_every_block_says_what_it_is_for(name: str, block: Block) -> None:
    assert block.get_description(), name
    assert block.meta.icon != "placeholder", name
