"""What is shipped, loaded once for many tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker


@contextmanager
def loaded(blocker: DjangoDbBlocker, *commands: str) -> Iterator[None]:
    """Run the commands that load something, and leave nothing behind after the block."""
    with blocker.unblock(), transaction.atomic():
        for command in commands:
            call_command(command, verbosity=0)
        # Else PostgreSQL puts off to look whether every row refers to one that exists, and looks
        # through all that was loaded at the end of each test again: for a second or two.
        connection.check_constraints()
        yield
        transaction.set_rollback(True)
