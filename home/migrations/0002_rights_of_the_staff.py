from django.db import migrations

from cms.users.roles import ADVISOR, COORDINATOR, COURSE_OFFICE, EDITOR, MANAGER, PUBLISHER, grant, revoke

SNIPPETS = ("personprofile", "notice")
RIGHTS = {
    EDITOR: [
        *(f"home.{action}_{model}" for model in SNIPPETS for action in ("view", "add", "change")),
        "home.view_occurrence",
        "home.change_occurrence",
        "home.view_enquiry",
        "home.handle_enquiry",
    ],
    PUBLISHER: [
        *(f"home.{action}_{model}" for model in SNIPPETS for action in ("view", "add", "change", "delete", "publish")),
        "home.view_occurrence",
        "home.change_occurrence",
        "home.view_enquiry",
        "home.handle_enquiry",
        "home.dispatch_enquiry",
    ],
    **{
        role: ["home.view_enquiry", "home.handle_enquiry"] for role in (ADVISOR, COORDINATOR, COURSE_OFFICE, MANAGER)
    },
}
PAGES = {
    EDITOR: ("add", "change"),
    PUBLISHER: ("add", "change", "publish", "lock", "unlock", "bulk_delete"),
}
MEDIA = {("wagtailimages", "image"): ("add", "change", "choose"), ("wagtaildocs", "document"): ("add", "change", "choose")}


def give(apps, schema_editor):
    for role, permissions in RIGHTS.items():
        grant(apps, role, permissions)
    groups = apps.get_model("auth", "Group").objects
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    for role, actions in PAGES.items():
        for action in actions:
            permission = find(apps, "wagtailcore", "page", action)
            apps.get_model("wagtailcore", "GroupPagePermission").objects.get_or_create(
                group=groups.get(name=role), page=root, permission=permission
            )
        for (app, model), media_actions in MEDIA.items():
            for action in media_actions:
                apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
                    group=groups.get(name=role), collection=collection, permission=find(apps, app, model, action)
                )


def take(apps, schema_editor):
    for role, permissions in RIGHTS.items():
        revoke(apps, role, permissions)
    for table in ("GroupPagePermission", "GroupCollectionPermission"):
        apps.get_model("wagtailcore", table).objects.filter(group__name__in=PAGES).delete()


def find(apps, app_label, model, action):
    """The permission, made where Django has not made it yet."""
    content_type, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    permission, _made = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"}
    )
    return permission


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_pages"),
        ("users", "0002_roles_of_the_staff"),
        ("wagtailcore", "0096_referenceindex_referenceindex_source_object_and_more"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(give, take)]
