"""The roles of the staff and how modules give them permissions."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from cms.users import roles
from tests.make.people import make_staff, make_user

pytestmark = pytest.mark.django_db


def test_every_role_may_enter_the_admin_and_nobody_else():
    having = Group.objects.filter(permissions__codename="access_admin", name__in=roles.ROLES)

    assert sorted(having.values_list("name", flat=True)) == sorted(roles.ROLES)
    assert all(roles.works_in_the_admin(make_staff(role)) for role in roles.ROLES)
    assert not roles.works_in_the_admin(make_user())
    assert not roles.works_in_the_admin(make_user(is_staff=True))


def test_a_role_is_granted_permissions_and_gives_them_back():
    may = ["network.add_district", "network.change_district", "mail.resend_outboxmessage"]

    roles.grant(apps, roles.EDITOR, may)
    granted = make_staff(roles.EDITOR)
    assert granted.has_perms(may)

    roles.revoke(apps, roles.EDITOR, may)
    assert not any(make_staff(roles.EDITOR).has_perm(permission) for permission in may)


def test_permissions_that_do_not_exist_yet_are_made_as_django_would():
    Permission.objects.filter(content_type__app_label="network", codename="add_district").delete()

    roles.grant(apps, roles.EDITOR, ["network.add_district"])

    made = Permission.objects.get(content_type__app_label="network", codename="add_district")
    assert (made.content_type.model, made.name) == ("district", "Can add district")


def test_a_permission_that_no_model_has_is_an_error():
    with pytest.raises(LookupError, match="network has no model with a permission 'add_castle'"):
        roles.grant(apps, roles.EDITOR, ["network.add_castle"])
