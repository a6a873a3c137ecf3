"""Every personal field is declared with purpose, legal basis and retention."""

import pytest
from django.db import models

from cms.privacy import register
from cms.privacy.cookies import cookies
from cms.privacy.register import LegalBasis, PersonalField, declared, not_personal, personal
from cms.privacy.undeclared import looks_personal, undeclared
from cms.users.models import User

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def empty(monkeypatch):
    monkeypatch.setattr(register, "_personal", {})
    monkeypatch.setattr(register, "_not_personal", set())


def test_no_personal_looking_field_is_undeclared():
    assert undeclared() == []


def test_every_declaration_names_a_field_that_exists():
    for declaration in declared():
        assert declaration.field is not None, declaration.path
        assert all(str(words) for words in (declaration.purpose, declaration.keep, declaration.legal_basis.label))


def test_a_field_that_nobody_declared_is_found(empty):
    found = undeclared()

    assert {"users.User.email", "network.Contact.phone", "network.District.coordinator", "mail.OutboxMessage.to"} - set(
        found
    ) == {"mail.OutboxMessage.to"}  # `to` does not sound personal; it is declared all the same


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (models.CharField(name="first_name"), True),
        (models.EmailField(name="email"), True),
        (models.TextField(name="internal_note"), True),
        (models.CharField(name="ip"), True),
        (models.CharField(name="description"), False),
        (models.CharField(name="zip"), False),
        (models.CharField(name="reason", choices=[("a", "A")]), False),
        (User._meta.get_field("groups"), False),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_which_fields_look_personal(field, expected):
    assert looks_personal(field) is expected


def test_a_link_to_a_person_looks_personal():
    from cms.network.models import District

    assert looks_personal(District._meta.get_field("coordinator"))


def test_a_field_is_declared_once(empty):
    words = {"purpose": "p", "legal_basis": LegalBasis.TASK, "keep": "k"}
    personal("users.User.name", **words)
    personal("users.User.name", **words)

    with pytest.raises(ValueError, match=r"users\.User\.name is declared twice"):
        personal("users.User.name", **{**words, "keep": "for ever"})

    assert declared() == [PersonalField("users.User.name", **words)]


def test_a_path_names_app_model_and_field(empty):
    with pytest.raises(ValueError, match=r"must be written <app>\.<Model>\.<field>"):
        not_personal("User.name")


def test_every_legal_basis_names_its_letter():
    assert [str(basis.label)[-8:] for basis in LegalBasis] == [f"1) {letter} GDPR)"[-8:] for letter in "abcef"]


def test_the_list_of_cookies(settings):
    assert [cookie.name for cookie in cookies()] == ["sessionid", "csrftoken", "language"]
