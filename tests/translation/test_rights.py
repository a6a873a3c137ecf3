"""Who may do what: the table of translation.md 6, by role and language."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from cms.translation import rights
from cms.translation.languages import LANGUAGES, SOURCE
from cms.translation.models import TranslatorRole
from cms.users.roles import COORDINATOR, EDITOR, PUBLISHER
from tests.make.people import make_staff, make_user
from tests.make.translation import locale

TODAY = date(2026, 11, 24)
OTHERS = [code for code in LANGUAGES if code != SOURCE]


def role(code: str = "ar", *, review: bool = False, translate: bool = True, first: int = 0, last: int | None = None):
    return TranslatorRole.objects.create(
        user=make_user(),
        locale=locale(code),
        may_translate=translate,
        may_review=review,
        valid_from=TODAY + timedelta(days=first),
        valid_until=None if last is None else TODAY + timedelta(days=last),
    ).user


PEOPLE = {
    "guest": (AnonymousUser, [False] * 5),
    "somebody": (make_user, [False] * 5),
    "translator": (role, [False, False, True, False, False]),
    "reviewer": (lambda: role(review=True, translate=False), [False, False, True, True, False]),
    "translator to be": (lambda: role(first=1), [False] * 5),
    "former translator": (lambda: role(last=-1), [False] * 5),
    "coordinator": (lambda: make_staff(COORDINATOR), [False] * 5),
    "editor": (lambda: make_staff(EDITOR), [True, False, True, False, True]),
    "publisher": (lambda: make_staff(PUBLISHER), [True, True, True, True, True]),
}


@pytest.mark.parametrize("who", PEOPLE)
def test_rights_follow_the_table(db: None, who: str) -> None:
    make, expected = PEOPLE[who]
    user = make()

    assert [
        rights.may_manage(user),
        rights.may_lead(user),
        rights.may_translate(user, "ar", on=TODAY),
        rights.may_review(user, "ar", on=TODAY),
        rights.may_translate(user, "tr", on=TODAY),
    ] == expected
    assert not rights.may_translate(user, SOURCE, on=TODAY)


def test_desk_shows_the_languages_of_a_person_in_the_order_of_the_switch(db: None) -> None:
    user = role("tr")
    TranslatorRole.objects.create(user=user, locale=locale("en"), may_translate=True, valid_from=TODAY)

    assert rights.desk_languages(user, on=TODAY) == ["en", "tr"]
    assert rights.desk_languages(make_staff(EDITOR), on=TODAY) == OTHERS
    assert rights.desk_languages(make_user(), on=TODAY) == []
