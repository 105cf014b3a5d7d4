"""Django's cache in the database, which says so when the database can't be written."""

from __future__ import annotations

from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError, connections, router

from elections.trouble import trouble_of


class SharedCache(DatabaseCache):
    """What all processes share for a while.

    Django's own takes any error for another process that was quicker, and stores nothing. A limit on sign-ins
    is then told that it is reached, by a database that is merely read-only, full or locked.
    """

    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = None) -> bool:
        """Store a value, and return whether it is stored. Raises DatabaseError where the database can't be written."""
        failed: list[DatabaseError] = []

        def note(execute: Any, statement: str, values: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
            try:
                return execute(statement, values, many, context)
            except DatabaseError as error:
                failed.append(error)
                raise

        database = connections[router.db_for_write(self.cache_model_class)]
        with database.execute_wrapper(note):
            stored: bool = super()._base_set(mode, key, value, timeout)  # type: ignore[misc]
        for error in failed:
            if trouble_of(error) is not None:
                raise error
        return stored
