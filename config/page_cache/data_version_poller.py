"""Which data version it is, asked in the background and never by the thread that answers readers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Executor, Future
from datetime import UTC, datetime
from enum import Enum
from threading import Lock
from typing import Final, NamedTuple

# Seconds for which an answer may be used, and the age from which a new one is asked for while it still may.
POLL_INTERVAL: Final = 1.0
REFRESH_AFTER: Final = 0.5
# Seconds that a reader waits for an answer before the database counts as unavailable.
MAX_WAIT: Final = 1.0
# A question that fails slowly is asked again only after this many times as long as it took...
BACKOFF_FACTOR: Final = 10
# ... and after this many seconds at most.
MAX_BACKOFF: Final = 15.0


class DatabaseUnavailableError(Exception):
    """The database did not return its data version."""


class Undecided(Enum):
    """The type of `UNDECIDED`."""

    UNDECIDED = "undecided"


# The last answer is too old to be used, and the next is not there yet.
UNDECIDED: Final = Undecided.UNDECIDED


class LastSeen(NamedTuple):
    """The last data version that the database returned, and when; None before it has returned any."""

    version: Hashable | None
    at: datetime | None


def _now() -> datetime:
    return datetime.now(UTC)


class DataVersionPoller:
    """Knows the data version to the second, or that the database is unavailable.

    `fetch_version` returns the version or raises DatabaseUnavailableError. It runs in `executor`, once at a
    time, and only while requests come in.
    """

    def __init__(
        self,
        fetch_version: Callable[[], Hashable],
        *,
        executor: Executor,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._fetch_version = fetch_version
        self._executor = executor
        self._clock = clock
        self._now = now
        self._lock = Lock()
        self._question: Future[None] | None = None
        self._question_started = 0.0
        # When the newest answer was asked for, and when the next question is due.
        self._answered = float("-inf")
        self._due = float("-inf")
        self._version: Hashable | None = None
        self.last_seen = LastSeen(None, None)

    def current(self) -> Hashable | Undecided | None:
        """Return the data version, None while the database is unavailable, or UNDECIDED. Never waits."""
        now = self._clock()
        if now >= self._due:
            self._ask(now)
        if self._version is None and self._answered > float("-inf"):
            return None
        if now - self._answered < POLL_INTERVAL:
            return self._version
        if self._question is not None and now - self._question_started >= MAX_WAIT:
            return None
        return UNDECIDED

    async def wait(self) -> Hashable | None:
        """Return the data version, or None while the database is unavailable, within MAX_WAIT seconds."""
        version = self.current()
        if version is not UNDECIDED:
            return version
        question = self._question
        if question is not None:
            await asyncio.wait([asyncio.wrap_future(question)], timeout=MAX_WAIT)
            if not question.done():
                return None
        # However long the answer took, there is none that is newer.
        return self._version

    def recheck(self) -> Hashable | None:
        """Ask at once, in this thread, and return the answer: a query of somebody else has just failed."""
        if self._version is not None:
            self._poll()
        return self._version

    def _ask(self, now: float) -> None:
        with self._lock:
            if self._question is not None:
                return
            self._question_started = now
            self._question = question = self._executor.submit(self._poll)
        question.add_done_callback(self._forget_question)

    def _forget_question(self, _question: Future[None]) -> None:
        self._question = None

    def _poll(self) -> None:
        started = self._clock()
        try:
            version = self._fetch_version()
        except DatabaseUnavailableError:
            self._version = None
            took = self._clock() - started
            self._due = self._clock() + min(max(POLL_INTERVAL, BACKOFF_FACTOR * took), MAX_BACKOFF)
        else:
            self._version = version
            self.last_seen = LastSeen(version, self._now())
            self._due = started + REFRESH_AFTER
        self._answered = started
