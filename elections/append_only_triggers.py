"""The audit log is written once in the database too: triggers refuse to change or delete a row.

Both databases know row triggers; their words differ. Migrations make them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES: Final = ("elections_auditentry",)
REFUSAL: Final = "What is on record is never changed or deleted."


def creating(vendor: str) -> Iterator[str]:
    """Yield the statements that make the triggers. Raises ValueError for another database."""
    for table in TABLES:
        match vendor:
            case "sqlite":
                for event in ("UPDATE", "DELETE"):
                    yield (
                        f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
                        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
                    )
            case "postgresql":
                yield (
                    f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation'; "
                    "END $$"
                )
                yield (
                    f"CREATE TRIGGER {table}_written_once BEFORE UPDATE OR DELETE ON {table} "
                    f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
                )
            case _:
                raise ValueError(f"No triggers are known for {vendor}.")


def dropping(vendor: str) -> Iterator[str]:
    """Yield the statements that remove the triggers. Raises ValueError for another database."""
    for table in TABLES:
        match vendor:
            case "sqlite":
                for event in ("update", "delete"):
                    yield f"DROP TRIGGER IF EXISTS {table}_no_{event}"
            case "postgresql":
                yield f"DROP TRIGGER IF EXISTS {table}_written_once ON {table}"
                yield f"DROP FUNCTION IF EXISTS {table}_refuse()"
            case _:
                raise ValueError(f"No triggers are known for {vendor}.")


def create(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers."""
    with connection.cursor() as cursor:
        for statement in creating(connection.vendor):
            cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Remove the triggers, where they are."""
    with connection.cursor() as cursor:
        for statement in dropping(connection.vendor):
            cursor.execute(statement)
