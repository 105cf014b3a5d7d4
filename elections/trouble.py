"""What an error of the database means for whoever asked: no fault of ours, and worth trying again."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final

import psycopg
from django.db import InterfaceError, OperationalError


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that can be wrong with a database, in words for a page, for the API and for a command."""

    name: str
    heading: str
    what_to_do: str


AWAY: Final = Trouble(
    "away",
    "The database can’t be reached just now",
    "Try again in a moment.",
)
READ_ONLY: Final = Trouble(
    "read-only",
    "Nothing can be saved just now: the database is read-only",
    "What is published can still be read. Keep what you typed, and send it again once whoever runs this site"
    " has let the database be written again.",
)
FULL: Final = Trouble(
    "full",
    "Nothing can be saved just now: the disk of the database is full or can’t be written",
    "What is published can still be read. Keep what you typed, and send it again once whoever runs this site"
    " has made room.",
)
LOCKED: Final = Trouble(
    "locked",
    "The database is busy: something else has locked what this needs",
    "Wait a few seconds, then send it again. If it stays so, tell whoever runs this site.",
)

# By what PostgreSQL calls them; what is not here is a server that is away or on its way out.
_BY_SQLSTATE: Final = {
    psycopg.errors.ReadOnlySqlTransaction.sqlstate: READ_ONLY,
    psycopg.errors.DiskFull.sqlstate: FULL,
    psycopg.errors.IoError.sqlstate: FULL,
    psycopg.errors.LockNotAvailable.sqlstate: LOCKED,
    psycopg.errors.DeadlockDetected.sqlstate: LOCKED,
}
# By the first eight bits of SQLite's code, which say the kind.
_BY_SQLITE_KIND: Final = {
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_PROTOCOL: LOCKED,
}
# Where the disk failed while it was written to, as with a quota.
_NOT_WRITTEN: Final = frozenset(
    {
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_DIR_FSYNC,
        sqlite3.SQLITE_IOERR_TRUNCATE,
        sqlite3.SQLITE_IOERR_SHMOPEN,
        sqlite3.SQLITE_IOERR_SHMSIZE,
    }
)


def trouble_of(error: BaseException | None) -> Trouble | None:
    """Return what is wrong with the database where an error of Django's says so, or None for any other fault."""
    cause = None if error is None else error.__cause__
    match cause:
        case psycopg.Error(sqlstate=str(state)) if state in _BY_SQLSTATE:
            return _BY_SQLSTATE[state]
        case sqlite3.Error():
            code = getattr(cause, "sqlite_errorcode", 0)
            if code in _NOT_WRITTEN:
                return FULL
            if code & 0xFF in _BY_SQLITE_KIND:
                return _BY_SQLITE_KIND[code & 0xFF]
    return AWAY if isinstance(error, InterfaceError | OperationalError) else None
