"""What was changed at the desk, in the words of those who load files and those who change it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from elections.models import Amendable, Amendment

# Stands for the row itself, which was taken away.
TAKEN_AWAY = ""


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    """Columns that were changed at the desk, and rows that were taken away there."""

    def columns_by_key(self, kind: str) -> Mapping[str, frozenset[str]]:
        """Return which columns were changed of the rows of a kind, by their keys. One query."""
        found: dict[str, set[str]] = defaultdict(set)
        for key, column in self.filter(kind=kind).values_list("key", "column"):
            found[key].add(column)
        return {key: frozenset(columns) for key, columns in found.items()}

    def note(
        self, kind: Amendable, key: str, columns: Iterable[str], *, by: str, at: datetime
    ) -> None:
        """Note that columns of a row were changed. One query; who changed one first stays."""
        self.bulk_create(
            (
                self.model(kind=kind.value, key=key, column=column, by=by, at=at)
                for column in columns
            ),
            ignore_conflicts=True,
        )

    def note_taken_away(self, kind: Amendable, key: str, *, by: str, at: datetime) -> None:
        """Note that a row was taken away; what was changed of it before no longer counts."""
        self.filter(kind=kind.value, key=key).delete()
        self.note(kind, key, [TAKEN_AWAY], by=by, at=at)

    def forget_election(self, slug: str) -> None:
        """Forget what was changed of an election that was deleted, and of its contests. One query."""
        self.filter(
            models.Q(kind="election", key=slug) | models.Q(kind="contest", key__endswith=f".{slug}")
        ).delete()

    def note_back(self, kind: Amendable, key: str) -> None:
        """Note that a row is there again. One query."""
        self.filter(kind=kind.value, key=key, column=TAKEN_AWAY).delete()
