"""The whole country, loaded once for all tests of this folder in a process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="package")
def whole_country(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Load and publish all that is shipped, as `make run` does, and leave nothing behind."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_fixtures", verbosity=0)
        call_command("load_data", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _reads_the_whole_country(whole_country: None, db: None) -> None:
    """Let every test here use the database, with the whole country in it."""
