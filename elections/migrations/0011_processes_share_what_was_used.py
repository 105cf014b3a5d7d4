"""The table of what all processes remember of signing in for a while: `CACHES` in the settings."""

from __future__ import annotations

from django.core.management import call_command
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "shared_for_a_while"


def make_table(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the table, in the form that Django's own command gives it."""
    database = schema_editor.connection.alias
    call_command("createcachetable", TABLE, database=database, verbosity=0)


def drop_table(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the table: nothing in it outlives a minute or two."""
    schema_editor.execute(f"DROP TABLE {schema_editor.quote_name(TABLE)}")


class Migration(migrations.Migration):
    dependencies = [("elections", "0010_said_and_added_on_record")]

    operations = [migrations.RunPython(make_table, drop_table)]
