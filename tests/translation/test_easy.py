"""Leichte Sprache: the label holds for the words that were tested, somebody else checks, no machine writes it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import ModelLogEntry, PageLogEntry

from cms.translation import easy
from cms.translation.composing import compose
from cms.translation.enums import Reason
from cms.translation.gate import obstacle_to_publish
from cms.translation.languages import EASY
from cms.translation.models import EasyCheck, LocaleProfile, Release, Review
from cms.translation.state_table import reader_line
from cms.users.roles import PUBLISHER
from home.models import TextPage
from tests.make.people import make_staff, make_user
from tests.make.translation import locale, make_page, make_public, translated

pytestmark = [pytest.mark.django_db, pytest.mark.acceptance("T27")]

TESTED_ON = date(2026, 11, 12)


def read_by(row: Any, group: str = "Prüfgruppe Bochum") -> EasyCheck:
    return easy.record_check(row, tested_by=group, tested_on=TESTED_ON)


@pytest.fixture
def publisher(client: Client, settings: Any) -> Client:
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(make_staff(PUBLISHER))
    return client


def line(row: Any) -> str:
    with translation.override("en"):
        return reader_line(type(row).objects.get(pk=row.pk))


def test_untested_words_are_called_simple() -> None:
    assert line(translated(make_page(), EASY)) == "Simple language."


def test_tested_words_name_the_group_and_the_day() -> None:
    row = translated(make_page(), EASY)

    test = read_by(row)

    assert line(row) == "Tested by Prüfgruppe Bochum on Nov. 12, 2026."
    assert (test.translation_key, test.digest) == (row.translation_key, easy.digest_of_words(row))
    assert [entry.action for entry in PageLogEntry.objects.filter(action__startswith="translation.easy")] == [
        "translation.easy_check"
    ]
    assert not ModelLogEntry.objects.filter(action__startswith="translation.easy").exists()


def test_test_of_other_words_does_not_count() -> None:
    row = translated(make_page(), EASY)
    read_by(row)
    row.lead = "Andere Worte."
    row.save()

    assert line(row) == "Simple language."


def test_latest_test_of_the_same_words_counts() -> None:
    row = translated(make_page(), EASY)
    read_by(row)
    easy.record_check(row, tested_by="Gruppe Klartext", tested_on=TESTED_ON + timedelta(days=3))

    assert line(row) == "Tested by Gruppe Klartext on Nov. 15, 2026."


def test_changed_fact_keeps_the_label() -> None:
    row = translated(make_page(), EASY)
    read_by(row)
    row.show_in_menus = True
    row.save()

    assert line(row).startswith("Tested by")


def test_changed_german_text_comes_before_the_label() -> None:
    page = make_page()
    row = translated(page, EASY)
    read_by(row)
    page.lead = "Jetzt ist alles anders."
    page.save_revision().publish()

    assert line(row).startswith("The German text was changed on")


def test_own_text_in_leichte_sprache_has_its_label_too() -> None:
    home = translated(make_page().get_parent().specific, EASY)
    own = TextPage(title="Nur leicht", slug="nur-leicht", lead="Ein Satz.", locale=locale(EASY))
    own.responsible = home.responsible
    home.add_child(instance=own)
    own.save_revision().publish()

    assert line(own) == "Simple language."


def test_other_language_cannot_be_tested_as_leichte_sprache() -> None:
    row = translated(make_page(), "tr")

    with pytest.raises(ValueError, match="is in tr; tests are of texts in de-simple"):
        read_by(row)


def test_readers_see_the_label_at_once(client: Client, settings: Any) -> None:
    make_public()
    settings.PAGE_CACHE_SECONDS = 300
    row = translated(make_page(), EASY)
    address = row.get_url()

    before = client.get(address).content.decode()
    read_by(row)
    after = client.get(address).content.decode()

    assert ("Prüfgruppe Bochum" in before, "Prüfgruppe Bochum" in after) == (False, True)


@pytest.mark.parametrize("review", list(Review))
def test_somebody_else_checks_whatever_the_house_allows(review: Review) -> None:
    LocaleProfile.objects.filter(locale__language_code=EASY).update(review=review)
    page, writer, reader = make_page(), make_user(), make_user()
    translated(page, EASY)
    release = compose(page, locale(EASY), by=writer)
    row = page.get_translation(locale(EASY))

    alone = obstacle_to_publish(row, release.revision)
    Release.objects.filter(pk=release.pk).update(reviewer=reader, reviewed_at=timezone.now())
    together = obstacle_to_publish(row, release.revision)

    assert alone is not None
    assert (alone.reason, together) == (Reason.SAME_PERSON, None)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Die Eltern-Beratung hilft.", "Die Elternberatung hilft."),
        ("Die Eltern·beratung, die Kranken·kassen·karte", "Die Elternberatung, die Krankenkassenkarte"),
        ("Eltern·Beratung", "Elternberatung"),
        ("IFAK-Haus, A1-B2, 10-12 Uhr", "IFAK-Haus, A1-B2, 10-12 Uhr"),
        ("Haupt- und Realschule · Kita", "Haupt- und Realschule · Kita"),
    ],
    ids=["hyphen", "dot", "dot and capital", "abbreviations", "not inside a word"],
)  # fmt: skip
def test_signs_inside_words_are_gone_for_search_and_voice(written: str, read: str) -> None:
    assert easy.joined(written) == read


def test_words_of_the_interface_are_german_where_leichte_sprache_has_none() -> None:
    with translation.override(EASY):
        overridden = translation.gettext("Search")
    with translation.override("de"):
        german = translation.gettext("Search")

    assert german != "Search"
    assert overridden


def test_staff_enter_a_test_for_a_live_text(publisher: Client) -> None:
    row = translated(make_page(title="Deutsch lernen"), EASY)
    address = reverse("easy_checks:add")

    form = publisher.get(address).content.decode()
    answer = publisher.post(
        address, {"text": str(row.translation_key), "tested_by": "Prüfgruppe Bochum", "tested_on": "2026-11-12"}
    )
    listed = publisher.get(reverse("easy_checks:index")).content.decode()

    assert str(row.title) in form
    assert answer.status_code == 302
    assert [(test.tested_by, test.tested_on, test.digest) for test in EasyCheck.objects.all()] == [
        ("Prüfgruppe Bochum", TESTED_ON, easy.digest_of_words(row))
    ]
    assert [word in listed for word in (str(row.title), "Prüfgruppe Bochum")] == [True, True]


def test_test_of_tomorrow_and_of_no_text_is_refused(publisher: Client) -> None:
    translated(make_page(), EASY)
    tomorrow = timezone.localdate() + timedelta(days=1)

    answer = publisher.post(
        reverse("easy_checks:add"), {"text": "", "tested_by": "", "tested_on": tomorrow.isoformat()}
    )

    assert set(answer.context["form"].errors) == {"text", "tested_by", "tested_on"}
    assert not EasyCheck.objects.exists()
