"""Rows stored in bulk: what is new is added, what differs amended, the rest left alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db import models

from elections.models.elections import SET_AT_THE_DESK
from elections.querysets.amendments import TAKEN_AWAY

M = TypeVar("M", bound=models.Model)

# Who recorded a row and when is as it was, and what the desk asks for no file says.
NOT_COMPARED = frozenset({"id", "recorded_at", "recorded_by"}) | SET_AT_THE_DESK
# Rows a statement.
BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of rows, by number."""

    written: int = 0
    amended: int = 0
    unchanged: int = 0
    removed: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class ChangedHere:
    """Which columns were changed at the desk, by what `key_of` calls a row of the kind.

    `TAKEN_AWAY` among them says that the row was taken away there.
    """

    columns_by_key: Mapping[str, frozenset[str]]
    key_of: Callable[[models.Model], str]

    def of(self, row: models.Model) -> frozenset[str]:
        """Return which columns of a row were changed. No query."""
        return (
            self.columns_by_key.get(self.key_of(row), frozenset())
            if self.columns_by_key
            else frozenset()
        )


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
    changed_here: ChangedHere | None = None,
) -> Stored:
    """Store rows told apart by the columns of `key`, in a few queries however many there are.

    Columns are compared as they are in the database, but for those of
    `NOT_COMPARED`. Raises DifferingError if a stored row differs and may not be amended.
    `owns_all` says that rows of the model come from nowhere else: stored ones that are not among
    these are removed, with what hangs on them. What was changed at the desk stays as it is
    there (`changed_here`).
    """
    columns = [
        column.attname for column in model._meta.concrete_fields if column.name not in NOT_COMPARED
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
    unchanged = kept = 0
    differing: set[str] = set()
    names_of_columns = {each.attname: each.name for each in model._meta.concrete_fields}
    for row in rows:
        theirs = frozenset() if changed_here is None else changed_here.of(row)
        if TAKEN_AWAY in theirs:
            kept += 1
            continue
        values = tuple(getattr(row, column) for column in columns)
        found = stored.get(tuple(getattr(row, column) for column in key))
        if found is None:
            new.append(row)
            continue
        pk, before = found
        stays = {at for at, name in names_of_columns.items() if name in theirs}
        if stays:
            for name, old in zip(columns, before, strict=True):
                if name in stays:
                    setattr(row, name, old)
            was, values = values, tuple(getattr(row, column) for column in columns)
            kept += was != values
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
    return Stored(len(new), len(changed), unchanged, removed, kept)


def _stored(
    model: type[models.Model], key: Sequence[str], columns: Sequence[str]
) -> Mapping[tuple[object, ...], tuple[int, tuple[object, ...]]]:
    """Return all rows of a model by key: their primary key, and their columns. One query."""
    at = [columns.index(name) for name in key]
    rows = model._default_manager.values_list("pk", *columns)
    return {tuple(values[place] for place in at): (pk, tuple(values)) for pk, *values in rows}
