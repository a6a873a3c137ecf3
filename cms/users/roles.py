"""The roles of the staff: groups made of permissions. Code asks permissions, never these names."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import PermissionsMixin

EDITOR = "communications editor"
PUBLISHER = "publisher"
COURSE_OFFICE = "course office"
COORDINATOR = "volunteer coordinator"
CLEARANCE_OFFICER = "clearance officer"
ADVISOR = "opening advisor"
MANAGER = "agency manager"

ROLES = (EDITOR, PUBLISHER, COURSE_OFFICE, COORDINATOR, CLEARANCE_OFFICER, ADVISOR, MANAGER)

#: Who has it works in the Wagtail admin and therefore needs a second factor.
ADMIN_ACCESS = "wagtailadmin.access_admin"


def works_in_the_admin(user: PermissionsMixin) -> bool:
    """Whether this person may enter the Wagtail admin, by role, by an own permission, or as administrator."""
    return user.has_perm(ADMIN_ACCESS)


def grant(apps: Any, group: str, permissions: Iterable[str]) -> None:
    """Gives a role permissions such as `volunteering.add_need`; for migrations, with their `apps`.

    Makes permissions and content types that do not exist yet (Django makes them only after all migrations). The
    migration must depend on `("users", "0002_roles_of_the_staff")` and on the one that makes the model.
    """
    role = apps.get_model("auth", "Group").objects.get(name=group)
    for permission in permissions:
        role.permissions.add(_permission(apps, permission))


def revoke(apps: Any, group: str, permissions: Iterable[str]) -> None:
    """The way back of `grant`."""
    role = apps.get_model("auth", "Group").objects.filter(name=group).first()
    for permission in permissions if role else ():
        app_label, _, codename = permission.partition(".")
        role.permissions.remove(*role.permissions.filter(content_type__app_label=app_label, codename=codename))


def _permission(apps: Any, permission: str) -> Any:
    permissions = apps.get_model("auth", "Permission").objects
    app_label, _, codename = permission.partition(".")
    existing = permissions.filter(content_type__app_label=app_label, codename=codename).first()
    if existing is not None:
        return existing
    model, name = _model_and_name(apps, app_label, codename)
    content_type, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    return permissions.create(content_type=content_type, codename=codename, name=name)


def _model_and_name(apps: Any, app_label: str, codename: str) -> tuple[str, str]:
    """The model that a permission belongs to and the permission's name; raises LookupError."""
    for model in apps.get_app_config(app_label).get_models():
        options = model._meta
        own = dict(options.permissions)
        own.update(
            (f"{action}_{options.model_name}", f"Can {action} {options.verbose_name_raw}")
            for action in (*options.default_permissions, "publish", "lock", "unlock")
        )
        if codename in own:
            return options.model_name, own[codename]
    raise LookupError(f"{app_label} has no model with a permission {codename!r}; expected one such as add_<model>.")
