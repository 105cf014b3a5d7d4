"""The data version is known to the second, for one question a second at most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from config.page_cache.watch import DatabaseAwayError, Watch

START = datetime(2023, 5, 4, 22, 0, tzinfo=UTC)


@dataclass
class World:
    """A database and a clock to set."""

    number: int = 12
    is_away: bool = False
    slowness: float = 0.0
    seconds: float = 100.0
    asked: int = 0

    def ask(self) -> int:
        """Answer as the database would."""
        self.asked += 1
        self.seconds += self.slowness
        if self.is_away:
            raise DatabaseAwayError("The server closed the connection.")
        return self.number

    def now(self) -> datetime:
        """Return the time of day."""
        return START + timedelta(seconds=self.seconds)


@pytest.fixture
def world() -> World:
    """Return a database that is there."""
    return World()


@pytest.fixture
def watch(world: World) -> Watch:
    """Return who watches it."""
    return Watch(world.ask, clock=lambda: world.seconds, now=world.now)


def test_it_asks_once_a_second_however_often_it_is_asked(world: World, watch: Watch) -> None:
    for _ in range(1_000):
        assert watch.version() == 12
        world.seconds += 0.01
    assert world.asked == pytest.approx(10, abs=1)


def test_a_publication_is_seen_within_the_second(world: World, watch: Watch) -> None:
    watch.version()
    world.number = 13
    world.seconds += 0.99
    assert watch.version() == 12
    world.seconds += 0.02
    assert watch.version() == 13


def test_it_knows_when_the_database_was_last_seen(world: World, watch: Watch) -> None:
    watch.version()
    seen = world.now()
    world.is_away = True
    world.seconds += 30
    assert watch.version() is None
    assert (watch.last_version, watch.last_seen_at) == (12, seen)


def test_a_database_that_is_away_is_asked_once_a_second_and_found_again(
    world: World, watch: Watch
) -> None:
    watch.version()
    world.is_away = True
    for _ in range(500):
        world.seconds += 0.01
        watch.version()
    assert world.asked <= 6
    world.is_away = False
    world.seconds += 1
    assert watch.version() == 12


def test_a_database_that_keeps_one_waiting_is_left_alone_for_longer(
    world: World, watch: Watch
) -> None:
    world.is_away, world.slowness = True, 2.0
    watch.version()
    asked = world.asked
    world.seconds += 14.9
    watch.version()
    assert world.asked == asked
    world.seconds += 0.2
    watch.version()
    assert world.asked == asked + 1


def test_a_doubt_asks_at_once_but_not_again_where_it_is_known_to_be_away(
    world: World, watch: Watch
) -> None:
    watch.version()
    world.is_away = True
    assert watch.doubt() is None
    assert watch.doubt() is None
    assert world.asked == 2
