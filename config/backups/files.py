"""Backups as files: nobody else's to read, whole or not there, and never in the place of another."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Final

from elections.sqlite_files import BESIDE


class BackupError(Exception):
    """A backup can't be made or restored; nothing was changed. The message says what is wrong and what to do."""


class Kind(StrEnum):
    """Of which database a backup is."""

    SQLITE = "SQLite"
    POSTGRESQL = "PostgreSQL"


# How a file of each begins.
_BEGINNINGS: Final = {b"SQLite format 3\x00": Kind.SQLITE, b"PGDMP": Kind.POSTGRESQL}
# What a file system says that has no links.
_NO_LINKS: Final = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})


def in_words(error: OSError) -> str:
    """Return what the file system says."""
    return error.strerror or str(error)


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """Yield an empty private file to write a backup to, which is at its place once the block ends without an error.

    Raises BackupError where there is something at that place, or it can't be written.
    """
    if os.path.lexists(path):
        raise BackupError(
            f"{path} is there already, and a backup replaces nothing: name another file."
        )
    with private_file(path.parent, prefix=f".{path.name}.") as unfinished:
        yield unfinished
        try:
            _synchronise(unfinished)
            _put(unfinished, path)
            _synchronise(path.parent)
        except OSError as error:
            raise BackupError(f"{path} can't be written: {in_words(error)}.") from error


@contextmanager
def private_file(folder: Path, *, prefix: str) -> Iterator[Path]:
    """Yield an empty file that only its owner may read, and remove it after the block. Raises BackupError."""
    try:
        number, name = tempfile.mkstemp(prefix=prefix, suffix=".unfinished", dir=folder)
    except OSError as error:
        raise BackupError(f"Nothing can be written to {folder}: {in_words(error)}.") from error
    os.close(number)
    path = Path(name)
    try:
        yield path
    finally:
        for ending in BESIDE:
            with suppress(OSError):
                path.with_name(path.name + ending).unlink()


def _put(unfinished: Path, path: Path) -> None:
    """Give a file its name in one step, which fails if another has it. Raises BackupError, OSError."""
    try:
        os.link(unfinished, path)
    except FileExistsError as error:
        raise BackupError(f"{path} is there by now, and a backup replaces nothing.") from error
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        unfinished.rename(path)


def _synchronise(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def kind_of(path: Path) -> Kind:
    """Return of which database a backup is. Raises BackupError where there is none."""
    if path.exists() and not path.is_file():
        raise BackupError(f"{path} is no file: 'manage.py backup' makes one.")
    try:
        with path.open("rb") as file:
            beginning = file.read(16)
    except FileNotFoundError as error:
        raise BackupError(f"There is no file {path}.") from error
    except OSError as error:
        raise BackupError(f"{path} can't be read: {in_words(error)}.") from error
    for each, kind in _BEGINNINGS.items():
        if beginning.startswith(each):
            return kind
    raise BackupError(f"{path} is no backup: 'manage.py backup' makes one.")
