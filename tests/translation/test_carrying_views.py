"""Right after a publication the lead is asked whether only the spelling changed, and can take the answer back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.translation.enums import TranslationState as State
from cms.translation.state_table import state_table
from cms.users.roles import EDITOR, PUBLISHER
from tests.make.people import make_staff
from tests.make.translation import make_page, publish, translated

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def misspelt(db: None, settings: Any) -> Page:
    settings.STAFF_SECOND_FACTOR = False
    page = make_page(lead="Wir beratten Eltern.")
    translated(page, "ar")
    page.lead = "Wir beraten Eltern."
    return publish(page)


def address(page: Any) -> str:
    return reverse("translation_spelling_only", args=[page.translation_key])


def state(page: Any) -> State:
    return state_table([page], ("ar",))[page.translation_key, "ar"].state


@pytest.mark.acceptance("T6")
def test_lead_compares_decides_and_takes_it_back(misspelt: Any, client: Client) -> None:
    client.force_login(make_staff(PUBLISHER))

    page = client.get(address(misspelt)).content.decode()
    kept = client.post(address(misspelt), follow=True)
    after = state(misspelt)
    undone = client.post(address(misspelt), {"undo": "1"}, follow=True)

    assert "Wir beratten Eltern." in page
    assert "Wir beraten Eltern." in page
    assert (kept.status_code, undone.status_code) == (200, 200)
    assert (after, state(misspelt)) == (State.TRANSLATED, State.STALE)


def test_only_a_lead_decides(misspelt: Any, client: Client) -> None:
    client.force_login(make_staff(EDITOR))

    answers = [client.get(address(misspelt)), client.post(address(misspelt))]

    assert {answer.status_code for answer in answers} <= {302, 403}
    assert state(misspelt) == State.STALE


def test_unknown_text_is_not_found(misspelt: Any, client: Client) -> None:
    client.force_login(make_staff(PUBLISHER))

    answer = client.get(reverse("translation_spelling_only", args=["00000000-0000-4000-8000-000000000000"]))

    assert answer.status_code == 404


@pytest.mark.acceptance("T6")
def test_publishing_from_the_editor_leads_to_the_question(db: None, settings: Any, client: Client) -> None:
    settings.STAFF_SECOND_FACTOR = False
    misspelt = make_page(lead="Wir beratten Eltern.")
    translated(misspelt, "ar")
    client.force_login(make_staff(PUBLISHER))
    edit = reverse("wagtailadmin_pages:edit", args=[misspelt.pk])
    fields = {
        "title": misspelt.title,
        "slug": misspelt.slug,
        "lead": "Wir beraten Eltern!",
        "body": streamfield([]),
        "responsible": str(misspelt.responsible_id),
        "comments": inline_formset([]),
        "action-publish": "1",
    }

    answer = client.post(edit, nested_form_data(fields), follow=True)

    assert answer.status_code == 200
    assert address(misspelt) in answer.content.decode()
