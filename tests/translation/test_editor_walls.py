"""Wagtail's editor leads to the desk, and readers lose a translation only by the lead's decision."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import constants, get_messages
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry, PageLogEntry, WorkflowState

from cms.translation.models import Release
from cms.translation.review import submit
from cms.translation.withdrawing import make_own
from cms.users.models import User
from cms.users.roles import COORDINATOR, EDITOR, PUBLISHER
from tests.make.people import make_staff, make_user
from tests.make.translation import make_organisation_text, make_page, translated
from tests.make.translators import make_translator
from tests.translation.test_planted_attempts import NOW
from tests.translation.test_review import columns, fill


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def admin(db: None) -> User:
    """Somebody with every right."""
    return make_user(is_staff=True, is_superuser=True)


def address(row: Any, name: str = "edit") -> str:
    if hasattr(row, "url_path"):
        return reverse(f"wagtailadmin_pages:{name}", args=[row.pk])
    return reverse(row.snippet_viewset.get_url_name(name), args=[row.pk])


@pytest.mark.parametrize("make", [make_page, make_organisation_text])
@pytest.mark.parametrize("who", [EDITOR, PUBLISHER])
def test_translation_is_opened_at_the_desk(db: None, client: Client, make: Any, who: str) -> None:
    row = translated(make(), "ar")
    client.force_login(make_staff(who))

    answer = client.get(address(row))

    assert (answer.status_code, answer["Location"]) == (302, f"/de/uebersetzen/ar/{row.translation_key}/")


def test_staff_who_ask_for_it_see_the_list_of_sentences(db: None, client: Client) -> None:
    row = translated(make_page(), "ar")
    client.force_login(make_staff(EDITOR))

    answer = client.get(f"{address(row)}?classic=1")

    assert (answer.status_code, answer.templates[0].name) == (
        200,
        "wagtail_localize/admin/edit_translation.html",
    )


def test_sources_and_own_texts_stay_in_the_editor(admin: User, client: Client) -> None:
    page = make_page()
    row = translated(page, "ar")
    make_own(page, "ar", by=admin, at=NOW)
    client.force_login(admin)

    assert [client.get(address(text)).status_code for text in (page, row)] == [200, 200]


@pytest.mark.parametrize("method", ["get", "post"])
def test_right_to_a_kind_of_text_is_no_right_to_its_translations(db: None, client: Client, method: str) -> None:
    text = make_organisation_text()
    row = translated(text, "ar")
    before = columns(row)
    coordinator = make_staff(COORDINATOR)
    coordinator.user_permissions.add(*permissions(row))
    client.force_login(coordinator)

    answer = getattr(client, method)(f"{address(row)}?classic=1", {"action": "publish"})

    assert (answer.status_code, answer["Location"]) == (302, address(text))
    assert [note.level for note in get_messages(answer.wsgi_request)] == [constants.ERROR]
    assert columns(row) == before


def permissions(row: Any) -> list[Permission]:
    return list(Permission.objects.filter(content_type__model=row._meta.model_name))


@pytest.mark.parametrize("make", [make_page, make_organisation_text])
def test_unpublishing_by_the_lead_is_a_withdrawal(admin: User, client: Client, make: Any) -> None:
    row = translated(make(), "ar")
    client.force_login(admin)

    answer = client.post(address(row, "unpublish"))

    row.refresh_from_db()
    assert (answer["Location"], row.live) == (address(row), False)
    assert (
        Release.objects.filter(translation__source__object_id=row.translation_key, withdrawn_at__isnull=False).count()
        == 1
    )
    entries = [*PageLogEntry.objects.all(), *ModelLogEntry.objects.all()]
    assert [entry.action for entry in entries].count("translation.withdraw") == 1


def test_nobody_else_takes_a_translation_from_readers(db: None, client: Client) -> None:
    text = make_organisation_text()
    row = translated(text, "ar")
    coordinator = make_staff(COORDINATOR)
    coordinator.user_permissions.add(*permissions(row))
    client.force_login(coordinator)

    answer = client.post(address(row, "unpublish"))

    row.refresh_from_db()
    assert row.live
    assert [note.level for note in get_messages(answer.wsgi_request)] == [constants.ERROR]


def test_source_is_unpublished_as_ever(admin: User, client: Client) -> None:
    page = make_page()
    row = translated(page, "ar")
    client.force_login(admin)

    client.post(address(page, "unpublish"))

    page.refresh_from_db()
    row.refresh_from_db()
    assert (page.live, row.live) == (False, False)


# ---------------------------------------------------------------- reviews on the dashboard
def waiting() -> tuple[Any, User]:
    """A page that a translator sent."""
    page, translator = make_page(title="Wohnberatung"), make_translator()
    fill(page, translator)
    submit(page, "ar", by=translator, at=NOW)
    return page, translator


@pytest.mark.parametrize(("who", "seen"), [(PUBLISHER, True), (EDITOR, False)])
def test_lead_finds_reviews_on_the_dashboard(db: None, client: Client, who: str, seen: bool) -> None:
    page, _translator = waiting()
    client.force_login(make_staff(who))

    shown = client.get("/admin/").content.decode()

    action = reverse(
        "wagtailadmin_pages:workflow_action",
        args=[page.get_translations().get().pk, "approve", WorkflowState.objects.get().current_task_state_id],
    )
    assert (action in shown) is seen


def test_lead_approves_on_the_dashboard(db: None, client: Client) -> None:
    page, _translator = waiting()
    row, state = page.get_translations().get(), WorkflowState.objects.get()
    client.force_login(make_staff(PUBLISHER))

    client.post(reverse("wagtailadmin_pages:workflow_action", args=[row.pk, "approve", state.current_task_state_id]))

    row.refresh_from_db()
    assert (row.live, row.live_revision_id) == (True, state.current_task_state.revision_id)


@pytest.mark.acceptance("T13")
def test_own_work_is_not_approved_in_the_admin(db: None, client: Client) -> None:
    lead, page = make_staff(PUBLISHER), make_page()
    fill(page, lead)
    submit(page, "ar", by=lead, at=NOW)
    row, state = page.get_translations().get(), WorkflowState.objects.get()
    client.force_login(lead)

    answer = client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[row.pk, "approve", state.current_task_state_id])
    )

    row.refresh_from_db()
    state.refresh_from_db()
    assert answer["Location"] == f"/de/uebersetzen/ar/{page.translation_key}/pruefen/"
    assert (row.live, state.status) == (False, WorkflowState.STATUS_IN_PROGRESS)


@pytest.mark.acceptance("T13")
def test_translator_reaches_no_approval_in_the_admin(db: None, client: Client) -> None:
    page, translator = waiting()
    row, state = page.get_translations().get(), WorkflowState.objects.get()
    client.force_login(translator)

    answer = client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[row.pk, "approve", state.current_task_state_id])
    )

    row.refresh_from_db()
    assert answer["Location"].startswith("/de/konto/login/")
    assert not row.live


def test_sending_back_on_the_dashboard_takes_the_reason_along(db: None, client: Client) -> None:
    page, _translator = waiting()
    row, state = page.get_translations().get(), WorkflowState.objects.get()
    reject = reverse("wagtailadmin_pages:workflow_action", args=[row.pk, "reject", state.current_task_state_id])
    client.force_login(make_staff(PUBLISHER))

    empty = client.post(reject, {"comment": " "})
    state.refresh_from_db()
    still = state.status
    client.post(reject, {"comment": "Bitte die Uhrzeit nennen."})

    state.refresh_from_db()
    assert (empty["Location"], still) == (
        f"/de/uebersetzen/ar/{page.translation_key}/pruefen/",
        WorkflowState.STATUS_IN_PROGRESS,
    )
    assert (state.status, state.current_task_state.comment) == (
        WorkflowState.STATUS_NEEDS_CHANGES,
        "Bitte die Uhrzeit nennen.",
    )
