"""`python -m config.serve` serves the site from processes that share what they have loaded."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.databases import Contents, sqlite_template
from tests.storm.servers import HOST, PATIENCE, ROOT, Server, environment, free_port, served

# Processes of its own are waited for.
pytestmark = pytest.mark.real_time


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a database with tables and nothing in them."""
    path = tmp_path_factory.mktemp("serving") / "db.sqlite3"
    shutil.copyfile(sqlite_template(Contents.EMPTY), path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="module")
def server(database: str) -> Iterator[Server]:
    """Yield the site."""
    with served(database) as found:
        yield found
    assert found.process.returncode == 0


def wait_until(is_true: Callable[[], bool], what: str) -> None:
    """Wait until something is true, or fail."""
    until = time.monotonic() + PATIENCE
    while not is_true():
        assert time.monotonic() < until, what
        time.sleep(0.05)


def wait_until_replaced(server: Server, workers: set[int]) -> None:
    """Wait until two others serve."""
    wait_until(
        lambda: len(server.workers()) == 2 and workers.isdisjoint(server.workers()),
        "Nothing took the place of the workers.",
    )


def test_workers_that_die_together_are_started_again_each_time(server: Server) -> None:
    for _ in range(3):
        wait_until(lambda: len(server.workers()) == 2, "There are not two workers.")
        first = set(server.workers())
        for worker in first:
            os.kill(worker, signal.SIGKILL)
        wait_until_replaced(server, first)
    assert server.wait_for("/healthz").status == 200


def test_worker_that_dies_alone_leaves_the_other_as_it_is(server: Server) -> None:
    wait_until(lambda: len(server.workers()) == 2, "There are not two workers.")
    dies, stays = server.workers()
    os.kill(dies, signal.SIGKILL)
    wait_until(
        lambda: len(server.workers()) == 2 and dies not in server.workers(),
        "Nothing took its place.",
    )
    assert stays in server.workers()


def test_hangup_replaces_the_workers_one_after_the_other(server: Server) -> None:
    wait_until(lambda: len(server.workers()) == 2, "There are not two workers.")
    first = set(server.workers())
    server.process.send_signal(signal.SIGHUP)
    wait_until_replaced(server, first)
    assert server.wait_for("/healthz").status == 200


def test_workers_stop_when_the_supervisor_is_killed(database: str) -> None:
    with served(database) as orphaned:
        wait_until(lambda: len(orphaned.workers()) == 2, "There are not two workers.")
        orphaned.process.kill()
        orphaned.process.wait()
        wait_until(lambda: not orphaned.is_listening(), "Somebody goes on serving.")


def test_request_that_is_too_large_is_refused_by_the_server_itself(server: Server) -> None:
    answer = server.send(
        f"POST /accounts/login/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 100000000\r\n\r\n"
    )
    assert answer.startswith("HTTP/1.1 413 ")
    assert "This is too large" in answer
    assert "content-security-policy: " in answer


def test_body_that_a_client_cuts_short_is_acted_upon_by_nobody(server: Server) -> None:
    head = f"POST /accounts/login/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 100\r\n\r\n"
    # The client says that nothing more comes, and waits.
    assert "HTTP/1.1 200" not in server.send(f"{head}login=ruth", ends=True)


def run_until_it_ends(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Return how a server ended that could not start."""
    return subprocess.run(
        [sys.executable, "-m", "config.serve", *arguments],
        cwd=ROOT,
        env=environment("sqlite://:memory:"),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def test_option_that_there_is_not_is_named_and_ends_the_server() -> None:
    finished = run_until_it_ends("--no-such-option")
    assert finished.returncode == 2
    assert "--no-such-option" in finished.stderr


def test_server_that_cannot_listen_says_so_and_ends(tmp_path: Path) -> None:
    # No address of this machine's.
    finished = run_until_it_ends("--host", "192.0.2.1", "--port", str(free_port()))
    assert finished.returncode == 1
    assert "Worker 1 ended with 1" in finished.stderr
