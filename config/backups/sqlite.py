"""SQLite's own online backup: a copy as of one moment, of a database that goes on being written."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from django.db import Error, connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from config.backups.contents import check_migrations
from config.backups.files import BackupError, new_file, private_file
from elections.sqlite_files import file_of

# Seconds for which a restore waits for those who write.
PATIENCE: Final = 60.0


def back_up(to: Path) -> None:
    """Write a copy of the database to a new file. Those who write meanwhile wait for nothing. Raises BackupError."""
    with new_file(to) as unfinished:
        try:
            connection.ensure_connection()
            with closing(sqlite3.connect(unfinished)) as copy:
                connection.connection.backup(copy)
                # Else it wants a journal beside it before anybody can read it.
                copy.execute("PRAGMA journal_mode = DELETE")
                _check(copy)
        except (sqlite3.Error, Error) as error:
            raise BackupError(f"No backup was made: {error}.") from error


def restore(backup: Path, *, finish: Callable[[], None]) -> None:
    """Put a backup in the place of everything in the database, from one moment to the next.

    A copy of it is made ready beside the database: `finish` is called while Django is connected to that. Then
    SQLite itself copies it into the database, in one transaction: whoever has it open goes on, with the one
    before or with this one.
    Raises BackupError, and leaves the database as it is.
    """
    file = file_of(connection.settings_dict["NAME"])
    if file is None:
        raise BackupError("This site's database is in memory: there is nothing to restore to.")
    with private_file(file.parent, prefix=f".{file.name}.") as scratch:
        try:
            with (
                closing(
                    sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)
                ) as source,
                closing(sqlite3.connect(scratch)) as copy,
            ):
                _check(source)
                source.backup(copy)
            with _connected_to(scratch):
                check_migrations(MigrationRecorder(connection).applied_migrations())
                with transaction.atomic():
                    finish()
            with closing(sqlite3.connect(scratch)) as ready:
                _copy_into_the_database(ready)
        except (sqlite3.Error, Error) as error:
            raise BackupError(f"Nothing was restored: {error}.") from error


def _copy_into_the_database(ready: sqlite3.Connection) -> None:
    until = time.monotonic() + PATIENCE

    def wait(status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise BackupError(
                f"Nothing was restored: somebody has been writing for {PATIENCE:.0f} seconds. Try again."
            )

    connection.ensure_connection()
    database: sqlite3.Connection = connection.connection
    try:
        # On the disk before anybody is told that it is restored.
        database.execute("PRAGMA synchronous = FULL")
        ready.backup(database, progress=wait, sleep=0.1)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def _check(database: sqlite3.Connection) -> None:
    """Raise BackupError if a database is damaged."""
    found = [str(row[0]) for row in database.execute("PRAGMA integrity_check(3)")]
    if found != ["ok"]:
        raise BackupError(f"The file is damaged: {'; '.join(found)}.")
    if database.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise BackupError("The file is damaged: rows in it refer to others that are not there.")


@contextmanager
def _connected_to(file: Path) -> Iterator[None]:
    """Connect this thread to another SQLite file for the time of the block."""
    connection.close()
    ours = connection.settings_dict
    connection.settings_dict = {**ours, "NAME": str(file)}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = ours
