"""Backing up and restoring the database that the site runs on, whichever it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.contrib.sessions.models import Session
from django.db import connection
from django.utils.timezone import localdate

from config.backups import postgres, sqlite
from config.backups.files import BackupError, Kind, in_words, kind_of
from elections.models import Action, DataVersion
from elections.selectors.data_version import Edition, current_edition
from elections.services.desk.stepping import Actor, audit

BY: Final = "restore"

_BACK_UP: Final = {Kind.SQLITE: sqlite.back_up, Kind.POSTGRESQL: postgres.back_up}
_RESTORE: Final = {Kind.SQLITE: sqlite.restore, Kind.POSTGRESQL: postgres.restore}


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: the data version that was in the backup, and how large the file is."""

    edition: Edition
    bytes: int


def back_up(path: Path) -> int:
    """Write a copy of the whole database to a new file, and return how many bytes it has. Raises BackupError."""
    if not path.parent.is_dir():
        raise BackupError(f"There is no folder {path.parent}: make it first.")
    _BACK_UP[_here()](path)
    return path.stat().st_size


def restore(path: Path, *, at: datetime) -> Restored:
    """Put a backup in the place of everything in the database. Raises BackupError, and changes nothing then.

    The data gets another random id, so that no cache takes it for what it was; everybody signs in again, since
    the sessions in a backup are those of then; and the audit log, which is the backup's, says what happened.
    """
    here, there = _here(), kind_of(path)
    if here is not there:
        raise BackupError(
            f"{path} is a backup of {there}, and this site runs on {here}: see DATABASE_URL."
        )
    found: list[Edition] = []

    def finish() -> None:
        found.append(current_edition(localdate(at)))
        DataVersion.objects.renew()
        Session.objects.all().delete()
        _put_on_record(path, found[-1], at=at)

    try:
        size = path.stat().st_size
        _RESTORE[here](path, finish=finish)
    except OSError as error:
        raise BackupError(f"Nothing was restored: {in_words(error)}.") from error
    return Restored(found[-1], size)


def _here() -> Kind:
    return Kind.SQLITE if connection.vendor == "sqlite" else Kind.POSTGRESQL


def _put_on_record(path: Path, edition: Edition, *, at: datetime) -> None:
    audit(
        action=Action.LOADED,
        by=Actor(BY),
        at=at,
        subject="a backup",
        reason=f"The database was restored from {path.name}.",
        after={
            "data_version": edition.number,
            "changed_at": edition.changed_at.isoformat() if edition.changed_at else None,
        },
    )
