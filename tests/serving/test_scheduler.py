"""Stored pages are answered before a request gets to the event loop."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from config.serving.scheduler import ask_first
from tests.page_cache.asking import FakeClient, FakeRequest, request_of
from tests.serving.stuck_loop import STORED
from tests.storm.servers import HOST, PATIENCE, ROOT, free_port

# A server of its own is waited for.
pytestmark = pytest.mark.real_time


@pytest.fixture
def port() -> Iterator[int]:
    """Yield the port of a server whose event loop gets stuck."""
    found = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.serving.stuck_loop", str(found)],
        cwd=ROOT,
        start_new_session=True,
    )
    try:
        yield found
    finally:
        # Its worker too, which can't end by itself.
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def connect(port: int) -> socket.socket:
    """Return a connection, once anybody accepts one."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return socket.create_connection((HOST, port), timeout=5)
        except ConnectionRefusedError:
            assert time.monotonic() < until, "The server did not come up."
            time.sleep(0.05)


def ask(connection: socket.socket, address: str) -> None:
    """Send a request."""
    connection.sendall(f"GET {address} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())


def test_stored_page_is_answered_while_the_event_loop_is_stuck(port: int) -> None:
    with connect(port) as stuck, connect(port) as reader:
        ask(stuck, "/anything-else")
        stuck.settimeout(0.5)
        with pytest.raises(TimeoutError):
            stuck.recv(1)
        ask(reader, STORED)
        assert b"200 OK" in reader.recv(1_000)


@dataclass
class FakeWatcher:
    """What granian schedules."""

    scope: FakeRequest
    proto: FakeClient


def test_request_is_scheduled_when_it_is_not_answered_at_once() -> None:
    scheduled: list[object] = []
    watcher = FakeWatcher(request_of("/"), FakeClient())

    ask_first(lambda request, client: True, scheduled.append)(watcher)
    assert scheduled == []

    ask_first(lambda request, client: False, scheduled.append)(watcher)
    assert scheduled == [watcher]


def test_request_is_scheduled_when_answering_at_once_fails() -> None:
    def fail(request: object, client: object) -> bool:
        raise RuntimeError

    scheduled: list[object] = []
    watcher = FakeWatcher(request_of("/"), FakeClient())
    ask_first(fail, scheduled.append)(watcher)
    assert scheduled == [watcher]
