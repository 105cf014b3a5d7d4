"""The short form, in every run of the tests: the same servers in less of a storm, on either database."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from tests.databases import TestDatabase
from tests.storm.servers import HOST, Server, served
from tests.storm.test_storm import MEDWAY, PAGES, often

# Servers are processes of their own, whose clock no test stops.
pytestmark = pytest.mark.real_time

IDLE, HALF_SENT, MEGABYTES = 60, 20, 4


@pytest.fixture(scope="module")
def server(published_articles: None, test_database: TestDatabase) -> Iterator[Server]:
    """Yield the site, served by two processes from this run's database of articles."""
    with served(test_database.url(), PAGE_CACHE_MB=str(MEGABYTES)) as found:
        yield found
    test_database.discard()


def test_a_publication_is_on_every_page_within_the_second_in_every_process(server: Server) -> None:
    assert len(server.workers()) >= 2
    before = {address: server.get(address).headers["Etag"] for address in PAGES}
    server.publish()
    time.sleep(1.05)
    for address in PAGES:
        answers = often(server, address, 4, If_None_Match=before[address])
        assert {answer.status for answer in answers} == {200}, address
        (after,) = {answer.headers["Etag"] for answer in answers}
        assert server.get(address, If_None_Match=after).status == 304, address


def test_idle_and_half_sent_connections_lock_nobody_out(server: Server) -> None:
    server.get(MEDWAY)
    with ExitStack() as stack:
        for number in range(IDLE + HALF_SENT):
            crowd = stack.enter_context(socket.create_connection((HOST, server.port), timeout=20))
            if number < IDLE:
                crowd.sendall(f"GET {MEDWAY} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
                assert crowd.recv(64).startswith(b"HTTP/1.1 200")
            else:
                crowd.sendall(f"GET {MEDWAY} HTTP/1.1\r\nHost: {HOST}\r\nX-Never".encode())
        for _ in range(HALF_SENT):
            crowd = stack.enter_context(socket.create_connection((HOST, server.port), timeout=20))
            crowd.sendall(
                f"POST /accounts/login/ HTTP/1.1\r\nHost: {HOST}\r\nCookie: csrftoken={'x' * 32}\r\n"
                "Content-Length: 1000\r\n\r\nlogin=".encode()
            )
        assert server.get("/healthz").status == 200
        assert server.get("/accounts/login/").status == 200
        with ThreadPoolExecutor(4) as readers:
            answers = list(readers.map(lambda _: server.get(MEDWAY), range(40)))
    assert {answer.status for answer in answers} == {200}


def test_made_up_questions_leave_what_is_asked_for_often(server: Server) -> None:
    first = often(server, MEDWAY)[0]
    for number in range(20):
        assert server.get(f"/elections/2023-05-04/?q=word{number}").status == 200
        assert server.get(f"{MEDWAY}?x={number}").status == 200
    again = often(server, MEDWAY)
    assert {answer.body for answer in again} == {first.body}
    assert all(answer.headers["Cache-Status"].endswith("hit") for answer in again)
