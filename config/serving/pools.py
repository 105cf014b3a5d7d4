"""Threads for Django, each kind of work in a pool of its own, so that none waits for another's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeVar

T = TypeVar("T")


class PoolBusyError(Exception):
    """So many requests wait for a pool already that another would not be answered in time."""


class Work(Enum):
    """What a thread is needed for."""

    READING = "reading"
    STAFF = "staff"
    SIGN_IN = "sign-in"
    # Static files, and the compressing of stored pages.
    FILES = "files"
    HEALTH = "health"
    # Whether somebody is signed in who sends a body longer than any form.
    SESSIONS = "sessions"
    DATA_VERSION = "data-version"


@dataclass(frozen=True, slots=True)
class Size:
    """How many threads a pool has, and how many requests may be in it, those that wait included."""

    threads: int
    requests: int


# Python runs one thread at a time, so that more threads for readers only slow each other down; two let a short page pass
# a long one. Staff may wait for a lock in the database, all but one of them.
SIZES: Final = {
    Work.READING: Size(threads=2, requests=512),
    Work.STAFF: Size(threads=8, requests=256),
    # A password takes a third of a second, one at a time: who comes too late is told so at once.
    Work.SIGN_IN: Size(threads=2, requests=32),
    Work.FILES: Size(threads=1, requests=512),
    Work.HEALTH: Size(threads=1, requests=64),
    Work.SESSIONS: Size(threads=1, requests=64),
    Work.DATA_VERSION: Size(threads=1, requests=1),
}


def _threads(work: Work) -> Executor:
    # A thread is started when it is first needed: in a worker, after it was forked.
    return ThreadPoolExecutor(SIZES[work].threads, thread_name_prefix=work.value)


class Pools:
    """The pools of one worker. Used from its event loop alone."""

    def __init__(self, make: Callable[[Work], Executor] = _threads) -> None:
        self._executors = {work: make(work) for work in Work}
        self._requests = dict.fromkeys(Work, 0)

    def executor(self, work: Work) -> Executor:
        """Return the threads of a pool, without its limit."""
        return self._executors[work]

    async def run(self, work: Work, function: Callable[[], T]) -> T:
        """Return what a function returns, called in a thread of the pool. Raises PoolBusyError."""
        if self._requests[work] >= SIZES[work].requests:
            raise PoolBusyError(f"The pool for {work.value} is full.")
        self._requests[work] += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._executors[work], function)
        finally:
            self._requests[work] -= 1

    def close(self) -> None:
        """Start nothing that still waits. What runs is finished."""
        for executor in self._executors.values():
            executor.shutdown(wait=False, cancel_futures=True)
