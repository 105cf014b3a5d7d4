"""A server of the site and its database, started for a test and stopped after it. All on this machine."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
# What a server says goes here, and is shown with a failure.
LOGS = ROOT / ".data" / "test-results" / "servers"
# Seconds until a server that does not come up, or a database, counts as broken.
PATIENCE = 60
WITH_POSTGRES = f"""
import importlib.util, sys
spec = importlib.util.spec_from_file_location("with_postgres", {str(ROOT / "scripts/with_postgres.py")!r})
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
from pathlib import Path
folder = Path(sys.argv[2])
if sys.argv[1] == "start":
    print(module.start_server(folder))
else:
    module.stop_server(folder / "data")
"""


@dataclass(frozen=True)
class Answer:
    """What came back, and after how many seconds."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


@dataclass(frozen=True)
class Postgres:
    """A PostgreSQL of the test's own, which can be stopped and started again."""

    folder: Path

    def start(self) -> str:
        """Start it and return its address."""
        return self._run("start").splitlines()[-1]

    def stop(self) -> None:
        """Stop it, open sessions and all."""
        self._run("stop")

    def _run(self, verb: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", WITH_POSTGRES, verb, str(self.folder)],
            check=True,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        ).stdout


@dataclass(frozen=True)
class Server:
    """The site, served by two processes of granian."""

    port: int
    process: subprocess.Popen[bytes]
    database: str

    def get(self, address: str, **headers: str) -> Answer:
        """Return what is answered on a connection of its own."""
        started = time.perf_counter()
        connection = http.client.HTTPConnection(HOST, self.port, timeout=20)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", address, headers=named)
            response = connection.getresponse()
            body = response.read()
        finally:
            connection.close()
        sent = {name.title(): value for name, value in response.getheaders()}
        return Answer(response.status, sent, body, time.perf_counter() - started)

    def wait_for(self, address: str) -> Answer:
        """Return what is answered, once anything is."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                return self.get(address)
            except OSError:
                time.sleep(0.1)
        raise TimeoutError("The server did not answer.")

    def send(self, text: str, *, ends: bool = False) -> str:
        """Return what comes back for what is sent as it is; where it `ends`, nothing more is to come."""
        with socket.create_connection((HOST, self.port), timeout=20) as connection:
            connection.sendall(text.encode())
            if ends:
                connection.shutdown(socket.SHUT_WR)
            answer = b""
            try:
                while piece := connection.recv(65_536):
                    answer += piece
                    if b"</html>" in answer:
                        break
            except TimeoutError:
                pass
            return answer.decode()

    def is_listening(self) -> bool:
        """Return whether anything accepts connections at the port."""
        with socket.socket() as trial:
            return trial.connect_ex((HOST, self.port)) == 0

    def workers(self) -> list[int]:
        """Return the numbers of the processes that serve: what the supervisor's children have started."""
        return [worker for child in children(self.process.pid) for worker in children(child)]

    def memory(self) -> int:
        """Return how many megabytes the processes that serve hold together."""
        status = [Path(f"/proc/{pid}/status").read_text() for pid in self.workers()]
        kilobytes = [
            int(line.split()[1])
            for text in status
            for line in text.splitlines()
            if line.startswith("VmRSS")
        ]
        return sum(kilobytes) // 1_000

    def publish(self) -> None:
        """Move the data version, as every publication does."""
        moving = "UPDATE elections_dataversion SET number = number + 1"
        if self.database.startswith("sqlite"):
            path = self.database.removeprefix("sqlite:///")
            with closing(sqlite3.connect(path, timeout=PATIENCE)) as file, file:
                file.execute(moving)
        else:
            with psycopg.connect(self.database, autocommit=True) as connection:
                connection.execute(moving)


def children(pid: int) -> list[int]:
    """Return the numbers of the processes that a process has started, none where it has ended."""
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [int(child) for child in text.split()]


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as trial:
        trial.bind((HOST, 0))
        port: int = trial.getsockname()[1]
        return port


@contextmanager
def postgres() -> Iterator[tuple[Postgres, str]]:
    """Yield a PostgreSQL with the articles' results in it, and its address."""
    with tempfile.TemporaryDirectory(prefix="overall-control-storm-", dir="/tmp") as folder:
        server = Postgres(Path(folder))
        try:
            address = server.start()
            for command in (("migrate", "--verbosity=0"), ("load_fixtures", "--verbosity=0")):
                manage = [sys.executable, "manage.py", *command]
                subprocess.run(manage, cwd=ROOT, env=environment(address), check=True)
            yield server, address
        finally:
            server.stop()


@contextmanager
def served(database: str, **settings: str) -> Iterator[Server]:
    """Yield the site, served from a database with the settings that `make run` has."""
    port = free_port()
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "config.serve", "--host", HOST, "--port", str(port)),
                *("--log-level", "error"),
            ],
            cwd=ROOT,
            env=environment(database) | settings,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = Server(port, process, database)
    try:
        assert server.wait_for("/healthz").status == 200
        yield server
    except BaseException as error:
        error.add_note(f"The server's log, {log}:\n{log.read_text(errors='replace')[-4000:]}")
        raise
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if not log.stat().st_size:
            log.unlink()


def environment(database: str) -> dict[str, str]:
    """Return what a process of the site is told, to be served from a database."""
    return {
        **os.environ,
        "DATABASE_URL": database,
        "DEBUG": "false",
        "HTTPS": "false",
        "STATIC_HASHED": "false",
        "PAGE_CACHE": "true",
        "LOG_LEVEL": "CRITICAL",
        "ALLOWED_HOSTS": HOST,
        "SECRET_KEY": "for tests only, and no secret at all, but fifty characters long",
    }
