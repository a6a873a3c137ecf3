from django.db import migrations

from cms.users.roles import EDITOR, PUBLISHER, grant, revoke

NAME = "Übersetzung prüfen"
MANAGE = ["translation.manage_translations"]
GLOSSARY = [f"translation.{action}_term" for action in ("add", "change", "delete", "publish")]
LEAD = [
    "translation.lead_translations",
    *(f"translation.{action}_translatorrole" for action in ("add", "change", "delete")),
    *(f"translation.{action}_protected" for action in ("add", "change", "delete")),
    *(f"translation.{action}_easycheck" for action in ("add", "change", "delete")),
]


def give(apps, schema_editor):
    grant(apps, EDITOR, MANAGE + GLOSSARY)
    grant(apps, PUBLISHER, MANAGE + GLOSSARY + LEAD)


def take(apps, schema_editor):
    revoke(apps, EDITOR, MANAGE + GLOSSARY)
    revoke(apps, PUBLISHER, MANAGE + GLOSSARY + LEAD)


def make_workflow(apps, schema_editor):
    """One workflow with one task, started explicitly: it is assigned to no page and no kind of snippet."""
    content_type, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="translation", model="translationreviewtask"
    )
    task = apps.get_model("translation", "TranslationReviewTask").objects.create(
        name=NAME, active=True, content_type=content_type
    )
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=NAME, active=True)
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task=task, sort_order=0)


def drop_workflow(apps, schema_editor):
    apps.get_model("translation", "TranslationReviewTask").objects.all().delete()
    apps.get_model("wagtailcore", "Workflow").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("translation", "0004_desk_machine_files_glossary"),
        ("users", "0002_roles_of_the_staff"),
    ]

    operations = [
        migrations.RunPython(give, take),
        migrations.RunPython(make_workflow, drop_workflow),
    ]
