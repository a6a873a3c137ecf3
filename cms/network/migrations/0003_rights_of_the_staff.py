from django.db import migrations

from cms.users.roles import ADVISOR, COORDINATOR, EDITOR, MANAGER, PUBLISHER, grant, revoke

EVERYDAY = ("organisation", "contact", "place")
RIGHTS = {
    EDITOR: [
        *(f"network.{action}_{model}" for model in (*EVERYDAY, "organisationtext") for action in ("view", "add", "change")),
        "network.view_district",
    ],
    PUBLISHER: [
        *(
            f"network.{action}_{model}"
            for model in (*EVERYDAY, "organisationtext", "district")
            for action in ("view", "add", "change", "delete")
        ),
        "network.publish_organisationtext",
    ],
    COORDINATOR: [f"network.{action}_{model}" for model in EVERYDAY for action in ("view", "add", "change")],
    ADVISOR: [f"network.{action}_{model}" for model in EVERYDAY for action in ("view", "add", "change")],
    MANAGER: [
        *(f"network.{action}_{model}" for model in EVERYDAY for action in ("view", "add", "change")),
        "network.view_district",
        "network.change_district",
    ],
}


def give(apps, schema_editor):
    for role, permissions in RIGHTS.items():
        grant(apps, role, permissions)


def take(apps, schema_editor):
    for role, permissions in RIGHTS.items():
        revoke(apps, role, permissions)


class Migration(migrations.Migration):
    dependencies = [("network", "0002_hours_and_languages"), ("users", "0002_roles_of_the_staff")]

    operations = [migrations.RunPython(give, take)]
