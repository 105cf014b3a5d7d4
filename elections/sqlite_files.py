"""The files of a SQLite database: whose they are to read, and whether they can be written. Plain Python."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

OWNER_ONLY: Final = 0o600
OTHERS: Final = 0o077
# What SQLite puts beside a database; it gives them the rights that the database has.
BESIDE: Final = ("", "-wal", "-shm", "-journal")


def file_of(name: object) -> Path | None:
    """Return the file of a database by its NAME in the settings, or None if it is in memory."""
    path = str(name)
    if path == ":memory:" or path.startswith("file:"):
        return None
    return Path(path)


def make_private(database: Path) -> None:
    """Make a database that is not there yet, readable by its owner alone, and take it from others if it is there.

    What belongs to somebody else, or can't be changed, is left as it is: the system check names it.
    """
    with suppress(OSError):
        # Made here, and not by SQLite, which would let everybody read it until its rights are changed.
        os.close(os.open(database, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY))
    for path in files_open_to_others(database):
        with suppress(OSError):
            path.chmod(stat.S_IMODE(path.stat().st_mode) & ~OTHERS)


def files_open_to_others(database: Path) -> list[Path]:
    """Return the files of a database that anybody but their owner may read or write."""
    found = []
    for ending in BESIDE:
        path = database.with_name(database.name + ending)
        if is_open_to_others(path):
            found.append(path)
    return found


def is_open_to_others(path: Path) -> bool:
    """Return whether anybody but the owner of a file may read or write it. No for a file that is not there."""
    try:
        return bool(path.stat().st_mode & OTHERS)
    except OSError:
        return False


def can_be_written(database: Path) -> bool:
    """Return whether this process may write a database: its file, and its folder, where the journal is."""
    by_whom = os.access in os.supports_effective_ids
    return all(
        os.access(path, os.W_OK, effective_ids=by_whom) for path in (database, database.parent)
    )


def has_journal(database: Path) -> bool:
    """Return whether there is a write-ahead log beside a database that holds something."""
    try:
        return database.with_name(f"{database.name}-wal").stat().st_size > 0
    except OSError:
        return False
