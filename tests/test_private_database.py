"""SQLite's files are their owner's alone, and are read where they can't be written."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.db import OperationalError

from config.private_sqlite.base import DatabaseWrapper
from config.settings import database_from

NOBODY = 65_534

# These connect to files of their own.
pytestmark = pytest.mark.django_db


def wrapper(file: Path) -> DatabaseWrapper:
    """Return Django's connection to a file, as the site has it, which is not open yet."""
    given = database_from(f"sqlite:///{file}")
    defaults = {"ATOMIC_REQUESTS": False, "AUTOCOMMIT": True, "CONN_HEALTH_CHECKS": False}
    return DatabaseWrapper({**defaults, "TIME_ZONE": None, "CONN_MAX_AGE": 0, **given}, "a_file")


def run(file: Path, statement: str) -> list[tuple[object, ...]]:
    """Run a statement on a connection of its own."""
    database = wrapper(file)
    try:
        with database.cursor() as cursor:
            found: list[tuple[object, ...]] = cursor.execute(statement).fetchall()
            return found
    finally:
        database.close()


def modes(folder: Path) -> dict[str, int]:
    """Return the rights of each file in a folder."""
    return {each.name: stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()}


def test_database_that_is_made_is_its_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0o000)
    try:
        database = wrapper(tmp_path / "db.sqlite3")
        with database.cursor() as cursor:
            cursor.execute("CREATE TABLE seats (number INTEGER)")
            beside = {"db.sqlite3": 0o600, "db.sqlite3-wal": 0o600, "db.sqlite3-shm": 0o600}
            assert modes(tmp_path) == beside
        database.close()
    finally:
        os.umask(before)


def test_database_that_others_could_read_is_taken_from_them(tmp_path: Path) -> None:
    file = tmp_path / "db.sqlite3"
    with closing(sqlite3.connect(file)) as made:
        made.execute("PRAGMA journal_mode = WAL")
        made.execute("CREATE TABLE seats (number INTEGER)")
        for each in tmp_path.iterdir():
            each.chmod(0o664)
        run(file, "SELECT * FROM seats")
        assert set(modes(tmp_path).values()) == {0o600}


@contextmanager
def folder_of_somebody_else() -> Iterator[Path]:
    """Yield a folder that this process may read and not write, whoever it is run by."""
    folder = Path(tempfile.mkdtemp(prefix="overall-control-read-only-", dir="/tmp"))
    file = folder / "db.sqlite3"
    for statement in ("CREATE TABLE seats (number INTEGER)", "INSERT INTO seats VALUES (59)"):
        run(file, statement)
    file.chmod(0o444)
    folder.chmod(0o555)
    user = os.geteuid()
    if user == 0:
        # Root may write whatever the rights say.
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        os.seteuid(user)
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_database_in_a_folder_that_cannot_be_written_is_read() -> None:
    with folder_of_somebody_else() as folder:
        file = folder / "db.sqlite3"
        assert run(file, "SELECT number FROM seats") == [(59,)]
        with pytest.raises(OperationalError, match="readonly"):
            run(file, "INSERT INTO seats VALUES (55)")
        assert list(modes(folder)) == ["db.sqlite3"]


def test_database_whose_log_was_not_written_back_is_not_read_without_it() -> None:
    with folder_of_somebody_else() as folder:
        file = folder / "db.sqlite3"
        user = os.geteuid()
        os.seteuid(os.getuid())
        folder.chmod(0o755)
        (folder / "db.sqlite3-wal").write_bytes(b"a transaction that is not in the file yet")
        folder.chmod(0o555)
        os.seteuid(user)
        with pytest.raises(OperationalError):
            run(file, "SELECT number FROM seats")
