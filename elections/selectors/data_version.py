"""The number that changes whenever anything that readers see does."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, NamedTuple

from elections.keeping import Bounded
from elections.models import DataVersion, Election


class Edition(NamedTuple):
    """The data version, when it was reached, its random id, and which election is the newest.

    The id tells it from the same number of a database that was restored. Which election is the newest
    changes with the date too: once its season begins, whatever was published last.
    """

    number: int
    changed_at: datetime | None
    random_id: str
    newest: date | None = None

    @property
    def stamp(self) -> str:
        """Return what an ETag has of it."""
        newest = "none" if self.newest is None else self.newest.isoformat()
        return f"{self.number}-{self.random_id}-{newest}"


# Which election is the newest as of a date is the same for as long as the data version is.
_NEWEST: Final = Bounded[tuple[date | None]](20)


def current_edition(today: date) -> Edition:
    """Return the data version as of a date: zero as long as nothing was published.

    One query, and one more the first time that a process asks for this version on this date.
    """
    version = DataVersion.objects.edition()
    found = _NEWEST.get((*version, today))
    if found is None:
        newest = Election.objects.newest(today).first()
        found = _NEWEST.keep((*version, today), (None if newest is None else newest.polling_day,))
    return Edition(*version, *found)


def is_current(edition: Edition) -> bool:
    """Return whether nothing that readers see has changed since, the date apart. One query."""
    return DataVersion.objects.edition() == edition[:3]


def current_data_version() -> int:
    """Return the data version: zero as long as nothing was published. One query."""
    return DataVersion.objects.number()
