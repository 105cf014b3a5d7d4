"""The data version is known to the second, by questions that no reader waits for."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from config.page_cache.data_version_poller import (
    MAX_WAIT,
    UNDECIDED,
    DatabaseUnavailableError,
    DataVersionPoller,
    LastSeen,
)
from tests.page_cache.asking import AtOnce

START = datetime(2023, 5, 4, 22, 0, tzinfo=UTC)


@dataclass
class World:
    """A database and a clock to set."""

    number: int = 12
    is_away: bool = False
    slowness: float = 0.0
    seconds: float = 100.0
    asked: int = 0

    def fetch_version(self) -> int:
        """Answer as the database would."""
        self.asked += 1
        self.seconds += self.slowness
        if self.is_away:
            raise DatabaseUnavailableError("The server closed the connection.")
        return self.number

    def now(self) -> datetime:
        """Return the time of day."""
        return START + timedelta(seconds=self.seconds)


@pytest.fixture
def world() -> World:
    """Return a database that is there."""
    return World()


@pytest.fixture
def poller(world: World) -> DataVersionPoller:
    """Return its poller, which asks in the thread of the test."""
    return DataVersionPoller(
        world.fetch_version, executor=AtOnce(), clock=lambda: world.seconds, now=world.now
    )


def test_database_is_asked_twice_a_second_at_most(world: World, poller: DataVersionPoller) -> None:
    for _ in range(1_000):
        assert poller.current() == 12
        world.seconds += 0.01
    assert world.asked == pytest.approx(20, abs=1)


def test_publication_is_seen_within_the_second(world: World, poller: DataVersionPoller) -> None:
    poller.current()
    world.number = 13
    world.seconds += 0.51
    assert poller.current() == 13
    world.number = 14
    world.seconds += 60
    assert poller.current() == 14


def test_last_seen_stays_while_the_database_is_away(
    world: World, poller: DataVersionPoller
) -> None:
    poller.current()
    seen = world.now()
    world.is_away = True
    world.seconds += 30
    assert poller.current() is None
    assert poller.last_seen == LastSeen(12, seen)


def test_database_that_is_away_is_asked_once_a_second_and_found_again(
    world: World, poller: DataVersionPoller
) -> None:
    poller.current()
    world.is_away = True
    for _ in range(500):
        world.seconds += 0.01
        poller.current()
    assert world.asked <= 7
    world.is_away = False
    world.seconds += 1
    assert poller.current() == 12


def test_database_that_fails_slowly_is_left_alone_for_longer(
    world: World, poller: DataVersionPoller
) -> None:
    world.is_away, world.slowness = True, 2.0
    poller.current()
    asked = world.asked
    world.seconds += 14.9
    assert poller.current() is None
    assert world.asked == asked
    world.seconds += 0.2
    poller.current()
    assert world.asked == asked + 1


def test_recheck_asks_at_once_but_not_while_the_database_is_known_to_be_away(
    world: World, poller: DataVersionPoller
) -> None:
    poller.current()
    world.is_away = True
    assert poller.recheck() is None
    assert poller.recheck() is None
    assert world.asked == 2


class SlowDatabase:
    """Answers when it is let."""

    def __init__(self) -> None:
        self.may_answer = Event()
        self.asked = 0

    def fetch_version(self) -> int:
        """Wait, and answer."""
        self.asked += 1
        self.may_answer.wait(30)
        return 12


@pytest.fixture
def slow() -> SlowDatabase:
    """Return a database that keeps everybody waiting."""
    return SlowDatabase()


# How long a reader waits is what is measured.
@pytest.mark.real_time
def test_current_never_waits_for_a_slow_database(slow: SlowDatabase) -> None:
    with ThreadPoolExecutor(1) as thread:
        poller = DataVersionPoller(slow.fetch_version, executor=thread)
        try:
            started = time.perf_counter()
            for _ in range(100):
                assert poller.current() is UNDECIDED
            assert time.perf_counter() - started < 0.5
            assert slow.asked <= 1
        finally:
            slow.may_answer.set()


# A wait is ended by the clock of the event loop.
@pytest.mark.real_time
def test_wait_gives_up_on_a_slow_database_and_takes_its_answer_later(slow: SlowDatabase) -> None:
    with ThreadPoolExecutor(1) as thread:
        poller = DataVersionPoller(slow.fetch_version, executor=thread)
        try:
            started = time.perf_counter()
            assert asyncio.run(poller.wait()) is None
            assert MAX_WAIT <= time.perf_counter() - started < MAX_WAIT + 5
            # From now on nobody waits until there is an answer.
            assert poller.current() is None
        finally:
            slow.may_answer.set()
        # The one thread is free again once the answer is there.
        thread.submit(int).result()
        assert asyncio.run(poller.wait()) == 12
        assert slow.asked <= 2
