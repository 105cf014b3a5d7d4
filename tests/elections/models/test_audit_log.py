"""What is on record at the desk stays, whoever tries and however, down to the database."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from elections.append_only import WrittenOnceError
from elections.models import AuditEntry
from tests import factories

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


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE elections_auditentry SET by = 'omar'",
        "DELETE FROM elections_auditentry",
    ],
)
def test_the_database_refuses(statement: str) -> None:
    entry()
    with (
        pytest.raises(DatabaseError, match="never changed or deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert AuditEntry.objects.get().by == "ruth"
