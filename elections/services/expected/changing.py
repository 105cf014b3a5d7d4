"""What every change of elections, councils and sources has in common: checked, noted, on record, and seen by readers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from elections.models import Action, Amendable, Amendment, DataVersion
from elections.pages.words import count
from elections.services.desk.stepping import Actor, audit

Values = Mapping[str, object]


class ChangeRefusedError(Exception):
    """A change that can't be; its text says why, in words for whoever asked for it."""


class AltersPublishedError(ChangeRefusedError):
    """A change that alters what is published: a second person publishes it. Nothing is stored.

    `affected` are the ids of the contests whose results would change.
    """

    def __init__(self, affected: Collection[str], told: str = "") -> None:
        self.affected = tuple(sorted(affected))
        super().__init__(
            told
            or f"Not saved yet: this changes {count(len(self.affected), 'published result')}. Check"
            " what would change, give a reason and propose it. Another editor publishes it."
        )


def refuse_what_alters(affected: Collection[str]) -> None:
    """Raise AltersPublishedError if any published result would change."""
    if affected:
        raise AltersPublishedError(affected)


def checked(row: models.Model) -> None:
    """Check a row by its models' rules. Raises ChangeRefusedError with all that is wrong."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise ChangeRefusedError(" ".join(dict.fromkeys(error.messages))) from error


def insert(row: models.Model) -> None:
    """Check a new row and store it. Raises ChangeRefusedError, also where somebody else was faster."""
    checked(row)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise ChangeRefusedError(
            "Somebody else stored the same at this moment: look at the page again."
        ) from error


def store(row: models.Model, columns: Mapping[str, object]) -> tuple[Values, Values]:
    """Store what differs of a row's columns; return what was there before, and what is there now.

    Both are empty where nothing differs. Raises ChangeRefusedError.
    """
    before = {name: getattr(row, name) for name in columns}
    after = {name: value for name, value in columns.items() if value != before[name]}
    for name, value in after.items():
        setattr(row, name, value)
    if after:
        checked(row)
        row.save(update_fields=list(after))
    return {name: before[name] for name in after}, after


def on_record(
    *,
    kind: Amendable,
    key: str,
    subject: str,
    what: str,
    by: Actor,
    at: datetime,
    before: Values | None = None,
    after: Values | None = None,
    action: Action = Action.CHANGED_AN_ELECTION,
) -> None:
    """Note what was changed, put it on record, and have readers' pages made anew. Three queries."""
    Amendment.objects.note(kind, key, after or {}, by=by.name, at=at)
    audit(
        action=action,
        by=by,
        at=at,
        subject=subject,
        reason=what,
        before=_told(before),
        after=_told(after),
    )
    DataVersion.objects.move(at=at)


def _told(values: Values | None) -> dict[str, object] | None:
    """Return values as the audit log keeps them: numbers and texts, and names of other rows."""
    if values is None:
        return None
    return {
        name: value if value is None or isinstance(value, str | int) else str(value)
        for name, value in values.items()
    }
