"""The number that changes whenever anything that readers see does."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from elections.models import DataVersion


class Edition(NamedTuple):
    """The data version, when it was reached, and its random id.

    The id tells it from the same number of a database that was restored.
    """

    number: int
    changed_at: datetime | None
    random_id: str

    @property
    def stamp(self) -> str:
        """Return what an ETag has of it."""
        return f"{self.number}-{self.random_id}"


def current_edition() -> Edition:
    """Return the data version with its time and id: zero as long as nothing was published. One query."""
    return Edition(*DataVersion.objects.edition())


def current_data_version() -> int:
    """Return the data version: zero as long as nothing was published. One query."""
    return DataVersion.objects.number()
