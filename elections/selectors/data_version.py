"""The number that changes whenever anything that readers see does."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from elections.models import DataVersion


class Edition(NamedTuple):
    """The data version, and when it was reached.

    The time tells it from the same number of a database that was put back from a copy.
    """

    number: int
    changed_at: datetime | None


def current_edition() -> Edition:
    """Return the data version with its time: zero as long as nothing was published. One query."""
    return Edition(*DataVersion.objects.edition())


def current_data_version() -> int:
    """Return the data version: zero as long as nothing was published. One query."""
    return DataVersion.objects.number()
