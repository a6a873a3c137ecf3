"""wagtail-localize's own screens cannot publish gaps, overwrite live rows or make aliases."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.locales.components import LOCALE_COMPONENTS
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms.translation.admin_views import guard
from cms.translation.composing import ensure_row
from cms.translation.models import LocaleProfile, Release
from cms.users.roles import EDITOR
from tests.make.people import make_staff, make_user
from tests.make.translation import locale, make_organisation_text, make_page, publish, translated
from tests.translation.test_composing import columns, say


@pytest.fixture
def lead(db: None, client: Client, settings: Any) -> Any:
    """Somebody with every right, signed in."""
    settings.STAFF_SECOND_FACTOR = False
    user = make_user(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def edit(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_publishing_from_the_list_of_sentences_passes_the_gate(lead: Any, client: Client) -> None:
    page = make_page(lead="Alt.")
    row = translated(page, "ar")
    say(page, "ar", "Alt.", "Neue Worte.")

    client.post(edit(row), {"action": "publish"})

    row.refresh_from_db()
    assert row.lead == "Neue Worte."
    assert Release.objects.get(revision_id=row.live_revision_id).reviewer == lead


def test_own_work_is_not_published_where_a_second_person_is_asked(lead: Any, client: Client) -> None:
    page = make_page(lead="Alt.")
    row = translated(page, "ar")
    say(page, "ar", "Alt.", "Neue Worte.")
    StringTranslation.objects.update(last_translated_by=lead)
    before = columns(row)

    client.post(edit(row), {"action": "publish"})

    assert columns(row) == before


def test_gap_is_refused_in_the_list_of_sentences(lead: Any, client: Client) -> None:
    page = make_page(lead="Alt.")
    row = translated(page, "ar")
    page.lead = "Neu."
    publish(page)
    before = columns(row)

    answer = client.post(edit(row), {"action": "publish"})

    assert (answer.status_code, answer.headers["Location"]) == (302, edit(row))
    assert columns(row) == before


def test_gap_is_refused_in_the_list_of_a_snippet(lead: Any, client: Client) -> None:
    text = make_organisation_text("Alt.")
    row = translated(text, "ar")
    text.what_we_do = "Neu."
    publish(text)
    before = columns(row)

    request = client.get("/admin/").wsgi_request
    request.method, request.POST = "POST", {"action": "publish"}  # type: ignore[assignment]
    answer = guard(request, row)

    assert answer is not None
    assert answer.status_code == 302
    assert columns(row) == before


@pytest.mark.parametrize("button", ["localize-restart-translation", "localize-convert-to-alias"])
def test_text_becomes_neither_alias_nor_restarted(lead: Any, client: Client, button: str) -> None:
    row = translated(make_page(), "ar")
    Translation.objects.update(enabled=False)
    before = columns(row)

    client.post(edit(row), {button: "1"})

    assert columns(row) == before
    assert not Page.objects.exclude(alias_of=None).exists()
    assert not Translation.objects.filter(enabled=True).exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_updating_by_hand_and_publishing_with_it_is_gone(lead: Any, client: Client, method: str) -> None:
    page = make_page(lead="Alt.")
    row = translated(page, "ar")
    page.lead = "Neu."
    publish(page)
    before = columns(row)
    source = TranslationSource.objects.get_for_instance(page)

    answer = getattr(client, method)(
        reverse("wagtail_localize:update_translations", args=[source.pk]), {"publish_translations": "on"}
    )

    assert (answer.status_code, answer.headers["Location"]) == (302, edit(page))
    assert columns(row) == before


def test_converting_and_machine_translation_are_refused(lead: Any, client: Client) -> None:
    page = make_page()
    row = translated(page, "ar")
    translation = Translation.objects.get(source__object_id=page.translation_key)
    before = columns(row)

    answers = [
        client.post(reverse("wagtail_localize:convert_to_alias", args=[row.pk])),
        client.post(reverse("wagtail_localize:machine_translate", args=[translation.pk])),
    ]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert columns(row) == before
    assert not StringTranslation.objects.filter(translation_type="machine").exists()


def test_bulk_publication_leaves_translations_alone(lead: Any, client: Client) -> None:
    page = make_page()
    row = ensure_row(page, locale("ar"))
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    answer = client.post(f"{bulk}?id={row.pk}&next=/admin/", {})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")
    row.refresh_from_db()
    assert not row.live


def test_draft_is_not_started(lead: Any, client: Client) -> None:
    page = make_page(live=False)
    url = reverse("wagtail_localize:submit_page_translation", args=[page.pk])

    client.post(url, {"locales": [locale("tr").pk]})

    assert Page.objects.filter(translation_key=page.translation_key).count() == 1


def test_editor_without_the_right_does_not_publish(db: None, client: Client, settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False
    page = make_page(lead="Alt.")
    row = translated(page, "ar")
    say(page, "ar", "Alt.", "Neue Worte.")
    before = columns(row)
    client.force_login(make_staff(EDITOR))

    client.post(edit(row), {"action": "publish"})

    assert columns(row) == before


def test_synchronisation_of_trees_is_not_offered() -> None:
    assert [entry["model"] for entry in LOCALE_COMPONENTS] == [LocaleProfile]


def test_report_that_says_up_to_date_is_not_offered(lead: Any, client: Client) -> None:
    answer = client.get("/admin/")

    assert reverse("wagtail_localize:translations_report") not in answer.content.decode()


def test_language_form_refuses_to_go_public_without_front_page(lead: Any, client: Client) -> None:
    url = reverse("wagtaillocales:edit", args=[locale("ar").pk])
    prefix = "component-translation_localeprofile"
    fields = {
        "language_code": "ar",
        f"{prefix}-public": "on",
        f"{prefix}-position": "4",
        f"{prefix}-provider": "off",
        f"{prefix}-review": "second_person",
        f"{prefix}-monthly_words": "100",
    }

    answer = client.post(url, fields)

    assert answer.status_code == 200
    assert not LocaleProfile.objects.get(locale=locale("ar")).public
