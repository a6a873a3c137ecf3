"""Wagtail's screens for people with an account."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from cms.mail.models import OutboxMessage
from cms.mail.sending import drain
from cms.users import roles
from cms.users.models import User
from tests.make.people import make_staff, make_user
from tests.make.sessions import is_signed_in, sign_in_by_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client, settings):
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(make_user("root@offenes-haus.example", is_superuser=True, name="Thomas Wieczorek"))
    return client


def details(**changes: object) -> dict[str, object]:
    return {"email": "Farida@offenes-haus.example", "name": "Farida Rahimi", "language": "de", **changes}


def test_a_person_is_made_without_a_password_and_told(administrator, mailoutbox):
    advisor = Group.objects.get(name=roles.ADVISOR)

    answer = administrator.post(reverse("wagtailusers_users:add"), details(groups=[advisor.pk]))

    user = User.objects.get(email="farida@offenes-haus.example")
    assert answer.status_code == 302
    assert (user.name, list(user.groups.all()), user.is_staff, user.is_superuser, user.has_usable_password()) == (
        "Farida Rahimi",
        [advisor],
        True,
        False,
        False,
    )
    drain(timezone.now())
    assert [(mail.to, mail.extra_headers["Content-Language"]) for mail in mailoutbox] == [
        (["Farida Rahimi <farida@offenes-haus.example>"], "de")
    ]
    assert "Thomas Wieczorek" in mailoutbox[0].body


def test_a_made_person_signs_in_without_confirming_the_address(administrator, mailoutbox):
    administrator.post(reverse("wagtailusers_users:add"), details())
    browser = type(administrator)()

    sign_in_by_code(browser, "farida@offenes-haus.example", mailoutbox)

    assert is_signed_in(browser)
    assert [message.kind for message in OutboxMessage.objects.order_by("pk")] == [
        "users.account_made",
        "users.login_code",
    ]


def test_a_taken_address_is_explained_and_what_was_typed_stays(administrator):
    make_user("farida@offenes-haus.example")

    answer = administrator.post(reverse("wagtailusers_users:add"), details())

    assert "email" in answer.context["form"].errors
    assert "Farida Rahimi" in answer.content.decode()
    assert User.objects.filter(email__iexact="farida@offenes-haus.example").count() == 1


def test_a_changed_address_signs_in_and_the_old_one_does_not(administrator, mailoutbox):
    user = make_staff(roles.ADVISOR, email="old@offenes-haus.example", name="Farida Rahimi")

    administrator.post(
        reverse("wagtailusers_users:edit", args=[user.pk]),
        details(email="new@offenes-haus.example", is_active="on", groups=[]),
    )

    user.refresh_from_db()
    assert (user.email, user.is_staff, list(user.groups.all())) == ("new@offenes-haus.example", False, [])
    assert list(EmailAddress.objects.filter(user=user).values_list("email", "verified", "primary")) == [
        ("new@offenes-haus.example", True, True)
    ]


@pytest.mark.parametrize(
    "query", ["", "?q=farida", "?q=Rahimi", "?ordering=name", "?ordering=-name", "?ordering=email"]
)
def test_people_are_listed_searched_and_sorted(administrator, query):
    make_user("farida@offenes-haus.example", name="Farida Rahimi")

    page = administrator.get(reverse("wagtailusers_users:index") + query).content.decode()

    assert "Farida Rahimi" in page
    assert "farida@offenes-haus.example" in page


def test_no_form_asks_for_a_password_or_two_names(administrator):
    user = make_user()
    for url in (reverse("wagtailusers_users:add"), reverse("wagtailusers_users:edit", args=[user.pk])):
        page = administrator.get(url).content.decode()
        assert 'name="name"' in page
        assert 'name="language"' in page
        assert not any(word in page for word in ("password1", "first_name", "last_name"))


def test_a_person_is_deleted(administrator):
    user = make_user("farida@offenes-haus.example")

    administrator.post(reverse("wagtailusers_users:delete", args=[user.pk]))

    assert not User.objects.filter(pk=user.pk).exists()


@pytest.mark.parametrize("role", roles.ROLES)
def test_roles_make_no_accounts(client, settings, role):
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(make_staff(role))

    client.post(reverse("wagtailusers_users:add"), details(is_superuser="on"))

    assert not User.objects.filter(email="farida@offenes-haus.example").exists()
