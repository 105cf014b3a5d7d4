"""Rows stored in bulk: what is new is added, what differs amended, the rest left alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)

# Rows a statement.
BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of rows, by number."""

    written: int = 0
    amended: int = 0
    unchanged: int = 0
    removed: int = 0


class DifferingError(Exception):
    """A row that is never changed is stored already, and differs."""

    def __init__(self, row: models.Model, columns: Sequence[str]) -> None:
        """Keep the row as it was to be, and the columns in which it differs."""
        super().__init__(f"{row} differs in {', '.join(columns)}")
        self.row = row
        self.columns = tuple(columns)


def store(
    model: type[M],
    rows: Sequence[M],
    *,
    key: Sequence[str],
    may_amend: bool = True,
    owns_all: bool = False,
) -> Stored:
    """Store rows told apart by the columns of `key`, in a few queries however many there are.

    Columns are compared as they are in the database, but for `id` and those that say when a row
    was recorded and by whom. Raises DifferingError if a stored row differs and may not be amended.
    `owns_all` says that rows of the model come from nowhere else: stored ones that are not among
    these are removed, with what hangs on them.
    """
    columns = [
        column.attname
        for column in model._meta.concrete_fields
        if column.name not in {"id", "recorded_at", "recorded_by"}
    ]
    stored = _stored(model, key, columns)
    removed = 0
    if owns_all:
        wanted = {tuple(getattr(row, column) for column in key) for row in rows}
        stale = [pk for found, (pk, _) in stored.items() if found not in wanted]
        for start in range(0, len(stale), BATCH):
            model._default_manager.filter(pk__in=stale[start : start + BATCH]).delete()
        removed = len(stale)
    new: list[M] = []
    changed: list[M] = []
    unchanged = 0
    differing: set[str] = set()
    for row in rows:
        values = tuple(getattr(row, column) for column in columns)
        found = stored.get(tuple(getattr(row, column) for column in key))
        if found is None:
            new.append(row)
            continue
        pk, before = found
        if before == values:
            unchanged += 1
            continue
        names = [name for name, old, now in zip(columns, before, values, strict=True) if old != now]
        if not may_amend:
            raise DifferingError(row, names)
        row.pk = pk
        differing.update(names)
        changed.append(row)
    model._default_manager.bulk_create(new, batch_size=BATCH)
    if changed:
        model._default_manager.bulk_update(changed, sorted(differing), batch_size=BATCH)
    return Stored(len(new), len(changed), unchanged, removed)


def _stored(
    model: type[models.Model], key: Sequence[str], columns: Sequence[str]
) -> Mapping[tuple[object, ...], tuple[int, tuple[object, ...]]]:
    """Return all rows of a model by key: their primary key, and their columns. One query."""
    at = [columns.index(name) for name in key]
    rows = model._default_manager.values_list("pk", *columns)
    return {tuple(values[place] for place in at): (pk, tuple(values)) for pk, *values in rows}
