"""Servers on this machine alone, started for a run and stopped after it, whatever happens."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config.serve import OPTIONS
from scripts.bench.tools import ROOT

HOST = "127.0.0.1"
# Seconds that a server may take until it answers; a first page reads the whole country.
PATIENCE = 60.0
WORKERS = 2


class NotStartedError(RuntimeError):
    """A server did not answer in time, or ended. Says which, and what it wrote last."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers."""

    address: str
    pid: int

    def url(self, path: str) -> str:
        """Return the whole address of a path."""
        return f"{self.address}{path}"


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as trial:
        trial.bind((HOST, 0))
        port: int = trial.getsockname()[1]
        return port


@contextmanager
def serving(
    name: str,
    command: Sequence[str],
    *,
    port: int,
    path: str,
    log: Path,
    environment: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """Start a server and yield it once it answers at a path; stop it, children and all, in the end.

    Raises NotStartedError.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = Server(f"http://{HOST}:{port}", process.pid)
    try:
        _wait(name, server.url(path), process, log)
        yield server
    finally:
        _stop(process)


def _wait(name: str, url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    said = ""
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310 (our own)
                answer.read()
                return
        except urllib.error.HTTPError as error:
            said = f"answered {error.code}"
            break
        except (OSError, urllib.error.URLError):
            time.sleep(0.1)
    ended = process.poll()
    how = said or (f"ended with {ended}" if ended is not None else "did not answer in time")
    last = "\n    ".join(log.read_text(errors="replace").splitlines()[-8:])
    raise NotStartedError(f"{name} {how} at {url}.\n    {last}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stop a server's whole group: politely, and after some seconds not."""
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
        except ProcessLookupError:
            break
        try:
            process.wait(timeout=8)
        except subprocess.TimeoutExpired:
            continue
        break
    process.wait()


def granian(application: str, *, port: int) -> list[str]:
    """Return the command that serves a WSGI application as fast as granian can: one thread a worker."""
    return [
        str(Path(sys.executable).with_name("granian")),
        *OPTIONS,
        *("--interface", "wsgi", "--workers", str(WORKERS), "--blocking-threads", "1"),
        *("--host", HOST, "--port", str(port), application),
    ]


@contextmanager
def site(folder: Path, *, page_cache: bool) -> Iterator[Server]:
    """Serve the site as production runs it, over the run's own database, in two processes."""
    port = free_port()
    name = f"the site, page cache {'on' if page_cache else 'off'}"
    with serving(
        name,
        [sys.executable, "-m", "config.serve", "--host", HOST, "--port", str(port)],
        port=port,
        path="/healthz",
        log=folder / f"site-{port}.log",
        environment={"PAGE_CACHE": "true" if page_cache else "false"},
    ) as server:
        yield server


@contextmanager
def hello(folder: Path) -> Iterator[Server]:
    """Serve a view that says hello, behind all that a page of the site goes through in Django."""
    port = free_port()
    with serving(
        "the view that says hello",
        granian("scripts.bench.hello:application", port=port),
        port=port,
        path="/",
        log=folder / "hello.log",
    ) as server:
        yield server


@contextmanager
def nginx(folder: Path, program: str, files: Path) -> Iterator[Server]:
    """Serve a folder of files, each beside its compressed form, by nginx in two processes."""
    port = free_port()
    home = folder / "nginx"
    home.mkdir(exist_ok=True)
    temporary = "".join(
        f"  {kind}_temp_path {home}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (home / "nginx.conf").write_text(
        f"daemon off;\nworker_processes {WORKERS};\npid {home}/nginx.pid;\n"
        f"error_log {home}/error.log;\nevents {{ worker_connections 1024; }}\n"
        f"http {{\n  access_log off;\n{temporary}"
        "  types { text/html html; }\n  sendfile on;\n  open_file_cache max=100;\n"
        f"  server {{\n    listen {HOST}:{port};\n    root {files};\n    gzip_static on;\n"
        "    gzip_vary on;\n  }\n}\n"
    )
    # As root its workers would be nobody, who may not look into the run's folder.
    as_us = ["-g", "user root;"] if os.geteuid() == 0 else []
    with serving(
        "nginx",
        [program, "-c", str(home / "nginx.conf"), "-e", f"{home}/error.log", *as_us],
        port=port,
        path="/page.html",
        log=folder / "nginx.log",
    ) as server:
        yield server


@contextmanager
def datasette(folder: Path, program: str, database: Path, path: str) -> Iterator[Server]:
    """Serve a database by Datasette, as it comes, with pages as long as an election's."""
    port = free_port()
    with serving(
        "Datasette",
        [
            *(program, "serve", str(database), "--host", HOST, "--port", str(port)),
            *("--setting", "max_returned_rows", "1000"),
        ],
        port=port,
        path=path,
        log=folder / "datasette.log",
    ) as server:
        yield server
