"""The whole country, loaded once for all tests of this folder in a process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.loading import loaded


@pytest.fixture(scope="package")
def whole_country(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Load and publish all that is shipped, as `make run` does, and leave nothing behind."""
    with loaded(django_db_blocker, "load_fixtures", "load_data"):
        yield


@pytest.fixture(autouse=True)
def _reads_the_whole_country(whole_country: None, db: None) -> None:
    """Let every test here use the database, with the whole country in it."""
