"""A hostile crowd for a server on this machine: `python -m scripts.bench.attack PORT SECONDS`.

It sends half of 200 bodies and of 200 heads and holds the connections open, posts wrong passwords from sixteen clients,
and has staff ask for what waits for a lock in the database. It stops by itself, and prints what it did as JSON.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from threading import Event, Thread
from typing import Final
from urllib.parse import urlencode

from scripts.bench.tools import ROOT

HOST: Final = "127.0.0.1"
SIGN_IN: Final = "/accounts/login/"
HALF_SENT: Final = 200
PASSWORD_CLIENTS: Final = 16
# Seconds between two of a reader's requests, and between two questions for the server's health.
READER_PAUSE, HEALTH_PAUSE = 0.01, 0.1
TOKEN: Final = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
CSRF: Final = "x" * 32
MAX_SECONDS: Final = 60.0


@dataclass(slots=True)
class Attack:
    """What the crowd does, until a moment of the loop's clock, and what came of it."""

    port: int
    until: float
    sessions: Sequence[str]
    address: str
    counts: Counter[str] = field(default_factory=Counter)

    async def run(self) -> None:
        """Do all of it at once."""
        body = (
            f"POST {SIGN_IN} HTTP/1.1\r\nHost: {HOST}\r\nCookie: csrftoken={CSRF}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nlogin="
        )
        head = f"GET / HTTP/1.1\r\nHost: {HOST}\r\nX-Never"
        async with asyncio.TaskGroup() as crowd:
            for _ in range(HALF_SENT):
                crowd.create_task(self._half_sent(body.encode(), "half-sent bodies"))
                crowd.create_task(self._half_sent(head.encode(), "half-sent heads"))
            for _ in range(PASSWORD_CLIENTS):
                crowd.create_task(self._passwords())
            for session in self.sessions:
                crowd.create_task(self._staff(session))

    def _is_on(self) -> bool:
        return asyncio.get_running_loop().time() < self.until

    async def _half_sent(self, sent: bytes, name: str) -> None:
        """Send a part and hold the connection open; begin again whenever the server closes it."""
        while self._is_on():
            with suppress(OSError, TimeoutError):
                reader, writer = await asyncio.open_connection(HOST, self.port)
                try:
                    writer.write(sent)
                    self.counts[name] += 1
                    rest = self.until - asyncio.get_running_loop().time()
                    async with asyncio.timeout(max(rest, 0)):
                        await reader.read()
                finally:
                    writer.close()

    async def _passwords(self) -> None:
        """Sign in as nobody over and over, each time from another address of this machine."""
        while self._is_on():
            # An attacker has many: by name and by address, they are all within what one may try.
            source = (
                f"127.{random.randint(1, 250)}.{random.randint(0, 250)}.{random.randint(2, 250)}"  # noqa: S311
            )
            with suppress(OSError, TimeoutError, IndexError, AttributeError):
                async with asyncio.timeout(30):
                    status, answer = await self._ask("GET", SIGN_IN, source=source)
                    token, cookie = TOKEN.search(answer), re.search(rb"csrftoken=(\w+)", answer)
                    assert token is not None and cookie is not None  # noqa: PT018, S101
                    form = {
                        "csrfmiddlewaretoken": token[1].decode(),
                        "login": f"nobody-{random.randint(0, 10**9)}",  # noqa: S311
                        "password": "thirty-three for Labour",
                    }
                    status, _ = await self._ask(
                        "POST",
                        SIGN_IN,
                        body=urlencode(form),
                        source=source,
                        cookie=f"csrftoken={cookie[1].decode()}",
                    )
                    self.counts[f"passwords answered {status}"] += 1

    async def _staff(self, session: str) -> None:
        """Ask for what waits for the lock."""
        while self._is_on():
            with suppress(OSError, TimeoutError, IndexError):
                async with asyncio.timeout(30):
                    status, _ = await self._ask(
                        "POST",
                        self.address,
                        body=urlencode({"do": "open", "csrfmiddlewaretoken": CSRF}),
                        cookie=f"csrftoken={CSRF}; sessionid={session}",
                    )
                    self.counts[f"staff answered {status}"] += 1

    async def _ask(
        self,
        method: str,
        address: str,
        *,
        body: str = "",
        cookie: str = "theme=dark",
        source: str | None = None,
    ) -> tuple[int, bytes]:
        """Return the status and all of an answer, head and body."""
        reader, writer = await asyncio.open_connection(
            HOST, self.port, local_addr=(source, 0) if source else None
        )
        try:
            writer.write(
                f"{method} {address} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\nCookie: {cookie}\r\n"
                "Content-Type: application/x-www-form-urlencoded\r\n"
                f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
            )
            answer = await reader.read()
            return int(answer.split(b" ", 2)[1]), answer
        finally:
            writer.close()


@dataclass(frozen=True, slots=True)
class Felt:
    """What readers felt meanwhile, in milliseconds, and what the crowd did."""

    page_p50: float
    page_p99: float
    page_slowest: float
    health_slowest: float
    pages: int
    crowd: Mapping[str, int]


def feel(port: int, page: str, *, seconds: float, sessions: Sequence[str], address: str) -> Felt:
    """Read a stored page and ask for the server's health while the crowd is there, and return what it was like.

    `sessions` are of staff, who ask for `address`. Raises RuntimeError for an answer that is none.
    """
    with crowd(port, seconds=seconds, sessions=sessions, address=address) as attack:
        # Until all have begun.
        time.sleep(2)
        stop = Event()
        health: list[float] = []
        prober = Thread(target=_probe, args=(port, stop, health))
        prober.start()
        try:
            read = _read(port, page, until=time.monotonic() + seconds - 4)
        finally:
            stop.set()
            prober.join()
    output, _ = attack.communicate(timeout=MAX_SECONDS)
    read.sort()
    return Felt(
        page_p50=read[len(read) // 2],
        page_p99=read[int(len(read) * 0.99)],
        page_slowest=read[-1],
        health_slowest=max(health),
        pages=len(read),
        crowd=json.loads(output),
    )


@contextmanager
def crowd(
    port: int, *, seconds: float, sessions: Sequence[str], address: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Have a crowd, in a process of its own, for the time of the block or so many seconds."""
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "scripts.bench.attack", str(port), str(seconds)),
            *("--sessions", ",".join(sessions), "--address", address),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.poll() is None and sys.exc_info()[0] is not None:
            process.kill()


def _read(port: int, page: str, *, until: float) -> list[float]:
    taken = []
    connection = HTTPConnection(HOST, port, timeout=20)
    while time.monotonic() < until:
        taken.append(_milliseconds(connection, page))
        time.sleep(READER_PAUSE)
    connection.close()
    return taken


def _probe(port: int, stop: Event, taken: list[float]) -> None:
    while not stop.is_set():
        # A balancer opens a connection each time.
        connection = HTTPConnection(HOST, port, timeout=20)
        taken.append(_milliseconds(connection, "/healthz"))
        connection.close()
        time.sleep(HEALTH_PAUSE)


def _milliseconds(connection: HTTPConnection, address: str) -> float:
    started = time.perf_counter()
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    response.read()
    if response.status != 200:
        raise RuntimeError(f"{address} answered {response.status}")
    return (time.perf_counter() - started) * 1_000


def main() -> None:
    """Attack as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("seconds", type=float)
    parser.add_argument("--sessions", default="", help="keys of sessions of staff, between commas")
    parser.add_argument("--address", default="/desk/", help="what they ask for")
    asked = parser.parse_args()
    sessions = [each for each in asked.sessions.split(",") if each]

    async def attack() -> Counter[str]:
        until = asyncio.get_running_loop().time() + min(asked.seconds, MAX_SECONDS)
        it = Attack(asked.port, until, sessions, asked.address)
        # Those who still wait for an answer then are let go.
        with suppress(TimeoutError):
            async with asyncio.timeout(min(asked.seconds, MAX_SECONDS) + 1):
                await it.run()
        return it.counts

    print(json.dumps(asyncio.run(attack())))


if __name__ == "__main__":
    main()
