"""Second factors that were stored as they are become sealed, and open again on the way back."""

from __future__ import annotations

from collections.abc import Callable

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from elections.sealing import UnreadableSecretError, seal, unseal
from elections.services.second_factors import with_secrets


def _change(
    apps: StateApps, schema_editor: BaseDatabaseSchemaEditor, change: Callable[[str], str]
) -> None:
    stored = apps.get_model("mfa", "Authenticator").objects.using(schema_editor.connection.alias)
    for authenticator in stored.all():
        authenticator.data = with_secrets(authenticator.data, change)
        authenticator.save(update_fields=["data"])


def _sealed(text: str) -> str:
    """Return a secret sealed, once, however often the migration is run."""
    try:
        unseal(text)
    except UnreadableSecretError:
        return seal(text)
    return text


def seal_them(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Seal every secret that is stored as it is."""
    _change(apps, schema_editor, _sealed)


def open_them(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Store every secret as it is."""
    _change(apps, schema_editor, unseal)


class Migration(migrations.Migration):
    dependencies = [
        ("elections", "0008_people_and_amendments"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(seal_them, open_them)]
