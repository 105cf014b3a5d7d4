"""A backup is made and restored under servers that go on running, and readers see what was restored."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connection

from elections.models import Contest
from tests.backups.conftest import ADDRESS, database_url, publish_more
from tests.storm.servers import ROOT, Answer, Server, environment, served

pytestmark = pytest.mark.django_db(transaction=True)

# After which every process has asked for the data version again.
A_SECOND = 1.1


def often(server: Server, **headers: str) -> list[Answer]:
    """Return answers on connections of their own, enough of them to meet both processes."""
    return [server.get(ADDRESS, **headers) for _ in range(8)]


@contextmanager
def readers_of(server: Server) -> Iterator[list[Answer]]:
    """Read the page again and again for the time of the block, and yield what was answered."""
    read: list[Answer] = []
    stop = threading.Event()

    def reading() -> None:
        while not stop.is_set():
            read.append(server.get(ADDRESS))
            time.sleep(0.05)

    reader = threading.Thread(target=reading)
    reader.start()
    try:
        yield read
    finally:
        stop.set()
        reader.join()


def test_readers_of_a_running_site_see_what_was_restored(
    contest: Contest, backup_path: Path
) -> None:
    with served(database_url()) as server, readers_of(server) as read:
        [first] = {answer.body for answer in often(server)}
        call_command("backup", backup_path, verbosity=0)
        publish_more(contest, "conservative", 33)
        time.sleep(A_SECOND)
        lost = server.get(ADDRESS)
        assert lost.body != first
        call_command("restore", backup_path, "--no-input", verbosity=0)
        time.sleep(A_SECOND)
        for answer in often(server, If_None_Match=lost.headers["Etag"]):
            assert (answer.status, answer.body) == (200, first)
        # The number of the data version that the lost page had, and another result.
        publish_more(contest, "labour", 20)
        time.sleep(A_SECOND)
        for answer in often(server, If_None_Match=lost.headers["Etag"]):
            assert answer.status == 200
            assert answer.body not in (first, lost.body)
    assert {answer.status for answer in read} == {200}


@contextmanager
def empty_database(folder: Path) -> Iterator[str]:
    """Yield the address of a new database with nothing in it."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder}/restored.sqlite3"
        return
    name = f"{connection.settings_dict['NAME']}_restored"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_backup_is_restored_to_an_empty_database_of_another_machine(
    contest: Contest, backup_path: Path, tmp_path: Path
) -> None:
    call_command("backup", backup_path, verbosity=0)
    with empty_database(tmp_path) as address:
        finished = subprocess.run(
            [sys.executable, "manage.py", "restore", str(backup_path)],
            cwd=ROOT,
            env=environment(address),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert finished.returncode == 0, finished.stderr
        assert "Restored from" in finished.stdout
        with served(address) as server:
            assert server.get(ADDRESS).status == 200
