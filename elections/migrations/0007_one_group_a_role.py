"""Give the groups of staff the names of their roles: `editors` is `editor`, `viewers` is `viewer`.

Whoever is in them stays. What the groups may do is not said here: `elections/services/staff.py`
says it once, and sees to it after every `migrate`.
"""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NAMES = {"editors": "editor", "viewers": "viewer"}


def rename(apps: Apps, schema_editor: BaseDatabaseSchemaEditor, names: dict[str, str]) -> None:
    """Rename groups; where there is one of the new name already, its members are joined."""
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    for old_name, new_name in names.items():
        old = groups.filter(name=old_name).first()
        if old is None:
            continue
        new = groups.filter(name=new_name).first()
        if new is None:
            groups.filter(pk=old.pk).update(name=new_name)
            continue
        new.user_set.add(*old.user_set.all())
        old.delete()


def to_roles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give the groups the names of roles."""
    rename(apps, schema_editor, NAMES)


def back(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give them their former names."""
    rename(apps, schema_editor, {new: old for old, new in NAMES.items()})


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("elections", "0006_more_is_on_record"),
    ]

    operations = [migrations.RunPython(to_roles, back)]
