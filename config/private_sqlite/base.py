"""Django's database wrapper for SQLite with two things that every process needs before it opens the file."""

from __future__ import annotations

import sqlite3
from typing import Any
from urllib.parse import quote

from django.db.backends.sqlite3 import base
from typing_extensions import override

from elections.sqlite_files import can_be_written, file_of, has_journal, make_private


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite: the file is private to its owner, whoever makes it and however it came to be open.

    A file or a folder that can't be written is read as it is. SQLite itself refuses, because it can't make the
    files that it wants beside a database with a write-ahead log.
    """

    @override
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Return a connection. Raises sqlite3.OperationalError."""
        file = file_of(conn_params["database"])
        if file is not None:
            make_private(file)
        try:
            return super().get_new_connection(conn_params)
        except sqlite3.OperationalError:
            # With a log that is not empty the file alone is not the database.
            if file is None or can_be_written(file) or has_journal(file):
                raise
            # They set up how to write.
            self.init_commands: list[str] = []
            address = f"file:{quote(str(file.absolute()))}?mode=ro&immutable=1"
            return super().get_new_connection({**conn_params, "database": address})
