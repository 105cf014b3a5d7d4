"""A published result as plain rows: what the tables hold, with parties and sources by slug.

Two results are the same when their rows are, reasons and workings included.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Detail = dict[str, Any]


@dataclass(frozen=True, slots=True)
class TallyRow:
    """One figure of seats."""

    measure: str
    moment: str
    holder: str
    party: str | None
    status: str
    value: int | None
    low: int | None
    high: int | None
    precision: str
    detail: Detail

    @property
    def name(self) -> tuple[str, str, str, str]:
        """Return what tells the figure from the others of a result."""
        return self.measure, self.moment, self.holder, self.party or ""


@dataclass(frozen=True, slots=True)
class ControlRow:
    """Who has control at one moment."""

    kind: str
    party: str | None
    status: str
    precision: str
    detail: Detail


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What happened to control since one baseline, and who had it then."""

    baseline: str
    kind: str
    control_before: ControlRow
    detail: Detail


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding."""

    code: str
    fields: list[Any]
    rule: str
    number: int | None
    citations: list[Any]


@dataclass(frozen=True, slots=True)
class UseRow:
    """What became of one claim."""

    source: str
    reference: str
    outcome: str


@dataclass(frozen=True, slots=True)
class ResultRows:
    """One contest's whole result. Tallies, changes and uses are in the order of their names."""

    state: str
    default_baseline: str
    control_after: ControlRow
    tallies: tuple[TallyRow, ...]
    changes: tuple[ChangeRow, ...]
    findings: tuple[FindingRow, ...]
    uses: tuple[UseRow, ...] = field(default=())

    @classmethod
    def in_order(
        cls,
        *,
        state: str,
        default_baseline: str,
        control_after: ControlRow,
        tallies: list[TallyRow],
        changes: list[ChangeRow],
        findings: list[FindingRow],
        uses: list[UseRow],
    ) -> ResultRows:
        """Return the rows in their one order, so that equal results compare equal."""
        return cls(
            state=state,
            default_baseline=default_baseline,
            control_after=control_after,
            tallies=tuple(sorted(tallies, key=lambda row: row.name)),
            changes=tuple(sorted(changes, key=lambda row: row.baseline)),
            findings=tuple(findings),
            uses=tuple(sorted(uses, key=lambda row: (row.source, row.reference))),
        )
