"""The database that is measured: the whole country, loaded for the run, and its rows as plain tables."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from io import StringIO
from pathlib import Path
from sqlite3 import connect

from scripts.bench.effort import IS_SHORT
from scripts.bench.tools import ROOT

ELECTION = "/elections/2023-05-04/"
COUNCIL = "/councils/medway/"
CONTEST = f"{ELECTION}medway/"
API_LIST = "/api/v1/contests?election=2023-05-04"


def surroundings(folder: Path) -> dict[str, str]:
    """Return the environment of everything in a run: as production, but for HTTPS."""
    return {
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "ALLOWED_HOSTS": "testserver,127.0.0.1",
        "DEBUG": "false",
        "HTTPS": "false",
        "STATIC_HASHED": "true",
        "LOG_LEVEL": "ERROR",
        "PAGE_CACHE": "false",
    }


def manage(*words: str, environment: Mapping[str, str] | None = None) -> None:
    """Run a command of the site's. Raises CalledProcessError."""
    subprocess.run(
        [sys.executable, "manage.py", *words, "--verbosity", "0"],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        check=True,
    )


def prepare(folder: Path) -> None:
    """Load the whole country into the run's own database; a short run copies the one that tests have."""
    if IS_SHORT:
        _copy("COUNTRY", folder / "db.sqlite3")
        return
    manage("migrate")
    manage("load_fixtures")
    manage("load_data")


def articles(folder: Path) -> Path:
    """Return a database with the articles in it, to be copied; made the first time."""
    path = folder / "articles.sqlite3"
    if not path.exists():
        if IS_SHORT:
            _copy("ARTICLES", path)
        else:
            url = {"DATABASE_URL": f"sqlite:///{path}"}
            manage("migrate", environment=url)
            manage("load_fixtures", environment=url)
    return path


def _copy(contents: str, path: Path) -> None:
    # Only tests need what this imports, and a short run is one of them.
    from tests.databases import Contents, sqlite_template

    shutil.copyfile(sqlite_template(Contents[contents]), path)


def plain_tables(database: Path) -> None:
    """Store the rows of the pages measured as plain tables, for whoever shows tables.

    Contests are the very rows of the site's own CSV; councils those of its register.
    """
    from django.test import Client

    reader = Client()
    contests = _rows(reader.get(f"{ELECTION}contests.csv").content.decode("utf-8-sig"))
    items = reader.get("/api/v1/councils?limit=500").json()["items"]
    names = [name for name, value in items[0].items() if not isinstance(value, dict | list)]
    councils = [{name: item[name] for name in names} for item in items]
    with closing(connect(database)) as connection, connection:
        for table, key, rows in (("contests", "id", contests), ("councils", "slug", councils)):
            columns = ", ".join(
                f'"{name}"{" PRIMARY KEY" if name == key else ""}' for name in rows[0]
            )
            connection.execute(f"CREATE TABLE {table} ({columns})")
            marks = ", ".join("?" for _ in rows[0])
            connection.executemany(
                f"INSERT INTO {table} VALUES ({marks})",  # noqa: S608 (names are ours)
                [tuple(row.values()) for row in rows],
            )


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))
