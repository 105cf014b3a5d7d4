"""What every test gets: steady examples, no way out of this machine, a real file for SQLite, no silent skips."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from django.conf import settings as django_settings
from django.db.backends.base.operations import BaseDatabaseOperations
from hypothesis import HealthCheck, settings
from pytest_django.plugin import DjangoDbBlocker

from elections import append_only_triggers
from elections.keeping import forget_everything
from tests.loading import loaded

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

BROWSER_TESTS: Final = Path(__file__).parent / "browser"

skipped_in_vain: list[str] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option under which a skipped test fails the run."""
    parser.addoption(
        "--no-skips",
        action="store_true",
        help="fail if a test is skipped for a reason that an installation could mend",
    )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the browser tests out unless they are asked for by name.

    They keep their data for the whole run and need Django's guard against async off: a process of their own.
    """
    if collection_path == BROWSER_TESTS and not any("browser" in asked for asked in config.args):
        return True
    return None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes long, unless it is asked for by its mark."""
    if config.option.markexpr:
        return
    long = [
        item
        for item in items
        if item.get_closest_marker("storm") or item.get_closest_marker("soak")
    ]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if item not in long]


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


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Put SQLite's test database into a file, so that its journal and its locks are the real ones.

    In memory, all threads would share one connection and nothing would ever wait.
    """
    database: dict[str, Any] = django_settings.DATABASES["default"]
    if database["ENGINE"] == django_settings.SQLITE:
        folder: Path = tmp_path_factory.mktemp("database")
        database.setdefault("TEST", {})["NAME"] = str(folder / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def _audit_log_can_be_emptied() -> Iterator[None]:
    """Let the test runner empty the audit log between tests that write for good.

    SQLite's DELETE, with which it does that, is what the log's triggers refuse.
    """
    flush = BaseDatabaseOperations.execute_sql_flush

    def flush_all(self: BaseDatabaseOperations, statements: list[str]) -> None:
        append_only_triggers.drop(self.connection)
        flush(self, statements)
        append_only_triggers.create(self.connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush_all)
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


@pytest.fixture(scope="module")
def published_articles(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Load and publish the fixtures for the tests of one module, and leave nothing behind."""
    with loaded(django_db_blocker, "load_fixtures"):
        yield
