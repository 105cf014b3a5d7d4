"""What is on record at the desk stays, whoever tries and however, down to the database."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from elections import append_only_triggers
from elections.append_only import AppendOnly, WrittenOnceError
from elections.models import AuditEntry, Contest, Publication
from elections.services.publishing import publish_contest
from tests import desk_rows, factories

pytestmark = pytest.mark.django_db


def entry() -> AuditEntry:
    row = AuditEntry(at=factories.NIGHT, by="ruth", action="opened", subject="Medway")
    row.full_clean()
    row.save()
    return row


def saved_again(row: AuditEntry) -> None:
    row.by = "omar"
    row.save()


CHANGES: dict[str, Callable[[AuditEntry], object]] = {
    "saved again": saved_again,
    "deleted": lambda row: row.delete(),
    "updated by a query": lambda _: AuditEntry.objects.update(by="omar"),
    "deleted by a query": lambda _: AuditEntry.objects.all().delete(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_the_models_refuse(change: Callable[[AuditEntry], object]) -> None:
    row = entry()
    with pytest.raises(WrittenOnceError):
        change(row)


def test_clock_that_was_put_back_leaves_the_log_in_its_order() -> None:
    first = entry()
    then = AuditEntry(
        at=factories.NIGHT - timedelta(hours=2), by="omar", action="handed_in", subject="Medway"
    )
    then.save()
    assert list(AuditEntry.objects.newest_first()) == [then, first]


def stored(table: str) -> None:
    """Store a row in a table that is written once."""
    made: dict[str, Callable[[], object]] = {
        "elections_auditentry": entry,
        "elections_claim": factories.claim,
        "elections_withdrawal": lambda: factories.made(desk_rows.withdrawal()),
        "elections_correction": lambda: factories.made(desk_rows.correction()),
    }
    made.get(table, published)()


def published() -> None:
    """Publish Medway from one claim: versions, figures, changes, findings, and what became of it."""
    factories.claim()
    contest = Contest.objects.get()
    publish_contest(contest=contest, at=factories.NIGHT, by="edith", reason="Declared.")


@pytest.mark.parametrize("event", ["UPDATE", "DELETE"])
@pytest.mark.parametrize("table", append_only_triggers.WRITTEN_ONCE)
def test_the_database_refuses(table: str, event: str) -> None:
    stored(table)
    columns = append_only_triggers.WRITTEN_ONCE[table]
    before = rows_in(table)
    assert before
    change = f"SET {columns[0]} = {columns[0]}" if columns else "SET id = id + 1000"
    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} {change}" if event == "UPDATE" else f"DELETE FROM {table}")  # noqa: S608
    assert rows_in(table) == before


def rows_in(table: str) -> list[tuple[object, ...]]:
    """Return all that a table holds."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608
        return list(cursor.fetchall())


def refused() -> AbstractContextManager[object]:
    """Expect the triggers to refuse."""
    return pytest.raises(DatabaseError, match="never changed or deleted")


@pytest.mark.parametrize("column", append_only_triggers.WRITTEN_ONCE["elections_publication"])
def test_of_a_publication_nothing_changes_but_whether_it_is_current(column: str) -> None:
    published()
    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE elections_publication SET {column} = {column}")  # noqa: S608
    Publication.objects.current().retire()
    assert not Publication.objects.current().exists()


def test_every_column_of_a_publication_is_thought_of() -> None:
    columns = {field.column for field in Publication._meta.concrete_fields}
    assert columns - {"id", "is_current"} == set(
        append_only_triggers.WRITTEN_ONCE["elections_publication"]
    )


def test_every_model_that_is_written_once_has_its_triggers() -> None:
    models = {model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnly)}
    assert models == set(append_only_triggers.WRITTEN_ONCE)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only on PostgreSQL")
def test_the_log_is_not_emptied() -> None:
    entry()
    # Rows whose references are yet to be checked would keep it from being emptied too.
    connection.check_constraints()
    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE elections_auditentry")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only on SQLite")
def test_nothing_is_stored_over_an_entry_of_the_log() -> None:
    row = entry()
    before = rows_in("elections_auditentry")
    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT OR REPLACE INTO elections_auditentry (id, at, by, action, subject, reason)"
            " VALUES (%s, %s, 'nobody', 'opened', 'nothing', '')",
            [row.pk, row.at],
        )
    assert rows_in("elections_auditentry") == before
