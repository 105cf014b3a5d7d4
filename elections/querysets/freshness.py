"""How new everything is, in the words of those who ask about them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F

if TYPE_CHECKING:
    from elections.models import (
        DataVersion,
        LoadedFile,
    )


class DataVersionQuerySet(models.QuerySet["DataVersion"]):
    """The one data version."""

    def number(self) -> int:
        """Return the data version: zero as long as nothing was published. One query."""
        return self.edition()[0]

    def edition(self) -> tuple[int, datetime | None]:
        """Return the data version and when it was reached: zero and never at first. One query."""
        return self.values_list("number", "changed_at").first() or (0, None)

    def move(self, *, at: datetime) -> None:
        """Count the data version up by one, in the transaction of what changed. One query.

        The row is locked until that transaction ends, so that no two changes share a number.
        """
        if self.update(number=F("number") + 1, changed_at=at):
            return
        # The first change of all. Should another make the row meanwhile, count up from theirs.
        self.bulk_create([self.model(id=1, number=0, changed_at=at)], ignore_conflicts=True)
        self.update(number=F("number") + 1, changed_at=at)


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
