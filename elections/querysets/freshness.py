"""How new everything is, in the words of those who ask about them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from secrets import token_hex
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F

if TYPE_CHECKING:
    from elections.models import (
        DataVersion,
        LoadedFile,
    )


def new_random_id() -> str:
    """Return an id that no other state of the data has, in this database or in a copy of it."""
    return token_hex(8)


class DataVersionQuerySet(models.QuerySet["DataVersion"]):
    """The one data version."""

    def number(self) -> int:
        """Return the data version: zero as long as nothing was published. One query."""
        return self.edition()[0]

    def edition(self) -> tuple[int, datetime | None, str]:
        """Return the data version, when it was reached, and its random id: zero and none at first. One query."""
        return self.values_list("number", "changed_at", "random_id").first() or (0, None, "")

    def move(self, *, at: datetime) -> None:
        """Count the data version up by one, in the transaction of what changed. One query.

        The row is locked until that transaction ends, so that no two changes share a number.
        """
        random_id = new_random_id()
        if self.update(number=F("number") + 1, changed_at=at, random_id=random_id):
            return
        # The first change of all. Should another make the row meanwhile, count up from theirs.
        self.bulk_create([self.model(id=1, number=0, changed_at=at)], ignore_conflicts=True)
        self.update(number=F("number") + 1, changed_at=at, random_id=random_id)

    def renew(self) -> None:
        """Give the data another random id, and leave its number as it is. One query, two if nothing was published.

        For a database that was restored: no cache and no browser takes it for what it was before.
        """
        random_id = new_random_id()
        if not self.update(random_id=random_id):
            self.bulk_create([self.model(id=1, number=0, random_id=random_id)])


class LoadedFileQuerySet(models.QuerySet["LoadedFile"]):
    """Which fact files were loaded last."""

    def digests(self) -> dict[str, str]:
        """Return what tells each file's contents from any other's, by its name. One query."""
        return dict(self.values_list("name", "digest"))

    def replace(self, digests: Mapping[str, str], *, at: datetime) -> None:
        """Note that these files are the ones that are loaded. Two queries."""
        self.all().delete()
        self.bulk_create(
            self.model(name=name, digest=digest, loaded_at=at) for name, digest in digests.items()
        )
