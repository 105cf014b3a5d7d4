"""What is wrong or odd about a sheet, seen beside what is known of the council.

`E` stops a sheet from being handed in, `W` asks its typist for a tick that goes on record. The
sentences are in `elections/domain/words/sheet_words.py`: neutral ones for typists, who should look at
the sheet and not at the sum, and the diagnosis for editors. `docs/findings.md` lists every code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from councils.domain.composition import Composition
from councils.domain.control import Control, NotApplicable, Undetermined, control_of
from elections.domain.contests import Scope
from elections.domain.desk.sheets import (
    CONTROL_LINE,
    COUNTED_LINE,
    VACANT_LINE,
    Counted,
    Line,
    Sheet,
    seats_line,
)


class SheetCode(StrEnum):
    """What was found on a sheet. `E...` stops it, `W...` asks for a tick."""

    EMPTY = "E301"
    SUM_IS_NOT_THE_SIZE = "E302"
    MORE_WON_THAN_UP = "E303"
    CHANGE_EXCEEDS_SEATS_UP = "E304"
    CONTROL_DIFFERS = "E305"
    BEFORE_THE_POLL_CLOSED = "E306"
    NOT_KNOWN_WHAT_STAYS = "E307"
    DEFENDED_EXCEEDS_HELD = "E308"
    LARGE_SWING = "W301"
    STRANGER = "W302"
    SEATS_VACANT = "W303"
    SIZE_NOT_KNOWN = "W304"
    FEWER_WON_THAN_UP = "W305"
    IN_THE_FUTURE = "W306"
    CHANGE_SEEMS_TO_EXCEED = "W307"

    @property
    def stops(self) -> bool:
        """Return whether a sheet with this finding cannot be handed in."""
        return self.value.startswith("E")


@dataclass(frozen=True, slots=True)
class SheetFinding:
    """One finding: its code, the lines it concerns, and the numbers its sentence needs.

    `number` and `limit` are numbers of seats: what stands there, and what it is held against.
    """

    code: SheetCode
    lines: tuple[Line, ...] = ()
    number: int | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known of a council, to hold a sheet against. Seats are by party slug.

    `size` is the number of seats in force after the poll. `eve` are the seats on the eve of the
    poll, None where they are not all known, and approximate unless `eve_is_exact`; `defended` the seats of each party that were up,
    None likewise. `here` are the parties that sat or stood there before. `bundles` are the names
    that stand for several parties. `control_before` is who had control on the eve of the poll.
    `polls_close_at` is None for a rehearsal, whose results may be typed at any time.
    """

    size: int | None = None
    seats_up: int | None = None
    scope: Scope = Scope.UNKNOWN
    eve: Mapping[str, int] | None = None
    eve_is_exact: bool = False
    eve_size: int | None = None
    control_before: Control = field(default_factory=Undetermined)
    defended: Mapping[str, int] | None = None
    here: frozenset[str] = frozenset()
    polls_close_at: datetime | None = None
    no_party_control: NotApplicable | None = None
    bundles: Set[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Held:
    """The seats of each party in the whole council once the poll is declared, vacant ones apart.

    Seats that rest on an approximate eve of the poll are no more exact than that.
    """

    seats: Mapping[str, int]
    vacant: int
    is_exact: bool = True


# A party's change since the eve of the poll that is more than this part of the seats up, and of
# at least so many seats, is looked at twice. Of 630 contests from 2021 to 2026 whose seats up are
# known, 38 have such a change: rare enough for a tick to be thought about. 2 of 3 as whole numbers.
SWING_PARTS, SWING_OF, SWING_LEAST = 2, 3, 8


def held_after(sheet: Sheet, beside: Beside) -> Held | None:
    """Return who holds how many seats after the poll, or None where that does not follow.

    Seats won become seats held by adding what stays: the seats on the eve less those defended.
    """
    if sheet.counted is Counted.HELD:
        return Held(sheet.seats, sheet.vacant)
    if beside.eve is None or beside.defended is None:
        return None
    stays = {
        party: beside.eve.get(party, 0) - beside.defended.get(party, 0)
        for party in {*beside.eve, *beside.defended}
    }
    if any(number < 0 for number in stays.values()):
        return None
    parties = {*stays, *sheet.seats}
    return Held(
        {party: stays.get(party, 0) + sheet.seats.get(party, 0) for party in sorted(parties)},
        sheet.vacant,
        beside.eve_is_exact,
    )


def control_on(sheet: Sheet, beside: Beside) -> Control:
    """Return who has control by the seats of a sheet; undetermined where they do not add up."""
    if beside.no_party_control is not None:
        return beside.no_party_control
    held = held_after(sheet, beside)
    if held is None or (
        beside.size is not None and sum(held.seats.values()) + held.vacant != beside.size
    ):
        return Undetermined()
    return control_of(Composition(held.seats, held.vacant), bundles=beside.bundles)


def sum_and_size(sheet: Sheet, beside: Beside) -> tuple[int, int | None]:
    """Return what a sheet adds up to, and what it should: the council's size, or the seats up."""
    if sheet.counted is Counted.HELD:
        return sheet.total, beside.size
    return sum(sheet.seats.values()), beside.seats_up


def check_sheet(
    sheet: Sheet, beside: Beside, *, declared_at: datetime | None, now: datetime
) -> tuple[SheetFinding, ...]:
    """Return everything found on a sheet, what stops it first. `declared_at` is None if not told."""
    if sheet.is_empty:
        return (SheetFinding(SheetCode.EMPTY),)
    found = [
        *_sums(sheet, beside),
        *_changes(sheet, beside),
        *_control(sheet, beside),
        *_strangers(sheet, beside),
        *_times(beside, declared_at, now),
    ]
    return tuple(sorted(found, key=lambda each: (each.code.value, each.lines)))


def _sums(sheet: Sheet, beside: Beside) -> Iterator[SheetFinding]:
    if sheet.counted is Counted.HELD:
        if beside.size is None:
            yield SheetFinding(SheetCode.SIZE_NOT_KNOWN)
        elif sheet.total != beside.size:
            yield SheetFinding(
                SheetCode.SUM_IS_NOT_THE_SIZE, _all_lines(sheet), sheet.total, beside.size
            )
        if sheet.vacant:
            yield SheetFinding(SheetCode.SEATS_VACANT, (VACANT_LINE,), sheet.vacant)
        return
    won = sum(sheet.seats.values())
    if beside.seats_up is not None and won > beside.seats_up:
        yield SheetFinding(SheetCode.MORE_WON_THAN_UP, _all_lines(sheet), won, beside.seats_up)
    elif beside.seats_up is not None and won < beside.seats_up:
        yield SheetFinding(SheetCode.FEWER_WON_THAN_UP, _all_lines(sheet), won, beside.seats_up)
    if beside.eve is None or beside.defended is None:
        yield SheetFinding(SheetCode.NOT_KNOWN_WHAT_STAYS, (COUNTED_LINE,))
        return
    held = held_after(sheet, beside)
    if held is None:
        too_many = tuple(
            seats_line(party)
            for party, number in sorted(beside.defended.items())
            if number > beside.eve.get(party, 0)
        )
        yield SheetFinding(SheetCode.DEFENDED_EXCEEDS_HELD, too_many)
    elif beside.size is not None and sum(held.seats.values()) + held.vacant != beside.size:
        yield SheetFinding(
            SheetCode.SUM_IS_NOT_THE_SIZE,
            _all_lines(sheet),
            sum(held.seats.values()) + held.vacant,
            beside.size,
        )


def _changes(sheet: Sheet, beside: Beside) -> Iterator[SheetFinding]:
    """Yield parties whose seats moved by more than an election of these seats can move them.

    Where the council's size changed every seat was up on a new map, and nothing is held against it.
    """
    held = held_after(sheet, beside)
    if held is None or beside.eve is None or beside.seats_up is None:
        return
    if beside.eve_size is not None and beside.eve_size != beside.size:
        return
    for party in sorted({*held.seats, *beside.eve}):
        if party in beside.bundles:
            continue
        moved = abs(held.seats.get(party, 0) - beside.eve.get(party, 0))
        line = (seats_line(party),)
        if moved > beside.seats_up:
            # A council's eve that is only known from some months before may itself be wrong.
            code = (
                SheetCode.CHANGE_EXCEEDS_SEATS_UP
                if beside.eve_is_exact
                else SheetCode.CHANGE_SEEMS_TO_EXCEED
            )
            yield SheetFinding(code, line, moved, beside.seats_up)
        elif moved >= SWING_LEAST and SWING_OF * moved > SWING_PARTS * beside.seats_up:
            yield SheetFinding(SheetCode.LARGE_SWING, line, moved, beside.seats_up)


def _control(sheet: Sheet, beside: Beside) -> Iterator[SheetFinding]:
    if sheet.control_said is None:
        return
    computed = control_on(sheet, beside)
    if not isinstance(computed, Undetermined) and computed != sheet.control_said:
        yield SheetFinding(SheetCode.CONTROL_DIFFERS, (CONTROL_LINE,))


def _strangers(sheet: Sheet, beside: Beside) -> Iterator[SheetFinding]:
    """Yield parties that never sat or stood there, where anything is known of who did."""
    if beside.here:
        for party in sheet.seats:
            if party not in beside.here:
                yield SheetFinding(SheetCode.STRANGER, (seats_line(party),), sheet.seats[party])


def _times(beside: Beside, declared_at: datetime | None, now: datetime) -> Iterator[SheetFinding]:
    # Whatever time is given: what is typed before the polls close was not declared after it.
    earliest = now if declared_at is None else min(declared_at, now)
    if beside.polls_close_at is None:
        # In a rehearsal the night is played through before its time.
        return
    if earliest < beside.polls_close_at:
        yield SheetFinding(SheetCode.BEFORE_THE_POLL_CLOSED)
    if declared_at is not None and declared_at > now:
        yield SheetFinding(SheetCode.IN_THE_FUTURE)


def _all_lines(sheet: Sheet) -> tuple[Line, ...]:
    return (*(seats_line(party) for party in sheet.seats), VACANT_LINE)
