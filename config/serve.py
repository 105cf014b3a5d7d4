"""The site's server: `python -m config.serve --port 8000`, and whatever else granian takes.

This process loads the site once and forks a granian for each worker, so that what workers only read is in memory once.
A worker that dies, alone or together with all others, is started again. New code needs the service started anew: a
worker that takes another's place has what this process loaded.

Signals: INT and TERM stop the server in good order; HUP replaces the workers one after the other.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import gc
import mmap
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import FrameType
from typing import Final, NoReturn

from granian.cli import cli

from config.serving.scheduler import answer_before_scheduling

APPLICATION: Final = "config.rsgi:application"

# What granian is told of any application; scripts/bench serves others beside ours with the same. The long queues let
# idle connections wait without blocking the others (at granian's defaults 1,200 of them stop everyone for seconds).
OPTIONS: Final = (
    *("--backlog", "16384", "--backpressure", "8192"),
    *("--http", "1", "--workers-kill-timeout", "5", "--log-level", "warning"),
)
RSGI: Final = ("--interface", "rsgi", "--loop", "uvloop", "--no-ws")
WORKERS: Final = 2

# How often workers may end before any has come up, until it is clear that none ever will.
MAX_TRIES: Final = 4
# What granian exits with where it does not know an option.
USAGE_ERROR: Final = 2
# Seconds before a worker is started again that ended within ENDED_SOON of its start; twice as many each time, up to the
# most.
RESTART_DELAY: Final = 0.1
MAX_RESTART_DELAY: Final = 10.0
ENDED_SOON: Final = 3.0
# Seconds that a worker may take to finish what it answers.
STOP_TIMEOUT: Final = 8.0
POLL: Final = 0.05
# Of Linux: which signal a process gets when its parent ends (prctl(2)).
PR_SET_PDEATHSIG: Final = 1


def serve(arguments: Sequence[str]) -> int:
    """Serve the site until a signal ends it, and return the exit code.

    Of an option that is in `OPTIONS` too, the one in `arguments` holds.
    """
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--workers", type=int, default=WORKERS)
    own, others = parser.parse_known_args(arguments)
    command = [*OPTIONS, *RSGI, *others, "--workers", "1", APPLICATION]
    supervisor = Supervisor(command, workers=max(1, own.workers))
    load(on_start=supervisor.note_start)
    return supervisor.run()


def load(*, on_start: Callable[[], None]) -> None:
    """Load what every worker needs: the application, which calls `on_start` in each, and with the addresses all views."""
    application = import_module("config.rsgi").application
    application.on_start = on_start
    answer_before_scheduling(application.answer_at_once)
    import_module("config.urls")
    # To look whether an object is garbage writes to it, and a worker would get a copy of its own.
    gc.collect()
    gc.freeze()


@dataclass(slots=True)
class Worker:
    """One granian with its one worker, in a process group of its own."""

    pid: int
    started: float


class Supervisor:
    """Starts workers, starts those again that end, and stops them all when it is told to."""

    def __init__(self, command: Sequence[str], *, workers: int) -> None:
        self._command = list(command)
        self._workers: list[Worker | None] = [None] * workers
        # When each is started, for those that do not run.
        self._due = [0.0] * workers
        self._ended_soon = [0] * workers
        self._is_stopping = False
        self._is_reloading = False
        # The exit code where no worker can come up, as with an option that granian does not know.
        self._failed: int | None = None
        # One byte that all processes share: whether any worker has come up.
        self._came_up = mmap.mmap(-1, 1)

    def note_start(self) -> None:
        """Note that a worker has come up. Called in the worker."""
        self._came_up[0] = 1

    def run(self) -> int:
        """Keep the workers running until a signal comes, or until it is clear that none can; return the exit code."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        signal.signal(signal.SIGHUP, self._reload)
        while not self._is_stopping and self._failed is None:
            self._start_those_due()
            self._collect_ended()
            if self._is_reloading:
                self._is_reloading = False
                self._replace_all()
            time.sleep(POLL)
        self._stop_workers()
        return self._failed or 0

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._is_stopping = True

    def _reload(self, _number: int, _frame: FrameType | None) -> None:
        self._is_reloading = True

    def _start_those_due(self) -> None:
        now = time.monotonic()
        for index, worker in enumerate(self._workers):
            if worker is None and now >= self._due[index]:
                self._workers[index] = Worker(self._fork(), now)

    def _fork(self) -> int:
        supervisor = os.getpid()
        pid = os.fork()
        if pid == 0:
            self._become_granian(supervisor)
        return pid

    def _become_granian(self, supervisor: int) -> NoReturn:
        code = 1
        try:
            # With it go whatever processes it starts, should it end without having stopped them.
            os.setpgid(0, 0)
            _end_with(supervisor)
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_DFL)
            cli(self._command, prog_name="granian", auto_envvar_prefix="GRANIAN")
            code = 0
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def _collect_ended(self) -> None:
        for index, worker in enumerate(self._workers):
            if worker is None:
                continue
            pid, status = os.waitpid(worker.pid, os.WNOHANG)
            if pid == 0:
                continue
            _kill_group(worker.pid)
            self._workers[index] = None
            lived = time.monotonic() - worker.started
            code = os.waitstatus_to_exitcode(status)
            soon = self._ended_soon[index] = (
                self._ended_soon[index] + 1 if lived < ENDED_SOON else 0
            )
            if code == USAGE_ERROR or (soon >= MAX_TRIES and not self._came_up[0]):
                self._failed = max(code, 1)
                return
            delay = min(RESTART_DELAY * 2**soon, MAX_RESTART_DELAY)
            self._due[index] = time.monotonic() + delay
            _say(f"Worker {index + 1} ended with {code}: starting another in {delay:g} s")

    def _replace_all(self) -> None:
        for index, worker in enumerate(self._workers):
            if worker is not None and not self._is_stopping:
                _end(worker.pid)
                self._workers[index] = Worker(self._fork(), time.monotonic())

    def _stop_workers(self) -> None:
        running = [worker.pid for worker in self._workers if worker is not None]
        for pid in running:
            _signal(pid, signal.SIGINT)
        for pid in running:
            _wait(pid)


def _end_with(supervisor: int) -> None:
    """Have the system stop this process when the supervisor is killed: nobody else would, and it would go on serving."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM))
        if os.getppid() != supervisor:
            # It was killed before that.
            os._exit(1)


def _end(pid: int) -> None:
    _signal(pid, signal.SIGINT)
    _wait(pid)


def _wait(pid: int) -> None:
    """Wait until a worker has ended, and make an end of it after STOP_TIMEOUT."""
    until = time.monotonic() + STOP_TIMEOUT
    while time.monotonic() < until:
        if os.waitpid(pid, os.WNOHANG)[0]:
            _kill_group(pid)
            return
        time.sleep(POLL)
    _kill_group(pid)
    os.waitpid(pid, 0)


def _signal(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def _kill_group(pid: int) -> None:
    """Kill a worker's processes, those that were left behind among them."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(serve(sys.argv[1:]))
