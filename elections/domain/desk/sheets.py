"""What somebody types from a returning officer's sheet, and how two who typed the same sheet differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from councils.domain.control import Control


class Counted(StrEnum):
    """What the numbers beside the parties count."""

    # The seats each party has in the whole council once the poll is declared.
    HELD = "held"
    # The seats each party won of those that were up, for a council that elects by parts.
    WON = "won"


class SheetError(ValueError):
    """The numbers given cannot stand on any sheet."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One council's result as it stands on a returning officer's sheet: a whole list.

    `seats` are by party slug; a party without a number, or with 0, has none, because the list is
    whole. `vacant` are the seats of the council that nobody was elected to. `control_said` is who
    the sheet or its source says has control, None where it says nothing of it. Raises SheetError
    for a negative number of seats.
    """

    counted: Counted
    seats: Mapping[str, int]
    vacant: int = 0
    control_said: Control | None = None

    def __post_init__(self) -> None:
        for party, number in self.seats.items():
            if number < 0:
                raise SheetError(f"{party} cannot have {number} seats.")
        if self.vacant < 0:
            raise SheetError(f"{self.vacant} seats cannot be vacant.")
        held = {party: number for party, number in sorted(self.seats.items()) if number}
        object.__setattr__(self, "seats", MappingProxyType(held))

    @property
    def is_empty(self) -> bool:
        """Return whether nobody has a seat: such a sheet was not filled in."""
        return not self.seats

    @property
    def total(self) -> int:
        """Return the sum of all numbers on the sheet, vacant seats included."""
        return sum(self.seats.values()) + self.vacant


class What(StrEnum):
    """What one line of a sheet says."""

    COUNTED = "counted"
    SEATS = "seats"
    VACANT = "vacant"
    CONTROL_SAID = "control_said"


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """One line of a sheet, by which entries differ and are sent back. `party` is a slug."""

    what: What
    party: str = ""

    @property
    def key(self) -> str:
        """Return the line's name in forms and records: `seats.labour`, `vacant`."""
        return f"{self.what}.{self.party}" if self.party else self.what.value

    @classmethod
    def of(cls, key: str) -> Line:
        """Return the line of a key. Raises SheetError where no line has it."""
        what, _, party = key.partition(".")
        try:
            line = cls(What(what), party)
        except ValueError:
            raise SheetError(f"No line of a sheet is called '{key}'.") from None
        if bool(party) != (line.what is What.SEATS):
            raise SheetError(f"No line of a sheet is called '{key}'.")
        return line


COUNTED_LINE = Line(What.COUNTED)
VACANT_LINE = Line(What.VACANT)
CONTROL_LINE = Line(What.CONTROL_SAID)
# What can stand on a line: how it was counted, a number of seats, who is said to have control.
Said = Counted | int | Control | None


def seats_line(party: str) -> Line:
    """Return the line of a party's seats."""
    return Line(What.SEATS, party)


def said_on(sheet: Sheet, line: Line) -> Said:
    """Return what stands on a line of a sheet. A party that is not on it has 0 seats."""
    match line.what:
        case What.COUNTED:
            return sheet.counted
        case What.SEATS:
            return sheet.seats.get(line.party, 0)
        case What.VACANT:
            return sheet.vacant
        case What.CONTROL_SAID:
            return sheet.control_said


def with_line(sheet: Sheet, line: Line, said: Said) -> Sheet:
    """Return the sheet with one line as `said`. Raises SheetError for what no such line can say."""
    match line.what, said:
        case What.COUNTED, Counted():
            return Sheet(said, sheet.seats, sheet.vacant, sheet.control_said)
        case What.SEATS, int():
            return Sheet(
                sheet.counted, {**sheet.seats, line.party: said}, sheet.vacant, sheet.control_said
            )
        case What.VACANT, int():
            return Sheet(sheet.counted, sheet.seats, said, sheet.control_said)
        case What.CONTROL_SAID, _ if not isinstance(said, Counted | int):
            return Sheet(sheet.counted, sheet.seats, sheet.vacant, said)
        case _:
            raise SheetError(f"The line '{line.key}' cannot say {said!r}.")


@dataclass(frozen=True, slots=True)
class Difference:
    """One line on which two sheets differ, and what each says there."""

    line: Line
    first: Said
    second: Said


def differences(first: Sheet, second: Sheet) -> tuple[Difference, ...]:
    """Return the lines on which two sheets differ, in the order of lines; none if they agree.

    Sheets that count different things agree on no number, so that line comes alone: the others
    can be compared once it is settled.
    """
    if first.counted is not second.counted:
        return (Difference(COUNTED_LINE, first.counted, second.counted),)
    lines = [
        *(seats_line(party) for party in sorted({*first.seats, *second.seats})),
        VACANT_LINE,
        CONTROL_LINE,
    ]
    return tuple(
        Difference(line, said, other)
        for line in lines
        if (said := said_on(first, line)) != (other := said_on(second, line))
    )
