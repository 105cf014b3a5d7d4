"""A backup is made and restored under servers that go on running, and readers see what was restored."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command

from elections.models import Contest
from tests.backups.conftest import ADDRESS, database_url, publish_more
from tests.storm.servers import Answer, Server, served

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
