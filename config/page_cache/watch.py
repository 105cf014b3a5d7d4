"""Which data version it is now, asked for at most once a second."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from datetime import UTC, datetime
from threading import Lock

# Seconds for which an answer counts.
EVERY = 1.0
# A question that failed only after a while would hold readers up: it is left alone for so many times as long as it took...
PATIENCE = 10
# ... and for so many seconds at most.
LONGEST_AWAY = 15.0


class DatabaseAwayError(Exception):
    """The database did not say its data version."""


def _now() -> datetime:
    return datetime.now(UTC)


class Watch:
    """Knows the data version to the second, or that the database is away.

    `ask` returns the version or raises DatabaseAwayError. It is called in the thread that serves, when
    somebody wants to know and the last answer is a second old.
    """

    def __init__(
        self,
        ask: Callable[[], Hashable],
        *,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._ask = ask
        self._clock = clock
        self._now = now
        self._lock = Lock()
        self._due = clock()
        self._version: Hashable | None = None
        self.last_version: Hashable | None = None
        self.last_seen_at: datetime | None = None

    def version(self) -> Hashable | None:
        """Return the data version, or None while the database is away. At most one question a second."""
        # One asks; meanwhile the others go by the last answer, unless there was none yet.
        if self._clock() >= self._due and self._lock.acquire(blocking=self.last_seen_at is None):
            try:
                if self._clock() >= self._due:
                    self._find_out()
            finally:
                self._lock.release()
        return self._version

    def doubt(self) -> Hashable | None:
        """Return the data version after asking at once: something that needs the database has just failed."""
        with self._lock:
            if self._version is not None:
                self._find_out()
        return self._version

    def _find_out(self) -> None:
        started = self._clock()
        try:
            version = self._ask()
        except DatabaseAwayError:
            self._version = None
            took = self._clock() - started
            self._due = self._clock() + min(max(EVERY, PATIENCE * took), LONGEST_AWAY)
        else:
            self._version = self.last_version = version
            self.last_seen_at = self._now()
            self._due = started + EVERY
