"""Wagtail has no index on the path by which every page is found; with 100,000 rows that is a scan a request.

It comes after all migrations of Wagtail, because SQLite forgets foreign indexes when it rebuilds a table. On PostgreSQL
it is a hash index: an ordinary one refuses rows with very long paths.
"""

from django.db import migrations


def add_index(apps, schema_editor):
    method = "USING hash " if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"CREATE INDEX IF NOT EXISTS house_page_url_path ON wagtailcore_page {method}(url_path)")


def remove_index(apps, schema_editor):
    schema_editor.execute("DROP INDEX IF EXISTS house_page_url_path")


class Migration(migrations.Migration):
    dependencies = [("ui", "0001_page_version"), ("wagtailcore", "0098_apitoken")]
    operations = [migrations.RunPython(add_index, remove_index)]
