"""What a search answers: the reader's language first, then German, glossary words, needs, partners, people, places."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override
from pytest_django.fixtures import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from cms.translation.translating import publish_translation
from home.models import GlossaryPage, PeoplePage, PlacesPage, SearchEntry
from home.search.answers import Answers, answers
from home.search.index import refresh_all
from tests.make.glossary import make_form, make_term, translate_term
from tests.make.network import make_contact, make_organisation
from tests.make.pages import make_event, make_profile, make_service
from tests.make.translation import (
    in_words_of,
    locale,
    make_directory,
    make_front_page,
    make_organisation_text,
    make_page,
    make_public,
    translated,
)
from tests.make.volunteering import AT, make_need, make_shift

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def ask(query: str, reader: str = "de", *, at: datetime = NOW) -> Answers:
    """The answers when the index is as the rows are."""
    refresh_all()
    with override(reader):
        return answers(query, reader, at=at)


def titles(query: str, reader: str = "de") -> list[str]:
    return [hit.title for hit in ask(query, reader).pages]


def in_arabic(page: object, **words: str) -> object:
    """The page in Arabic, each German sentence replaced by its Arabic one."""
    return publish_translation(page, "ar", in_words_of(page, "ar") | words)


# ---------------------------------------------------------------- pages
@pytest.mark.acceptance("C15")
def test_all_words_in_the_title_come_first_then_anywhere_then_any_word() -> None:
    make_page(title="Prüfung im Deutschkurs", lead="Neu.")
    make_page(title="Beratung", lead="Fragen zur Prüfung und zum Kurs.")
    make_page(title="Feste", lead="Nur eine Prüfung.")
    make_page(title="Garten", lead="Blumen.")

    assert titles("kurs pruefungen") == ["Prüfung im Deutschkurs", "Beratung", "Feste"]


def test_any_word_is_not_asked_where_all_words_find_enough() -> None:
    for number in range(3):
        make_page(title=f"Prüfung im Kurs {number}")
    make_page(title="Prüfung allein")

    assert set(titles("Prüfung Kurs")) == {"Prüfung im Kurs 0", "Prüfung im Kurs 1", "Prüfung im Kurs 2"}


@pytest.mark.acceptance("C15")
def test_own_language_comes_before_german_and_german_is_named() -> None:
    make_public()
    translated(make_front_page(), "ar")
    both = make_page(title="Jobcenter", slug="amt")
    in_arabic(both, Jobcenter="مركز العمل Jobcenter")
    make_page(title="Hilfe im Jobcenter", slug="hilfe", lead="Wir gehen mit.")

    hits = ask("jobcenter", "ar").pages

    assert [(hit.title, hit.url, hit.lang) for hit in hits] == [
        ("مركز العمل Jobcenter", "/ar/amt/", ""),
        ("Hilfe im Jobcenter", "/ar/hilfe/", "de"),
    ]
    assert hits[1].summary == "Wir gehen mit."


@pytest.mark.acceptance("C15")
@pytest.mark.acceptance("T16")
def test_german_word_of_a_letter_finds_the_page_in_an_arabic_interface() -> None:
    make_public()
    translated(make_front_page(), "ar")
    translate_term(make_term("Bürgergeld", "Geld."), "ar", "إعانة المواطن", "مال.")
    page = make_page(title="Geld vom Amt", slug="geld", lead="Wir helfen beim Antrag.")
    in_arabic(page, **{"Geld vom Amt": "المال", "Wir helfen beim Antrag.": "نساعد في طلب إعانة المواطن."})
    make_page(title="Bürgergeld beantragen", slug="antrag")

    found = ask("Bürgergeld", "ar")

    assert [(hit.title, hit.lang) for hit in found.pages] == [("المال", ""), ("Bürgergeld beantragen", "de")]
    assert [(hit.line.term, hit.line.german, hit.line.explanation) for hit in found.words] == [
        ("إعانة المواطن", "Bürgergeld", "مال.")
    ]


@pytest.mark.acceptance("T16")
@pytest.mark.parametrize(
    "query", ["إعانة المواطن", "إعانه المواطن", "buergergeld", "Burgergeld", "Hartz IV", "Bürgerg"]
)
def test_word_is_found_by_each_of_its_names(query: str) -> None:
    term = make_term("Bürgergeld", forms=("Hartz IV",))
    translate_term(term, "ar", "إعانة المواطن")
    make_form(term, "معونة", "ar")
    make_page(title="Wörter", slug="woerter", kind=GlossaryPage)
    make_page(title="Bürgergeld")

    found = ask(query, "ar")

    assert [(hit.line.german, hit.url) for hit in found.words] == [("Bürgergeld", "/ar/woerter/#wort-buergergeld")]
    assert [hit.title for hit in found.pages] == ["Bürgergeld"]


@pytest.mark.acceptance("T16")
def test_everyday_word_finds_pages_with_the_official_one() -> None:
    make_term("Bürgergeld", forms=("Hartz IV", "Stütze"))
    make_page(title="Bürgergeld")
    make_page(title="Garten")

    assert titles("hartz iv") == ["Bürgergeld"]
    assert titles("Antrag Stütze") == ["Bürgergeld"]


def test_german_title_finds_its_translation() -> None:
    make_public()
    translated(make_front_page(), "ar")
    in_arabic(make_page(title="Elternberatung", slug="eltern"), Elternberatung="استشارة للوالدين")

    assert titles("Elternberatung", "ar") == ["استشارة للوالدين"]


@pytest.mark.acceptance("C15")
@pytest.mark.parametrize(
    ("code", "written", "query"),
    [
        ("ar", "دورات الألمانية", "ألمانية"),
        ("fa", "می‌خواهم آلمانی یاد بگیرم", "میخواهم"),
        ("fa", "می‌خواهم آلمانی یاد بگیرم", "می‌خواهم"),
        ("tr", "Görüşme günü", "gorusme"),
        ("uk", "Ґанок і дім", "ганок"),
    ],
)
def test_letters_of_every_script_are_folded(code: str, written: str, query: str) -> None:
    make_public()
    translated(make_front_page(), code)
    page = make_page(title="Titel")
    publish_translation(page, code, in_words_of(page, code) | {"Titel": written})

    assert titles(query, code) == [written]


def test_page_is_found_by_its_facts_in_the_language_of_its_words() -> None:
    make_public()
    translated(make_front_page(), "en")
    page = make_service("Elternberatung", topics=("health",))
    translated(page, "en")

    assert titles("العربية") == ["Elternberatung"]
    assert titles("Health", "en") == ["en: Elternberatung"]


def test_misspelt_word_finds_the_nearest_one_and_says_so() -> None:
    make_page(title="Elternberatung")

    found = ask("Elternbertung")

    assert ([hit.title for hit in found.pages], found.instead) == (["Elternberatung"], "Elternberatung")


def test_words_that_say_nothing_are_left_out() -> None:
    make_page(title="Garten", lead="Wo der Garten ist.")
    make_page(title="Kurs")

    assert titles("Wo ist der Kurs für mich?") == ["Kurs"]
    assert titles("der") == ["Garten"]


# ---------------------------------------------------------------- what must not be found
def test_hidden_private_and_deleted_pages_are_not_found_even_by_an_old_index() -> None:
    make_public()
    translated(make_front_page(), "ar")
    for name in ("Entwurf", "Privat", "Gelöscht", "Offen"):
        page = make_page(title=f"Kurs {name}", slug=name.lower())
        translated(page, "ar")
    refresh_all()

    of = {row.title.split()[1]: row for row in type(page).objects.filter(locale=locale("de"), title__startswith="Kurs")}
    of["Entwurf"].unpublish()
    of["Gelöscht"].delete()
    PageViewRestriction.objects.create(page=of["Privat"], restriction_type=PageViewRestriction.LOGIN)
    SearchEntry.objects.exclude(heading="").update(digest="")

    with override("ar"):
        german, arabic = answers("Kurs", "de", at=NOW), answers("Kurs", "ar", at=NOW)
    assert [hit.title for hit in german.pages] == ["Kurs Offen"]
    assert [hit.title for hit in arabic.pages] == ["ar: Kurs Offen"]


def test_event_that_is_over_is_not_found() -> None:
    make_event("Frauencafé")
    refresh_all()

    later = NOW + timedelta(days=3)

    assert [hit.title for hit in answers("Frauencafé", "de", at=NOW).pages] == ["Frauencafé"]
    assert answers("Frauencafé", "de", at=later).pages == []


# ---------------------------------------------------------------- needs and records
def test_needs_partners_people_and_places_answer_too() -> None:
    make_directory()
    make_page(title="Menschen", slug="menschen", kind=PeoplePage)
    make_page(title="Orte", slug="orte", kind=PlacesPage)
    make_shift(make_need("Lesepatenschaft"), days=(NOW - AT).days + 3)
    text = make_organisation_text("Wir lesen mit Kindern.")
    make_profile(make_contact("Layla Haddad"), function="Lesen und Beratung")
    make_service(contacts=[])

    found = {query: ask(query) for query in ("Lesepatenschaft", "lesen", "Layla", "Mehrgenerationenhaus")}

    assert [need.title for need in found["Lesepatenschaft"].needs] == ["Lesepatenschaft"]
    assert [hit.title for hit in found["lesen"].records["organisation"]] == [text.organisation.name]
    person = found["Layla"].records["person"][0]
    assert (person.title, person.url, person.summary) == ("Layla Haddad", "/de/menschen/", "Lesen und Beratung")
    assert [(hit.title, hit.url) for hit in found["Mehrgenerationenhaus"].records["place"]] == [
        ("Mehrgenerationenhaus", "/de/orte/")
    ]


@pytest.mark.acceptance("C20")
def test_partner_that_is_no_longer_listed_is_not_found() -> None:
    make_directory()
    organisation = make_organisation("Brückenschlag")
    before = ask("Brückenschlag").records["organisation"]

    organisation.listed = False
    organisation.save()

    assert [hit.url for hit in before] == [f"/de/netzwerk/{organisation.slug}/"]
    assert answers("Brückenschlag", "de", at=NOW).records["organisation"] == []


@pytest.mark.parametrize("reader", ["de", "ar"])
def test_search_costs_a_bounded_number_of_queries(
    reader: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_directory()
    make_term("Kurs")
    for number in range(30):
        make_page(title=f"Kurs {number}")
        make_organisation(f"Kurs e.V. {number}")
    refresh_all()

    with override(reader), django_assert_max_num_queries(20):
        found = answers("Kurs Beratung Zentrum", reader, at=NOW)

    assert len(found.pages) == 30
