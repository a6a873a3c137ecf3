from django.db import migrations

from cms.users.roles import EDITOR, PUBLISHER, grant, revoke

START = ["wagtail_localize.submit_translation"]
LANGUAGES = ["wagtailcore.change_locale"]


def give(apps, schema_editor):
    grant(apps, EDITOR, START)
    grant(apps, PUBLISHER, START + LANGUAGES)


def take(apps, schema_editor):
    revoke(apps, EDITOR, START)
    revoke(apps, PUBLISHER, START + LANGUAGES)


class Migration(migrations.Migration):
    dependencies = [
        ("translation", "0002_nine_languages"),
        ("users", "0002_roles_of_the_staff"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]

    operations = [migrations.RunPython(give, take)]
