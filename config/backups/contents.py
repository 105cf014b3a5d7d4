"""Whether a backup is one of this site, made by this release."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from django.db.migrations.loader import MigrationLoader

from config.backups.files import BackupError

Migrations = Collection[tuple[str, str]]

# Without this one's tables it is another site's.
OURS: Final = "elections"
# So many migrations are named.
MOST_NAMED: Final = 3


def check_migrations(applied: Migrations) -> None:
    """Raise BackupError unless a backup has the tables that this release has. No query."""
    known = set(MigrationLoader(None).disk_migrations)
    found = set(applied)
    if not any(app == OURS for app, _ in found):
        raise BackupError("This is a backup of something else: it has none of this site’s tables.")
    if newer := found - known:
        raise BackupError(
            f"This backup was made by a newer release, which had {_named(newer)} as well: install that"
            " release, and restore it there."
        )
    if older := known - found:
        raise BackupError(
            f"This backup was made by an older release, without {_named(older)}: restore it with that"
            " release, then install this one and run 'manage.py migrate'."
        )


def _named(migrations: Migrations) -> str:
    names = [f"{app}.{name}" for app, name in sorted(migrations)]
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
