"""What becomes of a table of many sheets, council by council, and what is wrong with its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from elections.domain.desk.checking import SheetFinding
from elections.domain.desk.holding import HeldError
from elections.domain.desk.refusals import WayError
from elections.domain.desk.sheets import Sheet
from elections.domain.desk.typed import CONTROL, COUNTED, DECLARED_AT, NOTE

ID, GSS, COUNCIL, PARTY, SEATS = "id", "gss_code", "council", "party", "seats"
# What a council's rows say of its whole sheet; any of them may.
OF_THE_SHEET: Final = (COUNTED, CONTROL, DECLARED_AT, NOTE)
COLUMNS: Final = (ID, GSS, COUNCIL, PARTY, SEATS, *OF_THE_SHEET)


class UploadState(StrEnum):
    """What becomes of a council's rows."""

    # An entry where the uploader has none.
    NEW = "new"
    # It replaces their draft, or corrects what readers see.
    CHANGED = "changed"
    # It is in already, or published, as it stands in the table.
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, order=True)
class Wrong:
    """One thing that is wrong: where it stands, and what is. Line 0 is the whole table."""

    line: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class MovedOn:
    """Somebody took a step after the preview: who, which, and when."""

    by: str
    action: str
    at: datetime


Refusal = WayError | HeldError | MovedOn


@dataclass(frozen=True, slots=True)
class CouncilReport:
    """What becomes of one council's rows, or would. `token` is where its result was seen.

    `sheet` is None where the cells cannot be read as one; `wrong` then says which. `refusal` is
    why the way of the result does not allow an entry now. `findings` are what is found on the
    sheet; those that warn ask for a tick.
    """

    ballot_id: str
    council: str
    lines: tuple[int, ...]
    state: UploadState
    token: int
    kind: str = ""
    sheet: Sheet | None = None
    findings: tuple[SheetFinding, ...] = ()
    wrong: tuple[Wrong, ...] = ()
    refusal: Refusal | None = None

    @property
    def asks_for(self) -> frozenset[str]:
        """Return the codes of the warnings that somebody has to tick."""
        return frozenset(each.code.value for each in self.findings if not each.code.stops)


@dataclass(frozen=True, slots=True)
class UploadReport:
    """What an upload does, or would do. With anything wrong or a council refused, it does nothing.

    `wrong` is what is wrong with the table, or with rows in themselves. `left_out` are councils
    without a number, as a template has them. Where very much is wrong, reading stops: `is_cut`.
    """

    councils: tuple[CouncilReport, ...]
    wrong: tuple[Wrong, ...]
    left_out: tuple[str, ...]
    notes: tuple[str, ...]
    is_cut: bool = False

    @property
    def is_right(self) -> bool:
        """Return whether nothing stands in the way of it, but for ticks."""
        return not self.wrong and not self.number(UploadState.REFUSED)

    @property
    def to_hand_in(self) -> tuple[CouncilReport, ...]:
        """Return the councils of which an entry is handed in."""
        return tuple(
            each for each in self.councils if each.state in {UploadState.NEW, UploadState.CHANGED}
        )

    @property
    def tokens(self) -> dict[str, int]:
        """Return where each council's result was seen."""
        return {each.ballot_id: each.token for each in self.councils}

    def number(self, state: UploadState) -> int:
        """Return how many councils are in a state."""
        return sum(each.state is state for each in self.councils)
