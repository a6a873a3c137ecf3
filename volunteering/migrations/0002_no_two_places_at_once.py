"""A net below the code, on PostgreSQL: nobody holds two overlapping places.

As SQL, because the constraint classes of django.contrib.postgres need that app and break SQLite.
"""

from django.db import migrations


def add(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    schema_editor.execute(
        "ALTER TABLE volunteering_signup ADD CONSTRAINT sign_up_holds_one_place_at_a_time "
        "EXCLUDE USING gist (volunteer_id WITH =, tstzrange(starts_at, ends_at) WITH &&) "
        "WHERE (state IN ('offered', 'confirmed'))"
    )


def remove(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("ALTER TABLE volunteering_signup DROP CONSTRAINT sign_up_holds_one_place_at_a_time")


class Migration(migrations.Migration):
    dependencies = [("volunteering", "0001_needs_shifts_people")]

    operations = [migrations.RunPython(add, remove)]
