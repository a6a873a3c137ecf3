"""Who coordinates volunteering may post needs, see the people and decide; the manager posts and publishes needs."""

from django.db import migrations

from cms.users import roles

NEEDS = [
    "volunteering.add_need",
    "volunteering.change_need",
    "volunteering.view_need",
    "volunteering.publish_need",
]
PEOPLE = [
    "volunteering.view_volunteer",
    "volunteering.change_volunteer",
    "volunteering.view_signup",
    "volunteering.decide_signup",
]


def give(apps, schema_editor):
    roles.grant(apps, roles.COORDINATOR, [*NEEDS, *PEOPLE])
    roles.grant(apps, roles.MANAGER, NEEDS)


def take(apps, schema_editor):
    roles.revoke(apps, roles.COORDINATOR, [*NEEDS, *PEOPLE])
    roles.revoke(apps, roles.MANAGER, NEEDS)


class Migration(migrations.Migration):
    dependencies = [
        ("users", "0002_roles_of_the_staff"),
        ("volunteering", "0002_no_two_places_at_once"),
    ]

    operations = [migrations.RunPython(give, take)]
