"""Readers are served through publications, a lost database, idle crowds and made-up questions."""

from __future__ import annotations

import json
import resource
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import psycopg
import pytest

from scripts.bench.attack import HALF_SENT, feel
from tests.storm.servers import (
    HOST,
    ROOT,
    Answer,
    Postgres,
    Server,
    environment,
    postgres,
    served,
)

pytestmark = pytest.mark.storm

PAGES = (
    "/",
    "/elections/",
    "/elections/2023-05-04/",
    "/elections/2023-05-04/?region=south-east",
    "/elections/2023-05-04/contests.csv",
    "/elections/2023-05-04/medway/",
    "/councils/",
    "/councils/medway/",
    "/regions/south-east/",
    "/parties/labour/",
    "/sources/",
    "/about/api/",
    "/api/v1/contests",
    "/api/v1/councils/medway",
)
MEDWAY = "/elections/2023-05-04/medway/"
# More connections than that a process may not have open everywhere.
IDLE = 1_500
MEGABYTES = 4


@pytest.fixture(scope="module")
def database() -> Iterator[tuple[Postgres, str]]:
    """Yield a PostgreSQL with results in it."""
    with postgres() as found:
        yield found


@pytest.fixture(scope="module")
def server(database: tuple[Postgres, str]) -> Iterator[Server]:
    """Yield the site, served from it, with little memory for pages."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 16_384), hard))
    with served(database[1], PAGE_CACHE_MB=str(MEGABYTES)) as found:
        yield found
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def often(server: Server, address: str, times: int = 12, **headers: str) -> list[Answer]:
    """Return answers on connections of their own, enough of them to meet both processes."""
    return [server.get(address, **headers) for _ in range(times)]


def test_a_publication_is_on_every_page_within_the_second_in_every_process(server: Server) -> None:
    assert len(server.workers()) >= 2
    before = {address: server.get(address).headers["Etag"] for address in PAGES}
    for address in PAGES:
        assert {answer.headers["Etag"] for answer in often(server, address)} == {before[address]}
    server.publish()
    time.sleep(1.05)
    for address in PAGES:
        after = {answer.headers["Etag"] for answer in often(server, address)}
        assert len(after) == 1, address
        assert after != {before[address]}, address
        for answer in often(server, address, 4, If_None_Match=before[address]):
            assert answer.status == 200, address
        for answer in often(server, address, 4, If_None_Match=after.pop()):
            assert answer.status == 304, address


def test_a_crowd_of_idle_and_half_sent_connections_locks_nobody_out(server: Server) -> None:
    server.get(MEDWAY)
    with ExitStack() as stack:
        for number in range(IDLE + HALF_SENT):
            crowd = stack.enter_context(socket.create_connection((HOST, server.port), timeout=10))
            if number < IDLE:
                crowd.sendall(f"GET {MEDWAY} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
                assert crowd.recv(64).startswith(b"HTTP/1.1 200")
            else:
                crowd.sendall(f"GET {MEDWAY} HTTP/1.1\r\nHost: {HOST}\r\nX-Never".encode())
        with ThreadPoolExecutor(8) as readers:
            answers = list(readers.map(lambda _: server.get(MEDWAY), range(400)))
    assert {answer.status for answer in answers} == {200}
    seconds = sorted(answer.seconds for answer in answers)
    assert seconds[int(len(seconds) * 0.99)] < 1.0


def test_hostile_crowd_delays_no_stored_page_and_no_health_check(
    database: tuple[Postgres, str], server: Server
) -> None:
    server.get(MEDWAY, Accept_Encoding="gzip")
    staff = [sys.executable, "-m", "scripts.bench.staff", "2"]
    sessions = json.loads(
        subprocess.run(
            staff, cwd=ROOT, env=environment(database[1]), check=True, capture_output=True
        ).stdout
    )
    with psycopg.connect(database[1]) as connection:
        # Staff who open an entry wait for this, and readers do not.
        connection.execute("LOCK TABLE elections_deskresult IN ACCESS EXCLUSIVE MODE")
        felt = feel(
            server.port,
            MEDWAY,
            seconds=14,
            sessions=tuple(sessions.values()),
            address=f"/desk{MEDWAY.removeprefix('/elections')}enter/",
        )
    assert felt.crowd["half-sent bodies"] >= HALF_SENT
    assert felt.crowd["half-sent heads"] >= HALF_SENT
    assert felt.crowd["passwords answered 200"] > 0
    assert "staff answered 200" not in felt.crowd
    assert "staff answered 500" not in felt.crowd
    assert felt.page_p99 < 20
    assert felt.health_slowest < 200


def test_made_up_questions_do_not_fill_the_memory(server: Server) -> None:
    hot = [server.get(MEDWAY) for _ in range(12)]
    for number in range(60):
        server.get(f"/elections/2023-05-04/?q=warm{number}")
    before = server.memory()
    for number in range(400):
        server.get(f"/elections/2023-05-04/?q=word{number}")
        server.get(f"{MEDWAY}?x={number}")
    assert server.memory() - before < 2 * MEGABYTES + 30
    again = often(server, MEDWAY)
    assert {answer.body for answer in again} == {hot[0].body}
    assert all(answer.headers["Cache-Status"].endswith("hit") for answer in again)


def test_a_lost_database_is_lived_through_and_found_again(
    database: tuple[Postgres, str], server: Server
) -> None:
    cluster, _ = database
    never_asked = "/elections/2022-05-05/barnet/"
    fresh = often(server, MEDWAY)[0]
    read: list[Answer] = []
    stop = threading.Event()

    def reader() -> None:
        until = time.monotonic() + 90
        while not stop.is_set() and time.monotonic() < until:
            read.append(server.get(MEDWAY))
            time.sleep(0.02)

    with ThreadPoolExecutor(4) as readers:
        reading = [readers.submit(reader) for _ in range(4)]
        try:
            time.sleep(0.5)
            cluster.stop()
            time.sleep(1.5)
            away = often(server, MEDWAY)
            missing = often(server, never_asked, 6)
            health = server.get("/healthz")
            cluster.start()
            time.sleep(2.0)
            back, found = often(server, MEDWAY), server.get(never_asked)
        finally:
            stop.set()
        for each in reading:
            each.result()
    assert all(answer.status == 200 for answer in read)
    for answer in away:
        assert "As-Of" in answer.headers
        assert "This is a copy of the page as it stood at" in answer.body.decode()
    for answer in missing:
        assert answer.status == 503
        assert answer.headers["Retry-After"] == "10"
        assert "can’t be reached just now" in answer.body.decode()
    assert health.status == 503
    assert {answer.body for answer in back} == {fresh.body}
    assert found.status == 200
