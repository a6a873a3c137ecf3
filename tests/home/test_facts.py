"""Facts are read from the source row alone (content.md 3.1, 3.6)."""

import pytest
from bs4 import BeautifulSoup
from django.db.models import Model
from django.test import Client

from home.enums import EventKind, ServiceKind
from home.models import EventPage, PersonProfile, ServicePage
from tests.make.network import make_contact, make_place
from tests.make.pages import make_event, make_profile, make_service
from tests.make.translation import make_public, translated

pytestmark = pytest.mark.django_db


def arabic(page: ServicePage | EventPage) -> Model:
    """The live Arabic row of a page and of everything above it."""
    make_public("ar")
    rows = [translated(row, "ar") for row in [*page.get_ancestors().filter(depth__gt=1).specific(), page]]
    return rows[-1]


def words(client: Client, path: str) -> str:
    return BeautifulSoup(client.get(path).content, "html.parser").main.get_text(" ", strip=True)


def test_corrupted_copies_of_facts_change_no_service_page(client: Client) -> None:
    row = arabic(make_service())
    path = row.get_url()
    before = words(client, path)

    ServicePage.objects.filter(pk=row.pk).update(
        kind=ServiceKind.COURSE, languages=["pl"], access=["video"], free_of_charge=False, drawing="calendar"
    )
    wrong = ServicePage.objects.get(pk=row.pk)
    wrong.contacts, wrong.places = [make_contact("Falscher Kontakt")], [make_place("Falscher Ort")]
    wrong.save()

    assert words(client, path) == before


def test_corrupted_copies_of_facts_change_no_event_page_and_no_list(client: Client) -> None:
    row = arabic(make_event("Frauencafé", childcare=True, delivered_in=["ar"]))
    paths = [row.get_url(), row.get_parent().get_url(), "/ar/termine.ics"]
    before = [client.get(path).content for path in paths[2:]] + [words(client, path) for path in paths[:2]]

    EventPage.objects.filter(pk=row.pk).update(
        kind=EventKind.TRAINING,
        delivered_in=["pl"],
        interpreted_into=["pl"],
        childcare=False,
        begins="03:00",
        ends="04:00",
        rule="FREQ=DAILY",
        place=make_place("Falscher Ort"),
    )

    assert [client.get(path).content for path in paths[2:]] + [words(client, path) for path in paths[:2]] == before


def test_a_changed_phone_number_is_right_in_every_language_at_once(client: Client) -> None:
    contact = make_contact("Layla Haddad", languages=["de", "ar"], phone="+49 221 4710 112")
    page = make_service(contacts=[contact])
    row = arabic(page)

    contact.phone = "+49 221 4710 999"
    contact.save()

    for path in (page.get_url(), row.get_url()):
        found = words(client, path)
        assert ("+49 221 4710 999" in found, "+49 221 4710 112" in found) == (True, False)


def test_a_person_who_is_no_longer_public_vanishes_from_every_page(client: Client) -> None:
    contact = make_contact("Layla Haddad", languages=["de", "ar"])
    page = make_service(contacts=[contact])
    assert "Layla Haddad" in words(client, page.get_url())

    contact.public = False
    contact.save()

    assert "Layla Haddad" not in words(client, page.get_url())


def test_words_about_a_person_come_in_the_best_language(client: Client) -> None:
    contact = make_contact("Layla Haddad", languages=["de", "ar"])
    profile = make_profile(contact, "Beratung für Eltern")
    row = arabic(make_service(contacts=[contact]))
    assert "Beratung für Eltern" in words(client, row.get_url())

    translated(profile, "ar")

    assert "ar: Beratung für Eltern" in words(client, row.get_url())


def test_a_profile_that_is_not_public_hides_the_person(client: Client) -> None:
    contact = make_contact("Layla Haddad")
    page = make_service(contacts=[contact])
    profile = make_profile(contact)

    PersonProfile.objects.filter(pk=profile.pk).update(public=False)
    contact.save()

    assert "Layla Haddad" not in words(client, page.get_url())
