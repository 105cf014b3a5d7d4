"""Rows that are written once: what was claimed, and what was published."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, NoReturn, TypeVar

from django.db import models
from typing_extensions import override

from councils.checked_at_once import CheckedAtOnce

M = TypeVar("M", bound=models.Model, covariant=True)


class WrittenOnceError(Exception):
    """A row that is written once was to be changed or deleted."""


class AppendOnlyQuerySet(models.QuerySet[M]):
    """Rows that may be added and read. Whatever else raises WrittenOnceError."""

    @override
    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise self._refusal("changed")

    @override
    def delete(self) -> NoReturn:
        """Refuse."""
        raise self._refusal("deleted")

    @override
    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise self._refusal("changed")

    @override
    def bulk_create(
        self,
        objs: Iterable[Any],
        batch_size: int | None = None,
        ignore_conflicts: bool = False,
        update_conflicts: bool = False,
        update_fields: Collection[str] | None = None,
        unique_fields: Collection[str] | None = None,
    ) -> list[M]:
        """Add the rows, and refuse to change any that are there already."""
        if update_conflicts:
            raise self._refusal("changed")
        return super().bulk_create(objs, batch_size=batch_size, ignore_conflicts=ignore_conflicts)

    def delete_rehearsed(self) -> int:
        """Delete these rows of a rehearsal; return how many. One query.

        The database's triggers decide whether they may be, and nothing that hangs on them goes with them.
        """
        return self._raw_delete(self.db)

    def _refusal(self, done: str) -> WrittenOnceError:
        name = self.model._meta.verbose_name_plural
        return WrittenOnceError(f"Stored {name} are never {done}: add new ones.")


class AppendOnly(CheckedAtOnce):
    """A row that is written once. Changing or deleting it raises WrittenOnceError."""

    class Meta:
        abstract = True

    @override
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new row; refuse to store one again."""
        if not self._state.adding:
            raise self.refusal("changed")
        # A row made up with the key of another would overwrite it: insist on a new one.
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    @override
    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise self.refusal("deleted")

    def refusal(self, done: str) -> WrittenOnceError:
        """Return the error that says why this row stays as it is."""
        return WrittenOnceError(
            f"A stored {self._meta.verbose_name} is never {done} ({self}): add a new one."
        )
