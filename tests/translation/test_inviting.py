"""People who translate: invited by address, at work at the desk alone, and free again when their role ends."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from cms.mail.models import OutboxMessage
from cms.translation.assigning import assign, open_assignments
from cms.translation.inviting import (
    Duty,
    InviteObstacle,
    InviteRefused,
    end_role,
    invite,
    obstacle_to_end,
    obstacle_to_invite,
)
from cms.translation.models import TranslatorRole
from cms.translation.rights import may_review, may_translate
from cms.users.models import User
from cms.users.roles import EDITOR, PUBLISHER
from tests.make.people import make_staff, make_user
from tests.make.translation import make_page, make_public
from tests.make.translators import make_translator

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)


@pytest.fixture
def lead(db: None, settings: Any) -> User:
    """Whoever leads the translations."""
    settings.STAFF_SECOND_FACTOR = False
    return make_staff(PUBLISHER)


def invited(lead: User, *codes: str, email: str = "samira@post.example", **duty: bool) -> User:
    return invite(Duty(codes, **duty), email=email, name="Samira Haddad", language="ar", by=lead, at=AT)


def roles(user: User) -> list[tuple[str, bool, bool, date, date | None]]:
    found = TranslatorRole.objects.filter(user=user).order_by("locale__language_code")
    fields = ("locale__language_code", "may_translate", "may_review", "valid_from", "valid_until")
    return list(found.values_list(*fields))


def test_invited_person_gets_account_roles_and_a_mail(lead: User) -> None:
    user = invited(lead, "ar", "fr", review=True)

    assert (user.email, user.name, user.language, user.is_staff) == (
        "samira@post.example",
        "Samira Haddad",
        "ar",
        False,
    )
    assert roles(user) == [("ar", True, True, TODAY, None), ("fr", True, True, TODAY, None)]
    message = OutboxMessage.objects.get(kind="translation.invited")
    assert (message.to, message.language) == ("samira@post.example", "ar")
    assert "http://127.0.0.1:8000/ar/uebersetzen/" in message.text
    assert list(ModelLogEntry.objects.order_by("pk").values_list("action", "label", "data__language")) == [
        ("translation.invite", "العربية", "ar"),
        ("translation.invite", "Français", "fr"),
    ]


def test_mails_of_wagtail_are_off_for_translators_and_on_for_staff(lead: User) -> None:
    editor = make_staff(EDITOR)
    invited(lead, "ar")
    invited(lead, "ar", email=editor.email)

    off = UserProfile.objects.values_list(
        "user__email", "submitted_notifications", "approved_notifications", "rejected_notifications"
    )
    assert list(off) == [("samira@post.example", False, False, False)]


def test_whoever_has_an_account_keeps_it(lead: User) -> None:
    known = make_user("samira@post.example", name="Samira H.", language="fr")

    user = invited(lead, "ar", email="Samira@Post.example")

    assert (user, User.objects.get(pk=known.pk).name, user.language) == (known, "Samira H.", "fr")


def test_second_invitation_changes_the_duties_and_begins_an_ended_role_anew(lead: User) -> None:
    user = make_translator("ar", "tr")
    TranslatorRole.objects.filter(locale__language_code="tr").update(valid_until=TODAY - timedelta(days=30))

    invited(lead, "ar", "tr", email=user.email, translate=False, review=True)

    assert roles(user) == [("ar", False, True, date(2020, 1, 1), None), ("tr", False, True, TODAY, None)]


@pytest.mark.parametrize(
    ("duty", "who", "expected"),
    [
        pytest.param(Duty(["ar"]), PUBLISHER, None, id="lead"),
        pytest.param(Duty(["ar"]), EDITOR, InviteObstacle.NO_RIGHT, id="editor"),
        pytest.param(Duty([]), PUBLISHER, InviteObstacle.NO_LANGUAGE, id="no language"),
        pytest.param(Duty(["de"]), PUBLISHER, InviteObstacle.NO_LANGUAGE, id="German"),
        pytest.param(Duty(["xx"]), PUBLISHER, InviteObstacle.NO_LANGUAGE, id="unknown language"),
        pytest.param(Duty(["ar"], translate=False), PUBLISHER, InviteObstacle.NOTHING_TO_DO, id="no duty"),
    ],
)
def test_who_invites_whom_to_what(db: None, duty: Duty, who: str, expected: InviteObstacle | None) -> None:
    by = make_staff(who)

    assert obstacle_to_invite(duty, by) == expected
    if expected:
        with pytest.raises(InviteRefused) as refusal:
            invite(duty, email="new@post.example", name="N", language="de", by=by, at=AT)
        assert (refusal.value.obstacle, User.objects.filter(email="new@post.example").exists()) == (expected, False)


def test_ended_role_lets_nobody_in_and_frees_what_was_assigned(lead: User) -> None:
    user, page = make_translator("ar", review=True), make_page()
    assign(page, "ar", to=user, by=lead, at=AT)
    role = TranslatorRole.objects.get(user=user)

    end_role(role, by=lead, at=AT)

    assert roles(user) == [("ar", True, True, date(2020, 1, 1), TODAY - timedelta(days=1))]
    assert (may_translate(user, "ar", on=TODAY), may_review(user, "ar", on=TODAY)) == (False, False)
    assert open_assignments([page.translation_key]) == {}
    assert ModelLogEntry.objects.filter(action="translation.end_role", label="العربية").count() == 1


def test_role_given_by_mistake_is_gone_on_the_same_day(lead: User) -> None:
    user = invited(lead, "ar")

    end_role(TranslatorRole.objects.get(user=user), by=lead, at=AT)

    assert roles(user) == []


def test_role_is_ended_once_and_by_the_lead(lead: User) -> None:
    make_translator("ar")
    role = TranslatorRole.objects.get()

    before = [obstacle_to_end(role, by, on=TODAY) for by in (make_staff(EDITOR), lead)]
    end_role(role, by=lead, at=AT)

    assert before == [InviteObstacle.NO_RIGHT, None]
    assert obstacle_to_end(role, lead, on=TODAY) == InviteObstacle.ENDED
    with pytest.raises(InviteRefused):
        end_role(role, by=lead, at=AT)


def test_lead_invites_on_the_screen(lead: User, client: Client) -> None:
    client.force_login(lead)
    form = {"name": "Samira Haddad", "email": "samira@post.example", "codes": ["ar", "fr"], "duties": ["review"]}

    answer = client.post(reverse("translation_translator_invite"), form | {"language": "ar"})

    assert (answer.status_code, answer["Location"]) == (302, reverse("translation_translators"))
    user = User.objects.get(email="samira@post.example")
    assert [role[:3] for role in roles(user)] == [("ar", False, True), ("fr", False, True)]
    assert OutboxMessage.objects.filter(kind="translation.invited", to=user.email).count() == 1


def test_screen_answers_alike_for_known_and_unknown_addresses(lead: User, client: Client) -> None:
    make_user("known@post.example", name="Somebody Else")
    client.force_login(lead)
    form = {"name": "Samira Haddad", "codes": ["ar"], "duties": ["translate"], "language": "ar"}

    said = []
    for email in ("known@post.example", "new@post.example"):
        answer = client.post(reverse("translation_translator_invite"), form | {"email": email})
        said.append(
            (answer.status_code, answer["Location"], [str(note) for note in get_messages(answer.wsgi_request)][-1])
        )

    assert said[0] == said[1]
    assert "Samira Haddad" in said[0][2]


def test_incomplete_invitation_says_what_is_missing_and_keeps_the_rest(lead: User, client: Client) -> None:
    client.force_login(lead)

    answer = client.post(reverse("translation_translator_invite"), {"name": "Samira", "email": "samira"})

    assert sorted(answer.context["form"].errors) == ["codes", "duties", "email", "language"]
    assert 'value="Samira"' in answer.content.decode()
    assert not TranslatorRole.objects.exists()


def test_list_shows_people_by_language_and_where_nobody_is(lead: User, client: Client) -> None:
    make_public("ar", "fr")
    make_translator("ar", name="Samira Haddad")
    make_translator("ar", name="Rana Farah", review=True)
    gone = make_translator("fr", name="Paul Mbeki")
    end_role(TranslatorRole.objects.get(user=gone), by=lead, at=AT)
    client.force_login(lead)

    answer = client.get(reverse("translation_translators"))

    shown, ended = answer.context["languages"], answer.context["ended"]
    assert [(code, [role.user.name for role in found]) for code, _name, found in shown] == [
        ("ar", ["Rana Farah", "Samira Haddad"])
    ]
    assert [(code, [role.user.name for role in found]) for code, _name, found in ended] == [("fr", ["Paul Mbeki"])]
    assert answer.context["without"] == ["Français"]
    assert answer.content.decode().count("/end/") == 2


def test_role_is_ended_on_the_screen(lead: User, client: Client) -> None:
    user = make_translator("ar")
    client.force_login(lead)

    client.post(reverse("translation_translator_end", args=[TranslatorRole.objects.get().pk]))

    assert not may_translate(user, "ar", on=date.today())


@pytest.mark.parametrize("who", [EDITOR, None])
def test_screens_are_the_leads_own(db: None, client: Client, settings: Any, who: str | None) -> None:
    settings.STAFF_SECOND_FACTOR = False
    make_translator("ar")
    client.force_login(make_staff(who) if who else make_user())
    end = reverse("translation_translator_end", args=[TranslatorRole.objects.get().pk])

    answers = [client.get(reverse("translation_translators")), client.post(end)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert all(answer["Location"].startswith(("/admin/", "/de/konto/login/")) for answer in answers)
    assert TranslatorRole.objects.get().valid_until is None
