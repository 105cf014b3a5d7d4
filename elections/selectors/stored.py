"""Publications as they are stored, each with its changes of control."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from elections.codec import ChangeRow, ControlRow
from elections.domain.desk.corrected import Mark
from elections.models import CorrectionKind, Publication
from elections.querysets import PublicationQuerySet


@dataclass(frozen=True, slots=True)
class StoredPublication:
    """A publication, who has control after by it, and what that changed since each baseline."""

    row: Publication
    control_after: ControlRow
    changes: list[ChangeRow] = field(default_factory=list)
    mark: Mark | None = None


def stored_publications(publications: PublicationQuerySet) -> dict[int, StoredPublication]:
    """Return publications by their primary keys. One query."""
    found: dict[int, StoredPublication] = {}
    # What the query adds of a change is no field of the model.
    row: Any
    for row in publications.with_changes():
        if row.pk not in found:
            party = row.control_after_party
            found[row.pk] = StoredPublication(
                row,
                ControlRow(
                    kind=row.control_after_kind,
                    party=None if party is None else party.slug,
                    status=row.control_after_status,
                    precision=row.control_after_precision,
                    detail=row.control_after_detail,
                ),
                mark=_mark(row),
            )
        if row.change_baseline is not None:
            found[row.pk].changes.append(_change_row(row))
    return found


def _mark(row: Any) -> Mark | None:
    if row.put_right == CorrectionKind.RETRACTION:
        return Mark.TAKEN_BACK
    return Mark.CORRECTED if row.was_put_right else None


def _change_row(row: Any) -> ChangeRow:
    return ChangeRow(
        baseline=row.change_baseline,
        kind=row.change_kind,
        control_before=ControlRow(
            kind=row.change_control_before_kind,
            party=row.change_party,
            status=row.change_control_before_status,
            precision=row.change_control_before_precision,
            detail=row.change_control_before_detail,
        ),
        detail=row.change_detail,
    )
