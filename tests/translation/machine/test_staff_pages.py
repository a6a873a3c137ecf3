"""The page on machine runs, the choice in the form of a language, and the trial of a provider."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from cms.translation.language_form import provider_choices
from cms.translation.machine import figures
from cms.translation.machine.figures import LanguageLine, Month, ProviderLine
from cms.translation.models import LocaleProfile, MachineRun
from cms.users.roles import ADVISOR, EDITOR, PUBLISHER
from tests.make.machine import choose_provider, make_setting
from tests.make.people import make_staff, make_user
from tests.make.translation import locale, make_page
from tests.translation.machine.fake_provider import FakeProvider

AT = timezone.make_aware(datetime(2026, 11, 24, 10))
RUNS = "translation_machine_runs"
CONNECTION = "translation_machine_connection"


@pytest.fixture
def lead(client: Client, settings: Any) -> Any:
    """Somebody of communications who publishes, signed in."""
    settings.STAFF_SECOND_FACTOR = False
    user = make_staff(PUBLISHER)
    user.language = "en"
    user.save()
    client.force_login(user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return user


@pytest.fixture
def libre(fake: FakeProvider, settings: Any) -> FakeProvider:
    """A fake LibreTranslate in every language."""
    options = {"class": "cms.translation.machine.libretranslate.LibreTranslate", "url": fake.url, "key": "s3cret"}
    settings.MACHINE_TRANSLATION = make_setting(
        backends={"libretranslate": options}, routes={"*": ["libretranslate"], "de-simple": []}, timeout=1
    )
    choose_provider()
    return fake


def make_run(code: str = "tr", *, at: datetime = AT, **fields: Any) -> MachineRun:
    fields.setdefault("state", "done")
    fields.setdefault("provider", "pseudo")
    key = fields.pop("key", None) or make_page().translation_key
    return MachineRun.objects.create(translation_key=key, model="home.textpage", locale=locale(code), at=at, **fields)


def shown(client: Client, name: str = RUNS, **query: str) -> str:
    """The words of a page of the admin."""
    answer = client.get(reverse(name), query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()))


def test_page_says_that_the_machine_is_off_and_how_to_switch_it_on(lead: Any, client: Client) -> None:
    words = shown(client)

    assert "The machine is off" in words
    assert "MACHINE_LIBRETRANSLATE_URL" in words
    assert "No machine has translated anything yet." in words
    assert "Test the connection" not in words


def test_page_names_providers_words_and_runs(lead: Any, client: Client, libre: FakeProvider) -> None:
    page = make_page(title="Hilfe für Eltern")
    make_run(
        key=page.translation_key,
        words=40,
        done=3,
        failed=1,
        reasons={"1-1": "token_lost"},
        by=make_user(),
        state="partial",
    )

    words = shown(client)

    assert f"/en/uebersetzen/tr/{page.translation_key}/" in client.get(reverse(RUNS)).content.decode()
    assert "The machine is off" not in words
    assert "LibreTranslate they stay in the house" in words
    assert "Hilfe für Eltern Türkçe pseudo partly done 40 3 1 × a name or number was lost Amina Osman" in words
    assert "s3cret" not in words
    assert libre.paths == []


def test_refused_run_shows_its_sentence(lead: Any, client: Client) -> None:
    make_run(state="refused", reason="Words left this month for Türkçe: 10")

    assert "refused: Words left this month for Türkçe: 10" in shown(client)


def test_runs_are_filtered(lead: Any, client: Client) -> None:
    make_run(key=make_page(title="Erste Seite").translation_key, state="done")
    make_run(key=make_page(title="Zweite Seite").translation_key, state="refused")

    words = shown(client, f"{RUNS}_results", state="refused")

    assert ("Zweite Seite" in words, "Erste Seite" in words) == (True, False)


def test_editor_reads_but_does_not_test(client: Client, settings: Any, libre: FakeProvider) -> None:
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(make_staff(EDITOR))

    page = client.get(reverse(RUNS)).content.decode()
    tried = client.post(reverse(CONNECTION), {"provider": "libretranslate"})

    assert reverse(CONNECTION) not in page
    assert (tried.status_code, libre.paths) == (302, [])


def test_others_of_the_staff_do_not_see_the_page(client: Client, settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(make_staff(ADVISOR))

    answer = client.get(reverse(RUNS))

    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("wagtailadmin_home"))


def test_menu_leads_to_the_page(lead: Any, client: Client) -> None:
    assert reverse(RUNS) in client.get(reverse("wagtailadmin_home")).content.decode()


# ---------------------------------------------------------------- trying a provider
def test_trial_shows_languages_and_a_sentence(lead: Any, client: Client, libre: FakeProvider) -> None:
    answer = client.post(f"{reverse(CONNECTION)}?language=ar", {"provider": "libretranslate"})

    words = re.sub(r"\s+", " ", strip_tags(answer.content.decode()))
    assert "LibreTranslate answers." in words
    assert "It translates German into: English, Türkçe, العربية" in words
    assert "ar: Guten Tag! Wie können wir Ihnen helfen?" in words
    assert MachineRun.objects.count() == 0


def test_trial_says_what_is_wrong(lead: Any, client: Client, libre: FakeProvider) -> None:
    libre.language_failures = [403]

    answer = client.post(reverse(CONNECTION), {"provider": "libretranslate"})

    assert "LibreTranslate does not accept the key." in answer.content.decode()


def test_trial_says_when_a_provider_knows_none_of_our_languages(lead: Any, client: Client, libre: FakeProvider) -> None:
    libre.languages = [{"code": "en", "targets": ["es"]}]

    answer = client.post(reverse(CONNECTION), {"provider": "libretranslate"})

    assert "none of the languages of the house" in answer.content.decode()


def test_trial_of_a_provider_that_is_not_configured(lead: Any, client: Client) -> None:
    assert client.post(reverse(CONNECTION), {"provider": "libretranslate"}).status_code == 404


def test_looking_at_the_trial_asks_nobody(lead: Any, client: Client, libre: FakeProvider) -> None:
    words = shown(client, CONNECTION, language="ar")

    assert "العربية" in words
    assert "Test the connection" in words
    assert libre.paths == []


# ---------------------------------------------------------------- the form of a language
def test_form_offers_what_is_configured(libre: FakeProvider, in_english: None) -> None:
    assert provider_choices("off") == [
        ("off", "off"),
        ("route", "the first provider that knows the language"),
        ("libretranslate", "LibreTranslate"),
    ]


def test_form_offers_only_off_without_a_provider(in_english: None) -> None:
    assert provider_choices("off") == [("off", "off")]


def test_form_keeps_a_choice_that_is_not_configured_any_more(in_english: None) -> None:
    assert provider_choices("deepl") == [("off", "off"), ("deepl", "deepl (not configured)")]


def test_choice_is_saved_from_the_form_of_the_locale(lead: Any, client: Client, libre: FakeProvider) -> None:
    url = reverse("wagtaillocales:edit", args=[locale("ar").pk])
    prefix = "component-translation_localeprofile"
    fields = {
        "language_code": "ar",
        f"{prefix}-position": "4",
        f"{prefix}-review": "second_person",
        f"{prefix}-monthly_words": "100",
    }
    choose_provider("off")

    form = client.get(url).content.decode()
    refused = client.post(url, {**fields, f"{prefix}-provider": "google"})
    saved = client.post(url, {**fields, f"{prefix}-provider": "libretranslate"})

    assert f"{reverse(CONNECTION)}?language=ar" in form
    assert (refused.status_code, saved.status_code) == (200, 302)
    assert LocaleProfile.objects.get(locale=locale("ar")).provider == "libretranslate"


# ---------------------------------------------------------------- figures
def test_figures_by_month(db: None) -> None:
    october = timezone.make_aware(datetime(2026, 10, 31, 23, 59))
    make_run(at=AT, words=10, characters=60, done=2, failed=1, cost=Decimal("0.5"))
    make_run(at=AT, words=5, characters=30, suggestion=True, failed=1, cost=Decimal("0.25"))
    make_run(at=october, words=7, characters=40, done=1)

    assert figures.months() == [
        Month(timezone.make_aware(datetime(2026, 11, 1)), 1, 1, 15, 90, 2, 1, Decimal("0.75")),
        Month(timezone.make_aware(datetime(2026, 10, 1)), 1, 0, 7, 40, 1, 0, Decimal(0)),
    ]


def test_figures_by_language(settings: Any, in_english: None) -> None:
    settings.MACHINE_TRANSLATION = make_setting()
    choose_provider("pseudo", "tr")
    LocaleProfile.objects.update(monthly_words=500)
    make_run("tr", words=10)
    make_run("tr", words=10, planned=100, state="queued")
    make_run("tr", words=10, at=AT - timedelta(days=40))

    lines = {line.code: line for line in figures.languages(AT)}

    assert list(lines) == ["de-simple", "en", "tr", "ar", "uk", "ru", "fa", "fr"]
    assert lines["tr"] == LanguageLine("tr", "Türkçe", "Pseudo", 110, 500)
    assert lines["ar"] == LanguageLine("ar", "العربية", "off", 0, 500)


def test_figures_of_providers(settings: Any) -> None:
    settings.MACHINE_TRANSLATION = make_setting(
        backends={
            "deepl": {"class": "cms.translation.machine.deepl.DeepL", "key": "k:fx"},
            "pseudo": make_setting()["backends"]["pseudo"],
        },
        routes={"*": ["pseudo"], "de-simple": []},
    )
    choose_provider("deepl", "tr")
    choose_provider("route", "ar", "de-simple")

    assert figures.providers() == [
        ProviderLine("deepl", "DeepL", "api-free.deepl.com", ("Türkçe",)),
        ProviderLine("pseudo", "Pseudo", "", ("العربية",)),
    ]


def test_failures_by_reason(db: None, in_english: None) -> None:
    make_run(failed=3, reasons={"1-1": "empty", "1-2": "tag", "1-3": "tag"})
    make_run(failed=1, reasons={"1-1": "tag"})
    make_run(failed=1, reasons={"1-1": "no_answer"}, at=AT - timedelta(days=91))

    assert [(str(label), count) for label, count in figures.failures(AT)] == [
        ("formatting that is not allowed", 3),
        ("empty answer", 1),
    ]
