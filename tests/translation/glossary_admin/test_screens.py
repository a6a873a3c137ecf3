"""The glossary in the admin: list with states, form with other forms, the table, and who may do what."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cms.translation.glossary_admin.form import field_name
from cms.translation.glossary_admin.other_forms import other_forms_of
from cms.translation.languages import LANGUAGES
from cms.translation.models import Protected, Term
from cms.users.roles import COORDINATOR, EDITOR, PUBLISHER
from tests.make.glossary import make_form, make_term, translate_term
from tests.make.people import make_staff

pytestmark = pytest.mark.django_db

LIST = "wagtailsnippets_translation_term:list"
ADD = "wagtailsnippets_translation_term:add"
EDIT = "wagtailsnippets_translation_term:edit"


@pytest.fixture
def lead(client: Client, settings: Any) -> Client:
    return signed_in(client, settings, PUBLISHER)


def signed_in(client: Client, settings: Any, *groups: str) -> Client:
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(make_staff(*groups))
    return client


def soup_of(response: Any) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def filled(**values: str) -> dict[str, str]:
    """The form as a browser sends it."""
    empty = {"term": "", "explanation": "", "german": "", **{field_name(code): "" for code in LANGUAGES}}
    return empty | {"machine_protect": "on", "related_page": "", "audio": ""} | values


def test_list_shows_each_word_once_with_its_states(lead: Client) -> None:
    term = make_term("Jobcenter", "Ein Amt.")
    translate_term(term, "ar", "مركز العمل")

    rows = soup_of(lead.get(reverse(LIST))).select("main table tbody tr")

    assert len(rows) == 1
    links = [str(link["href"]) for link in rows[0].select("td a .w-status") for link in [link.parent]]
    others = [code for code in LANGUAGES if code != "de"]
    assert [link.split("/uebersetzen/")[1] for link in links] == [f"{code}/{term.translation_key}/" for code in others]
    states = dict(zip(others, [tag.get_text() for tag in rows[0].select(".w-status")], strict=True))
    assert len({states["ar"], states["tr"]}) == 2


def test_list_costs_the_same_for_ten_words_as_for_one(lead: Client, django_assert_max_num_queries: Any) -> None:
    def queries(count: int) -> int:
        while Term.objects.count() < count:
            make_term(f"Wort{Term.objects.count()}")
        lead.get(reverse(LIST))
        with django_assert_max_num_queries(100) as found:
            lead.get(reverse(LIST))
        return len(found)

    assert queries(1) == queries(10)


def test_word_is_made_with_forms_in_every_language_and_published(lead: Client) -> None:
    forms = {field_name("de"): "Kitas\n\n Kita-Platz \nKitas", field_name("ar"): "حضانة"}

    lead.post(reverse(ADD), filled(term="Kita", explanation="Haus für Kinder.", **forms, **{"action-publish": "1"}))

    term = Term.objects.get()
    assert (term.term, term.german, term.explanation, term.live) == ("Kita", "Kita", "Haus für Kinder.", True)
    assert other_forms_of(term.translation_key) == {"de": ["Kitas", "Kita-Platz"], "ar": ["حضانة"]}


def test_form_shows_the_other_forms_and_keeps_what_stays(lead: Client) -> None:
    term = make_term("Kita", forms=("Kitas", "Krippe"))
    make_form(term, "kreş", "tr")
    address = reverse(EDIT, args=[term.pk])

    form = soup_of(lead.get(address))
    values = {name: form.select_one(f'[name="{name}"]').get_text().strip() for name in ("forms_de", "forms_tr")}
    lead.post(address, filled(term="Kita", explanation="Haus.", german="Kita", forms_de="Kitas", forms_tr="kreş"))

    assert values == {"forms_de": "Kitas\nKrippe", "forms_tr": "kreş"}
    assert other_forms_of(term.translation_key) == {"de": ["Kitas"], "tr": ["kreş"]}


def test_new_word_is_german_whatever_the_address_says(lead: Client) -> None:
    lead.post(f"{reverse(ADD)}?locale=ar", filled(term="Kita", explanation="Haus."))

    assert [term.language for term in Term.objects.all()] == ["de"]


def test_autosave_leaves_the_other_forms_alone(lead: Client) -> None:
    term = make_term("Kita", forms=("Kitas",))
    typed = filled(term="Kita", explanation="Haus.", german="Kita", forms_de="Ki")

    answer = lead.post(reverse(EDIT, args=[term.pk]), typed, headers={"accept": "application/json"})

    assert answer.json()["success"] is True
    assert other_forms_of(term.translation_key) == {"de": ["Kitas"]}


def test_word_that_is_there_already_is_linked(lead: Client) -> None:
    other = make_term("Jobcenter", "Ein Amt.")

    page = soup_of(lead.post(reverse(ADD), filled(term="JOBCENTER", explanation="Noch ein Amt.")))

    errors = page.select_one('[id^="panel-"] .w-field__errors a, .error-message a')
    assert errors["href"] == reverse(EDIT, args=[other.pk])
    assert Term.objects.count() == 1


def test_explanation_has_a_counter_and_a_limit(lead: Client) -> None:
    page = soup_of(lead.get(reverse(ADD)))
    answer = lead.post(reverse(ADD), filled(term="Kita", explanation="a" * 301))

    assert page.select_one('[name="explanation"]')["maxlength"] == "300"
    assert page.select_one('script[src*="js/counter"]')
    assert answer.status_code == 200
    assert Term.objects.count() == 0


def test_forms_that_are_too_long_or_too_many_are_refused(lead: Client) -> None:
    for lines in ("a" * 121, "\n".join(f"Form {number}" for number in range(61))):
        assert lead.post(reverse(ADD), filled(term="Kita", explanation="x", forms_de=lines)).status_code == 200

    assert Term.objects.count() == 0


# ---------------------------------------------------------------- the table
def send(client: Client, content: bytes) -> Any:
    return client.post(reverse("glossary_import"), {"table": SimpleUploadedFile("woerter.csv", content)})


@pytest.mark.acceptance("T16")
def test_table_is_looked_at_before_anything_changes(lead: Client) -> None:
    page = soup_of(send(lead, "german;explanation_de\nKita;Haus für Kinder.\n".encode()))
    before = Term.objects.count()

    answer = lead.post(reverse("glossary_import"), {"token": page.select_one('main [name="token"]')["value"]})

    assert before == 0
    assert (answer.status_code, answer["Location"]) == (302, reverse(LIST))
    assert list(Term.objects.values_list("german", "explanation", "live")) == [("Kita", "Haus für Kinder.", True)]


def test_preview_that_is_gone_changes_nothing(lead: Client) -> None:
    for token in ("unknown", "\x00", "a" * 500):
        assert lead.post(reverse("glossary_import"), {"token": token})["Location"] == reverse("glossary_import")

    assert Term.objects.count() == 0


def test_preview_of_one_person_is_not_taken_over_by_another(lead: Client, settings: Any) -> None:
    page = soup_of(send(lead, b"german;explanation_de\nKita;Haus\n"))
    other = signed_in(Client(), settings, EDITOR)

    other.post(reverse("glossary_import"), {"token": page.select_one('main [name="token"]')["value"]})

    assert Term.objects.count() == 0


def test_file_that_is_no_table_is_refused_with_a_sentence(lead: Client) -> None:
    page = soup_of(send(lead, b"\x89PNG"))

    assert "german" in page.select_one(".w-field__errors, .error-message").get_text()


@pytest.mark.acceptance("T16")
def test_downloaded_table_sent_again_changes_nothing(lead: Client) -> None:
    translate_term(make_term("Jobcenter", "=Ein Amt", forms=("Jobcenters",)), "ar", "مركز العمل")
    downloaded = b"".join(lead.get(reverse("glossary_export")))

    page = soup_of(send(lead, downloaded))

    assert page.select_one('main [name="token"]') is None


# ---------------------------------------------------------------- rights
@pytest.mark.parametrize(("group", "expected"), [(PUBLISHER, 200), (EDITOR, 200), (COORDINATOR, 302)])
def test_table_and_words_are_for_communications(client: Client, settings: Any, group: str, expected: int) -> None:
    browser = signed_in(client, settings, group)

    answers = [browser.get(reverse(name)).status_code for name in (LIST, ADD, "glossary_export", "glossary_import")]

    assert answers == [expected] * 4


@pytest.mark.parametrize(("group", "expected"), [(PUBLISHER, 1), (EDITOR, 0)])
def test_texts_kept_from_machines_are_for_leads(client: Client, settings: Any, group: str, expected: int) -> None:
    browser = signed_in(client, settings, group)

    browser.post(reverse("protected_texts:add"), {"text": "IFAK e.V.", "note": "Name"})

    assert Protected.objects.count() == expected
