"""Let the database itself refuse to change or delete what is on record in the audit log.

SQLite makes a table anew when a column or constraint of it changes, and forgets its triggers: a
migration that touches the audit log has to make them again after it.
"""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from elections import append_only_triggers


def create(_: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers."""
    append_only_triggers.create(schema_editor.connection)


def drop(_: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the triggers."""
    append_only_triggers.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("elections", "0004_results_desk")]

    operations = [migrations.RunPython(create, drop)]
