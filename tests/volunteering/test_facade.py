"""The façade: plain values, honest languages, a fixed number of queries, and no figure of people under five."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest
from django.db import transaction

from cms.translation.translating import publish_translation
from tests.make.network import make_district, make_organisation
from tests.make.people import make_staff
from tests.make.translation import make_public
from tests.make.volunteering import AT, fill, make_need, make_shift, make_sign_up, make_volunteer
from volunteering import facade
from volunteering.domain import needs, places
from volunteering.enums import SignUpState
from volunteering.models import Need, NeedText

pytestmark = pytest.mark.django_db
ARABIC = {
    "Hausaufgabenhilfe": "مساعدة في الواجبات",
    "Sie helfen Kindern beim Lernen.": "تساعد الأطفال على التعلّم.",
    "Die Gruppe hat acht Kinder.": "في المجموعة ثمانية أطفال.",
    "Gute Laune.": "مزاج جيد.",
}


def test_teaser_says_everything_and_the_language_of_its_words() -> None:
    make_public("ar")
    organisation = make_organisation("Kita Regenbogen")
    need = make_need(organisation=organisation, languages={"ar": ("B1", False)})
    shift = make_shift(need, days=3, places=2)
    make_sign_up(shift)
    publish_translation(needs.german_text(need), "ar", ARABIC)

    (arabic,) = facade.upcoming_needs(language="ar", at=AT)
    (turkish,) = facade.upcoming_needs(language="tr", at=AT)

    assert asdict(arabic) == {
        "id": need.pk,
        "code": need.code,
        "title": "مساعدة في الواجبات",
        "summary": "تساعد الأطفال على التعلّم.",
        "text_language": "ar",
        "kind": "once",
        "organisation": "Kita Regenbogen",
        "district": "Langendreer",
        "starts_at": shift.starts_at,
        "ends_at": shift.ends_at,
        "places_left": 1,
        "languages": ("ar",),
        "urgent": False,
        "url": f"/ar/mitmachen/{need.code}/",
    }
    assert (turkish.title, turkish.text_language, turkish.url) == (
        "Hausaufgabenhilfe",
        "de",
        f"/tr/mitmachen/{need.code}/",
    )


def test_upcoming_needs_are_narrowed_and_limited() -> None:
    organisation = make_organisation()
    for number in range(4):
        make_shift(make_need(organisation=organisation if number % 2 else None), days=number + 1)
    make_need(kind="flexible", district=make_district("Werne"))

    def count(**values: object) -> int:
        return len(facade.upcoming_needs(language="de", at=AT, **values))

    assert count() == 5
    assert count(limit=2) == 2
    assert count(organisation_id=organisation.pk) == 2
    assert count(kinds=["flexible"]) == 1
    assert count(district_id=make_district("Werne").pk) == 1


@pytest.mark.acceptance("V42")
@pytest.mark.parametrize("language", ["de", "de-simple", "en", "tr", "ar", "uk", "ru", "fa", "fr"])
def test_same_queries_for_ten_needs_as_for_many(language: str, django_assert_num_queries) -> None:
    make_public(language)
    for number in range(10):
        make_shift(make_need(), days=number + 1)
    publish_translation(needs.german_text(Need.objects.earliest("pk")), language, ARABIC) if language != "de" else None
    facade.upcoming_needs(language=language, at=AT)
    expected = 4 if language == "de" else 5

    with django_assert_num_queries(expected):
        teasers = facade.upcoming_needs(language=language, at=AT, limit=6)
    copies(1_000)
    with django_assert_num_queries(expected):
        facade.upcoming_needs(language=language, at=AT, limit=6)

    assert [teaser.text_language for teaser in teasers] == [language] + ["de"] * 5


def copies(number: int) -> None:
    """So many more public needs with a shift, without the doors of the domain."""
    import uuid

    text, shift = NeedText.objects.filter(locale__language_code="de").first(), Need.objects.first().shifts.first()
    rows = Need.objects.bulk_create(
        Need(code=f"B-2025-{index:04}", state="published", district=make_district()) for index in range(number)
    )
    NeedText.objects.bulk_create(
        NeedText(need=need, title="Noch einer", summary="Kurz", locale=text.locale, translation_key=uuid.uuid4())
        for need in rows
    )
    type(shift).objects.bulk_create(
        type(shift)(need=need, number=1, starts_at=AT + timedelta(days=30), ends_at=AT + timedelta(days=30, hours=1))
        for need in rows
    )


def test_search_finds_words_of_the_language_and_of_german() -> None:
    make_public("ar")
    need = make_need()
    make_shift(need)
    publish_translation(needs.german_text(need), "ar", ARABIC)
    make_shift(make_need("Repaircafé"))

    def found(*words: str, language: str = "ar") -> list[str]:
        return [teaser.title for teaser in facade.search_needs(words, language=language, at=AT)]

    assert found("الواجبات") == ["مساعدة في الواجبات"]
    assert found("hausaufgaben") == ["مساعدة في الواجبات"]
    assert found("hausaufgaben", "acht", language="de") == ["Hausaufgabenhilfe"]
    assert found("hausaufgaben", "fahrrad", language="de") == []
    assert found() == []


@pytest.mark.acceptance("V41")
def test_open_need_makes_a_draft_in_the_callers_transaction() -> None:
    coordinator, by = make_staff("volunteer coordinator"), make_staff("opening advisor")
    district = make_district("Werne", coordinator=coordinator)
    organisation = make_organisation()

    with transaction.atomic():
        card = facade.open_need(
            "Dolmetschen am Elternabend",
            "Wir suchen jemanden.\n\nEs geht um zwei Stunden.",
            kind="once",
            organisation_id=organisation.pk,
            district_id=district.pk,
            field="opening",
            spoken=["uk", "ar"],
            places=2,
            due_on=date(2026, 9, 1),
            origin="opening",
            by_user_id=by.pk,
        )

    need = Need.objects.get(pk=card.id)
    assert (need.state, need.coordinator, need.field, need.due_on, need.origin) == (
        "draft",
        coordinator,
        "opening",
        date(2026, 9, 1),
        "opening",
    )
    assert sorted(need.languages.values_list("language", flat=True)) == ["ar", "uk"]
    assert needs.german_text(need).body == "<p>Wir suchen jemanden.</p><p>Es geht um zwei Stunden.</p>"
    assert (card.title, card.places, card.taken, card.next_on) == ("Dolmetschen am Elternabend", 2, 0, None)
    assert facade.upcoming_needs(language="de", at=AT) == []


def test_open_need_refuses_nonsense() -> None:
    values = {"kind": "once", "organisation_id": None, "district_id": None, "origin": "own"}

    with pytest.raises(ValueError, match="title"):
        facade.open_need("  ", "Text", by_user_id=make_staff().pk, **values)
    with pytest.raises(LookupError, match="no user"):
        facade.open_need("Titel", "Text", by_user_id=0, **values)


def test_card_counts_places_and_hours() -> None:
    need, by = make_need(), make_staff("volunteer coordinator")
    past = make_shift(need, days=-2, hours=1.5, places=2)
    done = make_sign_up(past, at=AT - timedelta(days=9))
    places.attend(done.pk, SignUpState.ATTENDED, at=past.ends_at, by=by)
    fill(make_shift(need, days=2_000, places=3))
    draft = make_need("Entwurf", published=False)

    cards = facade.need_cards([need.pk, draft.pk, 0], language="de")

    card = cards[need.pk]
    assert (card.places, card.taken, card.waiting, card.hours, card.next_on is not None) == (5, 4, 0, 1.5, True)
    assert (cards[draft.pk].title, cards[draft.pk].places) == ("Entwurf", 0)
    assert set(cards) == {need.pk, draft.pk}


def test_numbers_hide_people_under_five() -> None:
    by = make_staff("volunteer coordinator")
    shift = make_shift(days=-3, places=6)
    make_shift(days=1, places=4)
    sign_ups = [
        make_sign_up(shift, make_volunteer(languages={"de": "C1", "ar": "native"}), at=AT - timedelta(days=9))
        for _number in range(5)
    ]
    for sign_up in sign_ups[:4]:
        places.attend(sign_up.pk, SignUpState.ATTENDED, at=shift.ends_at, by=by)

    few = facade.numbers(first=date(2026, 5, 1), last=date(2026, 6, 30))
    places.attend(sign_ups[4].pk, SignUpState.ATTENDED, at=shift.ends_at, by=by)
    enough = facade.numbers(first=date(2026, 5, 1), last=date(2026, 6, 30))

    assert (few.volunteers_active, few.hours, few.assignments, few.languages) == (None, None, None, None)
    assert (enough.volunteers_active, enough.hours, enough.assignments, enough.languages) == (5, 10, 5, 1)
    assert enough.tandems_active is None
    assert facade.numbers(first=date(2026, 6, 1), last=date(2026, 6, 30)).places_free == 4
    elsewhere = facade.numbers(first=date(2026, 5, 1), last=date(2026, 6, 30), district_id=make_district("Werne").pk)
    assert (elsewhere.volunteers_active, elsewhere.needs_open) == (None, 0)
