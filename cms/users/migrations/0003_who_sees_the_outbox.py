from django.db import migrations

from cms.users.roles import ADVISOR, COORDINATOR, COURSE_OFFICE, MANAGER, PUBLISHER, grant, revoke

WHO = (PUBLISHER, COURSE_OFFICE, COORDINATOR, ADVISOR, MANAGER)
WHAT = ("mail.view_outboxmessage", "mail.resend_outboxmessage")


def allow(apps, schema_editor):
    for role in WHO:
        grant(apps, role, WHAT)


def forbid(apps, schema_editor):
    for role in WHO:
        revoke(apps, role, WHAT)


class Migration(migrations.Migration):
    dependencies = [("users", "0002_roles_of_the_staff"), ("mail", "0001_outbox")]

    operations = [migrations.RunPython(allow, forbid)]
