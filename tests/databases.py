"""Test databases: each kind is made once, and each test process works on copies of its own.

A template is made by the site's own commands and named after a hash of all they read and run.
SQLite's are files below .data/, kept from run to run; PostgreSQL's are databases of the server that the
tests are given, and whoever started it (scripts/with_postgres.py) removes them. A copy takes a fraction of a
second where loading the country takes twenty.

    python -m tests.databases STEP    runs a step on the database in DATABASE_URL
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import psycopg
import time_machine
from django.db import connection

from tests.clock import LOADED_AT

ROOT: Final = Path(__file__).resolve().parent.parent
TEMPLATES: Final = ROOT / ".data" / "test-databases"
# Also in scripts/with_postgres.py, which removes what a run has left on somebody's server.
PREFIX: Final = "overall_control_template_"
# What decides what is in a template: the code that makes it, and what that reads.
READ_BY_THE_STEPS: Final = ("config", "councils", "elections", "fixtures")
ALSO_READ: Final = ("requirements.txt", "tests/clock.py", "tests/country.py", "tests/databases.py")
# A template that no run has used for so long is removed when another is made.
UNUSED_SECONDS: Final = 24 * 60 * 60


class Contents(StrEnum):
    """What a database holds when a test begins."""

    EMPTY = "empty"
    ARTICLES = "articles"
    MAPPED = "mapped"
    COUNTRY = "country"


# Each is made from another by steps: management commands, or what this module adds to them.
MADE_FROM: Final[dict[Contents, tuple[Contents | None, str]]] = {
    Contents.EMPTY: (None, "migrate"),
    Contents.ARTICLES: (Contents.EMPTY, "load_fixtures"),
    Contents.MAPPED: (Contents.ARTICLES, "place_on_maps"),
    Contents.COUNTRY: (Contents.ARTICLES, "load_data"),
}


@cache
def key() -> str:
    """Return a hash of everything that decides what is in the templates."""
    digest = hashlib.sha256(sys.version.encode())
    paths = [ROOT / path for path in ALSO_READ]
    for folder in READ_BY_THE_STEPS:
        paths += [path for path in (ROOT / folder).rglob("*") if path.is_file()]
    for path in sorted(paths):
        if path.suffix not in {".html", ".md", ".pyc"}:
            digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def run_step(step: str, url: str) -> None:
    """Run one step in a process of its own. Raises RuntimeError with what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.databases", step],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"The test databases can't be made: {step}:\n{done.stderr}")


class SqliteCopies:
    """Copies of files, in a folder of this process's own."""

    def __init__(self) -> None:
        # Removed at the latest when this process ends.
        self._temporary = tempfile.TemporaryDirectory(prefix="overall-control-tests-")
        self._folder = Path(self._temporary.name)
        self._made: dict[Contents, Path] = {}
        self._number = 0

    def name(self, contents: Contents) -> str:
        """Return the path of the copy, as Django's settings name it; make it if it is not there.

        Each copy has a name of its own: a server that is late in answering a browser would make an empty file
        in the place of one that is gone.
        """
        if contents not in self._made:
            self._number += 1
            path = self._folder / f"{contents}-{self._number}.sqlite3"
            shutil.copyfile(sqlite_template(contents), path)
            self._made[contents] = path
        return str(self._made[contents])

    def discard(self, contents: Contents) -> None:
        """Remove the file and its journal: a test has written to it for good."""
        used = self._made.pop(contents, None)
        if used is not None:
            for path in self._folder.glob(f"{used.name}*"):
                path.unlink(missing_ok=True)

    def remove(self) -> None:
        """Remove all copies."""
        self._temporary.cleanup()


def sqlite_template(contents: Contents) -> Path:
    """Return the file of a template; make it if it is not there."""
    folder = TEMPLATES / key()
    path = folder / f"{contents}.sqlite3"
    if path.exists():
        os.utime(folder)
        return path
    before, step = MADE_FROM[contents]
    source = sqlite_template(before) if before else None
    with _only_one(TEMPLATES / f"{contents}.lock"):
        if path.exists():
            return path
        _remove_the_unused()
        folder.mkdir(exist_ok=True)
        making = folder / f"{contents}.making"
        making.unlink(missing_ok=True)
        if source:
            shutil.copyfile(source, making)
        run_step(step, f"sqlite:///{making}")
        making.rename(path)
    return path


def _remove_the_unused() -> None:
    for folder in TEMPLATES.iterdir():
        if folder.is_dir() and time.time() - folder.stat().st_mtime > UNUSED_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _only_one(path: Path) -> Iterator[None]:
    """Let one process in after the other."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class PostgresCopies:
    """Copies that the server makes, named after this process's place in the run."""

    def __init__(self, url: str, process: str) -> None:
        self._url = url
        self._process = re.sub(r"\W", "_", process)
        self._made: set[Contents] = set()
        self._ever_made: set[Contents] = set()

    def name(self, contents: Contents) -> str:
        """Return the name of the copy, as Django's settings have it; make it if it is not there."""
        name = self._name(contents)
        if contents not in self._made:
            template = postgres_template(self._url, contents)
            with psycopg.connect(self._url, autocommit=True) as connection:
                connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
                connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
            self._made.add(contents)
            self._ever_made.add(contents)
        return name

    def discard(self, contents: Contents) -> None:
        """Forget the copy: the next one takes its place."""
        self._made.discard(contents)

    def remove(self) -> None:
        """Remove all copies that were made, whoever is still connected to them."""
        if not self._ever_made:
            return
        with psycopg.connect(self._url, autocommit=True) as connection:
            for contents in self._ever_made:
                name = self._name(contents)
                connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())

    def _name(self, contents: Contents) -> str:
        return f"test_overall_control_{self._process}_{contents}"


def postgres_template(url: str, contents: Contents) -> str:
    """Return the name of a template on the server; make it if it is not there."""
    before, step = MADE_FROM[contents]
    source = postgres_template(url, before) if before else "template1"
    name = f"{PREFIX}{key()}_{contents}"
    with psycopg.connect(url, autocommit=True) as connection:
        # Until this connection ends, other processes wait here.
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", (name,))
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            return name
        connection.execute(f"DROP DATABASE IF EXISTS {name}_making WITH (FORCE)".encode())
        connection.execute(f"CREATE DATABASE {name}_making TEMPLATE {source}".encode())
        run_step(step, urlsplit(url)._replace(path=f"/{name}_making").geturl())
        connection.execute(f"ALTER DATABASE {name}_making RENAME TO {name}".encode())
    return name


class TestDatabase:
    """Points Django's connections at the copy that a test asks for."""

    __test__ = False

    def __init__(self, worker: str) -> None:
        suite = os.environ.get("TEST_SUITE", "tests")
        self._used: Contents | None = None
        self._copies: SqliteCopies | PostgresCopies
        if connection.vendor == "postgresql":
            self._copies = PostgresCopies(os.environ["DATABASE_URL"], f"{suite}_{worker}")
        else:
            self._copies = SqliteCopies()
        # Whatever asks for a database without saying so does not get the one of the site on this machine.
        connection.settings_dict["NAME"] = "/there/is/none/for/this/test"

    def use(self, contents: Contents) -> None:
        """Connect to the copy with these contents, from this thread and from new ones."""
        if contents != self._used:
            connection.close()
            connection.settings_dict["NAME"] = self._copies.name(contents)
            self._used = contents

    def url(self) -> str:
        """Return the address of the copy that is used, for a server of the site."""
        name = connection.settings_dict["NAME"]
        if connection.vendor == "postgresql":
            return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
        return f"sqlite:///{name}"

    def discard(self) -> None:
        """Have the copy that is used made anew for whoever uses it next."""
        connection.close()
        if self._used:
            self._copies.discard(self._used)
            self._used = None

    def remove(self) -> None:
        """Remove every copy."""
        self._copies.remove()
        self._used = None


def main(step: str) -> None:
    """Run a step on the database that DATABASE_URL names."""
    import django
    from django.core.management import call_command

    with time_machine.travel(LOADED_AT, tick=False):
        django.setup()
        if step == "place_on_maps":
            from tests.country import place_on_maps

            place_on_maps()
        else:
            call_command(step, verbosity=0)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # Else queries are planned for tables without rows.
                cursor.execute("ANALYZE")
        connection.close()


if __name__ == "__main__":
    main(sys.argv[1])
