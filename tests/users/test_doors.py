"""Doors of Wagtail beside the one login, and what would come from the Host header (traps 1, 2, 8, 16)."""

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.mail.sending import drain
from cms.users import roles
from tests.make.people import make_staff, make_user
from tests.make.sessions import PASSWORD, address_of, is_signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("door", "leads_to"),
    [
        ("/admin/login/", "account_login"),
        ("/admin/password_reset/", "account_reset_password"),
        ("/admin/password_reset/done/", "account_reset_password"),
        ("/admin/password_reset/confirm/MQ/token/", "account_reset_password"),
        ("/admin/password_reset/complete/", "account_reset_password"),
        ("/de/_util/login/", "account_login"),
        ("/ar/_util/login/", "account_login"),
    ],
)
def test_every_other_login_leads_to_the_one_login(client, door, leads_to):
    for answer in (client.get(door), client.post(door, {"username": "a@post.example", "password": "x"})):
        assert answer.status_code == 302
        assert answer.url == address_of(leads_to, "ar" if door.startswith("/ar") else "de")


@pytest.mark.parametrize("door", ["/admin/login/", "/de/_util/login/"])
def test_credentials_at_another_door_open_nothing(client, door):
    user = make_staff(roles.EDITOR, email="redaktion@offenes-haus.example")
    user.set_password(PASSWORD)
    user.save()

    client.post(door, {"username": user.email, "password": PASSWORD, "login": user.email})

    assert not is_signed_in(client)


def test_the_login_keeps_where_one_wanted_to_go(client):
    assert client.get("/admin/pages/").url == "/de/konto/login/?next=/admin/pages/"
    assert client.get("/admin/login/?next=/admin/pages/").url == "/de/konto/login/?next=%2Fadmin%2Fpages%2F"
    assert client.get("/admin/login/?next=https://evil.example/").url == "/de/konto/login/"


@pytest.mark.parametrize(
    "door", ["/admin/", "/admin/pages/", "/admin/reports/", "/admin/uebersetzung/", "/admin/login/"]
)
def test_whoever_may_not_enter_the_admin_lands_at_home_and_is_not_sent_in_circles(client, door):
    client.force_login(make_user())

    answer = client.get(f"/admin/{door}", follow=True)

    ways = [way for way, _status in answer.redirect_chain]
    assert answer.status_code == 200
    assert len(ways) == len(set(ways))
    assert answer.request["PATH_INFO"] == reverse("users:account")


def test_staff_are_sent_on_to_where_they_wanted(client, settings):
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(make_staff(roles.EDITOR))

    assert client.get("/de/konto/login/?next=/admin/pages/").url == "/admin/pages/"


def test_there_is_no_django_admin():
    assert "django.contrib.admin" not in django_settings.INSTALLED_APPS


def test_wagtail_s_account_page_changes_the_name_and_neither_address_nor_password(client, settings):
    settings.STAFF_SECOND_FACTOR = False
    user = make_staff(roles.EDITOR, name="Jonas Petersen")
    client.force_login(user)
    page = client.get(reverse("wagtailadmin_account")).content.decode()
    form = {
        "name_email-name": "Jonas P.",
        "name_email-email": "evil@post.example",
        "name_email-first_name": "A",
        "name_email-last_name": "B",
        "password-old_password": "",
        "password-new_password1": PASSWORD,
        "password-new_password2": PASSWORD,
        "locale-preferred_language": "",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
    }

    saved = client.post(reverse("wagtailadmin_account"), form)

    before = user.email
    user.refresh_from_db()
    assert saved.status_code == 302
    assert (user.name, user.email, user.check_password(PASSWORD)) == ("Jonas P.", before, False)
    assert all(word not in page for word in ('name="name_email-email"', "new_password1", "first_name"))


def test_only_staff_open_wagtail_s_account_page(client):
    client.force_login(make_user())

    assert client.get(reverse("wagtailadmin_account")).status_code == 302


def test_an_unknown_host_gets_no_answer(client):
    assert client.get("/de/konto/login/", headers={"Host": "evil.example"}).status_code == 400


def test_links_in_mails_come_from_the_settings(settings, mailoutbox):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    settings.BASE_URL = "https://haus.example"

    Client().post(
        address_of("account_request_login_code"), {"email": "nobody@post.example"}, headers={"Host": "other.example"}
    )
    drain(timezone.now())

    assert "https://haus.example/de/konto/signup/" in mailoutbox[0].body
    assert "other.example" not in mailoutbox[0].body + mailoutbox[0].alternatives[0].content
