"""How the database itself is, for those who watch over the site."""

from __future__ import annotations

from django.db import connection

from elections.sqlite_files import can_be_written, file_of


def is_read_only() -> bool:
    """Return whether the database takes nothing new. One query, none on SQLite.

    PostgreSQL says so of a standby too, and of one that its host made read-only because its disk is full.
    """
    if connection.vendor == "sqlite":
        file = file_of(connection.settings_dict["NAME"])
        return file is not None and not can_be_written(file)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('transaction_read_only')")
        row: tuple[str] = cursor.fetchone()
    return row[0] == "on"
