"""What every test gets: steady examples, a time that stands still, a database, no way out, no silent skips."""

from __future__ import annotations

import gc
import os
import socket
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import time_machine
from django.test import TransactionTestCase, override_settings
from hypothesis import HealthCheck, settings
from pytest_django.plugin import blocking_manager_key

from elections.keeping import forget_everything
from tests.clock import NOW
from tests.databases import Contents, TestDatabase

# "ci" finds the same examples on every run; "dev" looks for new ones; "explore" looks for long.
settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("dev", deadline=None)
settings.register_profile("explore", deadline=None, max_examples=5_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))

# Why a test may be skipped even under --no-skips: it could not run here whatever was installed.
RIGHTFUL_SKIPS: Final = (
    "only on PostgreSQL",
    "only on SQLite",
    "the articles are not beside this checkout",
)

HERE: Final = Path(__file__).parent
BROWSER_TESTS: Final = HERE / "browser"
SUITE: Final = os.environ.get("TEST_SUITE", "")
# Tests of processes that have the database of the suite.
PROCESSES: Final = ("backups/", "soak/", "storm/")

# Which fixtures ask for a database with something in it; a test without any of them gets an empty one.
ASK_FOR: Final = {
    "whole_country": Contents.COUNTRY,
    "articles_on_maps": Contents.MAPPED,
    "published_articles": Contents.ARTICLES,
}
USE_THE_DATABASE: Final = {*ASK_FOR, "db", "transactional_db", "live_server"}
DATABASE: Final = pytest.StashKey[TestDatabase]()

skipped_in_vain: list[str] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option under which a skipped test fails the run."""
    parser.addoption(
        "--no-skips",
        action="store_true",
        help="fail if a test is skipped for a reason that an installation could mend",
    )


def pytest_sessionstart(session: pytest.Session) -> None:
    """Get ready to make this process's databases."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    session.config.stash[DATABASE] = TestDatabase(worker)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove them."""
    if DATABASE in config.stash:
        config.stash[DATABASE].remove()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the browser tests out unless they are asked for by name.

    They keep their data for the whole run and need Django's guard against async off: a process of their own.
    """
    if collection_path == BROWSER_TESTS and not any("browser" in asked for asked in config.args):
        return True
    return None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes long, unless it is asked for by its mark, and on PostgreSQL what is the same on any database.

    Rules, pages and readers of files are all tested on SQLite.
    """
    if config.option.markexpr:
        return
    left_out = {
        item
        for item in items
        if item.get_closest_marker("storm")
        or item.get_closest_marker("soak")
        or (SUITE == "postgres" and not needs_postgres(item))
    }
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


def needs_postgres(item: pytest.Item) -> bool:
    """Return whether a test uses a database, itself or by processes that it starts, and depends on which one."""
    if item.get_closest_marker("database_independent"):
        return False
    if item.path.is_relative_to(HERE) and str(item.path.relative_to(HERE)).startswith(PROCESSES):
        return True
    names = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(names & USE_THE_DATABASE)


def pytest_collection_finish() -> None:
    """Leave what is loaded by now, the tests themselves among it, out of every look for garbage."""
    gc.collect()
    gc.freeze()
    # Python's own measure looks for it so often that this takes a fifteenth of all time.
    gc.set_threshold(20_000, 10, 10)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note tests that were skipped because something is missing."""
    if report.skipped and not hasattr(report, "wasxfail") and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2].removeprefix("Skipped: ")
        if not reason.startswith(RIGHTFUL_SKIPS):
            skipped_in_vain.append(f"{report.nodeid}: {reason}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run for such skips, where asked to."""
    if session.config.getoption("--no-skips") and skipped_in_vain:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say which skips failed the run."""
    if config.getoption("--no-skips"):
        for line in skipped_in_vain:
            terminalreporter.write_line(f"Skipped, which counts as failed here: {line}", red=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Let the time stand still, for the fixtures of the test too, unless it is marked to need it."""
    if any(item.get_closest_marker(mark) for mark in ("real_time", "storm", "soak")):
        return (yield)
    with time_machine.travel(NOW, tick=False):
        return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Give a test that uses the database one with what it asks for in it, before any fixture is set up."""
    names = set(getattr(item, "fixturenames", ()))
    if item.get_closest_marker("django_db") or names & USE_THE_DATABASE:
        asked = [contents for name, contents in ASK_FOR.items() if name in names]
        with item.config.stash[blocking_manager_key].unblock():
            item.config.stash[DATABASE].use(asked[0] if asked else Contents.EMPTY)


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """Leave the making of databases to `pytest_runtest_setup`, where pytest-django would make one."""


@pytest.fixture(scope="session")
def test_database(request: pytest.FixtureRequest) -> TestDatabase:
    """Return what points Django to this process's databases."""
    return request.config.stash[DATABASE]


@pytest.fixture(scope="session", autouse=True)
def _written_for_good(test_database: TestDatabase) -> Iterator[None]:
    """Throw the database away after a test that wrote to it for good, where Django would empty it."""

    def discard(_self: TransactionTestCase) -> None:
        test_database.discard()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", discard)
        yield


@pytest.fixture(scope="session", autouse=True)
def _passwords_are_hashed_fast(django_test_environment: None) -> Iterator[None]:
    """Hash passwords in no time: to be slow is what the real way is for, a third of a second each."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Forget what the test before has read: keys and data versions are given out again."""
    forget_everything()


@pytest.fixture(scope="session", autouse=True)
def no_way_out() -> Iterator[None]:
    """Refuse connections to anywhere but this machine: a test that needs the network is no test."""
    connect = socket.socket.connect

    def connect_on_this_machine(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = str(address[0])
            if not (host == "localhost" or host == "::1" or host.startswith("127.")):
                raise RuntimeError(f"A test tried to connect to {host}.")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_on_this_machine)
        yield


@pytest.fixture(scope="session")
def published_articles(django_db_setup: None) -> None:
    """Ask for the database in which the articles' fixtures are loaded and published."""


@pytest.fixture(scope="session")
def articles_on_maps(django_db_setup: None) -> None:
    """Ask for that database with the places of its councils on the maps."""


@pytest.fixture(scope="session")
def whole_country(django_db_setup: None) -> None:
    """Ask for the database in which all that is shipped is loaded and published, as `make run` does."""
