"""wagtail-localize's button for machines: shown where the router has a provider, and led to a run in the queue."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.strings import StringValue

from cms.jobs.models import BackgroundRun
from cms.translation.composing import ensure_row
from cms.translation.machine.localize import RouterTranslator
from cms.users.roles import EDITOR
from tests.make.machine import choose_provider, make_setting
from tests.make.people import make_staff, make_user
from tests.make.translation import locale, make_page


@pytest.fixture
def translation(settings: Any) -> Translation:
    """A page that was started in Turkish, with a machine for it."""
    settings.STAFF_SECOND_FACTOR = False
    settings.MACHINE_TRANSLATION = make_setting()
    choose_provider()
    ensure_row(make_page(), locale("tr"))
    return Translation.objects.get(target_locale=locale("tr"), source__object_repr__startswith="Angebot")


def press(client: Client, translation: Translation) -> Any:
    return client.post(reverse("wagtail_localize:machine_translate", args=[translation.pk]))


def test_wagtail_localize_is_given_the_router(translation: Translation) -> None:
    translator = get_machine_translator()

    assert type(translator) is RouterTranslator
    assert {code: translator.can_translate(locale("de"), locale(code)) for code in ("de", "de-simple", "tr", "ar")} == {
        "de": False,
        "de-simple": False,
        "tr": True,
        "ar": True,
    }
    assert not translator.can_translate(locale("tr"), locale("ar"))


def test_without_a_provider_no_button(translation: Translation, settings: Any) -> None:
    settings.MACHINE_TRANSLATION = {}

    assert not get_machine_translator().can_translate(locale("de"), locale("tr"))


def test_bare_sentences_are_never_sent(translation: Translation) -> None:
    assert get_machine_translator().translate(locale("de"), locale("tr"), [StringValue("Geheim")]) == {}


def test_button_queues_a_run(translation: Translation, client: Client) -> None:
    editor = make_staff(EDITOR)
    client.force_login(editor)

    answer = press(client, translation)

    job = BackgroundRun.objects.get()
    assert (answer.status_code, job.kind, job.by, job.machine_runs.count()) == (302, "translation.machine", editor, 1)
    assert not StringTranslation.objects.exists()


@pytest.mark.parametrize("make", [make_user, make_staff], ids=["reader", "staff without rights"])
def test_others_press_in_vain(translation: Translation, client: Client, make: Any) -> None:
    client.force_login(make())

    answer = press(client, translation)

    assert (answer.status_code, BackgroundRun.objects.count()) in {(302, 0), (403, 0)}


def test_looking_at_the_address_does_nothing(translation: Translation, client: Client) -> None:
    client.force_login(make_user(is_superuser=True))

    answer = client.get(reverse("wagtail_localize:machine_translate", args=[translation.pk]))

    assert (answer.status_code, BackgroundRun.objects.count()) == (405, 0)
