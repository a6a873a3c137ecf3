"""The agency's roles in accompanied processes; coordinators, editors and others get nothing here."""

from django.db import migrations

from cms.users import roles

ADVISOR = ["opening.view_process", "opening.add_process", "opening.view_definition"]
MANAGER = [*ADVISOR, "opening.oversee_process", "opening.publish_definition"]


def grant(apps, schema_editor):
    roles.grant(apps, roles.ADVISOR, ADVISOR)
    roles.grant(apps, roles.MANAGER, MANAGER)


def revoke(apps, schema_editor):
    roles.revoke(apps, roles.ADVISOR, ADVISOR)
    roles.revoke(apps, roles.MANAGER, MANAGER)


class Migration(migrations.Migration):
    dependencies = [
        ("opening", "0001_accompanied_processes"),
        ("users", "0002_roles_of_the_staff"),
    ]

    operations = [migrations.RunPython(grant, revoke)]
