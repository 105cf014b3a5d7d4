"""What stands in the fields of an entry, as text, and the sheet that it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from types import MappingProxyType
from typing import Final

from councils.domain.composition import MOST_SEATS
from councils.domain.control import Control, Majority, NoOverallControl
from elections.domain.desk.sheets import (
    CONTROL_LINE,
    VACANT_LINE,
    Counted,
    Line,
    Said,
    Sheet,
    seats_line,
)
from elections.domain.desk.states import HandedIn

COUNTED: Final = "counted"
CONTROL: Final = "control"
DECLARED_AT: Final = "declared_at"
DECLARED_ON: Final = "declared_on"
SOURCE: Final = "source"
NOTE: Final = "note"
TICKED: Final = "ticked"
NOC: Final = "noc"
SEATS: Final = "seats."
# Rows for parties that are not listed: the slug in one field, the number beside it.
MORE: Final = "more."
MORE_ROWS: Final = 4

# A day and a time in one are no clock's time: four digits with a dash behind them are a year.
CLOCK: Final = re.compile(r"([0-9]{1,2})[:.]?([0-9]{2})")

LONGEST_NOTE: Final = 2_000

NOT_A_NUMBER = "Give a number of seats in digits, or leave it empty."
TOO_MANY = f"No council has more than {MOST_SEATS} seats."
NO_PARTY = "Choose the party that these seats are of."
NO_SUCH_PARTY = "There is no such party here: choose one of the list."
STANDS_TWICE = "This party stands on the sheet twice."
NOT_A_TIME = "Give the time as on a clock: 0310 or 03:10."
NOT_A_DAY = "Choose a day of the list."
# Declarations are made in the night after the poll and on the days after it: a clock's time from this hour
# on is of polling day itself, and any other of the day after it.
EVENING: Final = time(22)
NOT_A_CHOICE = "Choose one of the list."


def is_figure(name: str) -> bool:
    """Return whether a field is of somebody's seats, or of the vacant ones."""
    return name.startswith((SEATS, MORE)) or name == VACANT_LINE.key


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields of an entry as text, and the warnings that are ticked."""

    fields: Mapping[str, str]
    ticked: tuple[str, ...] = ()

    @classmethod
    def of(cls, stored: Mapping[str, object]) -> Typed:
        """Return what a draft holds; whatever is no text is left out."""
        ticked = stored.get(TICKED, ())
        return cls(
            {name: text for name, text in stored.items() if isinstance(text, str)},
            tuple(str(code) for code in ticked) if isinstance(ticked, list) else (),
        )

    def to_store(self) -> dict[str, object]:
        """Return what a draft keeps."""
        return {**self.fields, TICKED: list(self.ticked)}

    def text(self, name: str) -> str:
        """Return what stands in a field, without the white space around it."""
        return self.fields.get(name, "").strip()

    @property
    def is_empty(self) -> bool:
        """Return whether no number stands anywhere."""
        return not any(self.text(name) for name in self.fields if is_figure(name))


@dataclass(frozen=True, slots=True)
class Read:
    """What the fields come to: an entry, or what is wrong with which of them.

    `sheet` is what the figures come to that read well, whatever is wrong with other fields; None
    where it is not even known what is counted.
    """

    entry: HandedIn | None
    faults: Mapping[str, str]
    sheet: Sheet | None

    @property
    def unread_figures(self) -> tuple[str, ...]:
        """Return the fields of seats that do not read well, which `sheet` therefore lacks."""
        return tuple(name for name in self.faults if is_figure(name))


def read(
    typed: Typed,
    *,
    by: str,
    parties: Collection[str],
    zone: tzinfo,
    polling_day: date | None = None,
) -> Read:
    """Return the entry that the fields are. `parties` are the slugs there are.

    A time is typed as clocks in `zone` show it. With `polling_day` the time alone will do: it is
    of the night and the day after the poll, or of the day that is chosen beside it.
    """
    reading = _Reading(typed, frozenset(parties))
    sheet = reading.sheet()
    declared_at = reading.moment(zone, polling_day)
    note = typed.text(NOTE)[:LONGEST_NOTE]
    if sheet is None or reading.faults:
        return Read(None, MappingProxyType(reading.faults), sheet)
    return Read(
        HandedIn(by, sheet, typed.text(SOURCE), declared_at, note, tuple(sorted(typed.ticked))),
        MappingProxyType({}),
        sheet,
    )


def read_line(typed: Typed, line: Line, *, parties: Collection[str]) -> tuple[Said, str]:
    """Return what one line says, and what is wrong with it. For lines that were sent back."""
    reading = _Reading(typed, frozenset(parties))
    if line == CONTROL_LINE:
        return reading.control(), reading.faults.get(CONTROL, "")
    if line.party or line == VACANT_LINE:
        number = reading.number(line.key)
        return number or 0, reading.faults.get(line.key, "")
    counted = reading.counted()
    return counted, reading.faults.get(COUNTED, "")


def typed_of(sheet: Sheet) -> Typed:
    """Return a sheet as its fields would hold it."""
    fields = {COUNTED: sheet.counted.value}
    fields |= {seats_line(party).key: str(number) for party, number in sheet.seats.items()}
    if sheet.vacant:
        fields[VACANT_LINE.key] = str(sheet.vacant)
    match sheet.control_said:
        case Majority(party=party):
            fields[CONTROL] = party
        case NoOverallControl():
            fields[CONTROL] = NOC
        case _:
            pass
    return Typed(fields)


def clock_time(text: str) -> time | None:
    """Return the time that somebody typed as fast as they could, or None: "0310", "3.10", "03:10"."""
    found = CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2])
    return time(hour, minute) if hour < 24 and minute < 60 else None


def declaration_days(polling_day: date) -> tuple[date, ...]:
    """Return the days on which a declaration is looked for: polling day and the week after it."""
    return tuple(polling_day + timedelta(days=after) for after in range(8))


class _Reading:
    """One reading of the fields, and the faults found so far."""

    def __init__(self, typed: Typed, parties: frozenset[str]) -> None:
        self.typed = typed
        self.parties = parties
        self.faults: dict[str, str] = {}

    def sheet(self) -> Sheet | None:
        counted = self.counted()
        seats = self._seats()
        vacant = self.number(VACANT_LINE.key)
        control = self.control()
        if counted is None:
            return None
        return Sheet(counted, seats, vacant or 0, control)

    def counted(self) -> Counted | None:
        text = self.typed.text(COUNTED) or Counted.HELD.value
        try:
            return Counted(text)
        except ValueError:
            self.faults[COUNTED] = NOT_A_CHOICE
            return None

    def control(self) -> Control | None:
        text = self.typed.text(CONTROL)
        if not text:
            return None
        if text == NOC:
            return NoOverallControl()
        if text not in self.parties:
            self.faults[CONTROL] = NOT_A_CHOICE
            return None
        return Majority(text)

    def number(self, name: str) -> int | None:
        text = self.typed.text(name)
        if not text:
            return None
        if not text.isascii() or not text.isdigit() or len(text) > 6:
            self.faults[name] = NOT_A_NUMBER
            return None
        if int(text) > MOST_SEATS:
            self.faults[name] = TOO_MANY
            return None
        return int(text)

    def moment(self, zone: tzinfo, polling_day: date | None) -> datetime | None:
        text = self.typed.text(DECLARED_AT)
        if not text:
            return None
        clock = clock_time(text)
        if clock is not None and polling_day is not None:
            on = self._day(clock, polling_day)
            return None if on is None else datetime.combine(on, clock, tzinfo=zone)
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            self.faults[DECLARED_AT] = NOT_A_TIME
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone)
        # Far from any election an offset from UTC may leave the calendar.
        if not 2000 < moment.year < 2200:
            self.faults[DECLARED_AT] = NOT_A_TIME
            return None
        return moment

    def _day(self, clock: time, polling_day: date) -> date | None:
        text = self.typed.text(DECLARED_ON)
        if not text:
            return polling_day if clock >= EVENING else polling_day + timedelta(days=1)
        try:
            on = date.fromisoformat(text)
        except ValueError:
            on = None
        if on not in declaration_days(polling_day):
            self.faults[DECLARED_ON] = NOT_A_DAY
            return None
        return on

    def _seats(self) -> dict[str, int]:
        seats: dict[str, int] = {}
        for name in sorted(self.typed.fields):
            if not name.startswith(SEATS):
                continue
            party = name.removeprefix(SEATS)
            number = self.number(name)
            if number is None:
                continue
            if party not in self.parties:
                self.faults[name] = NO_SUCH_PARTY
                continue
            seats[party] = number
        for row in range(MORE_ROWS):
            self._add_row(seats, f"{MORE}{row}.party", f"{MORE}{row}.seats")
        return seats

    def _add_row(self, seats: dict[str, int], who: str, how_many: str) -> None:
        party, number = self.typed.text(who), self.number(how_many)
        if not party:
            if number is not None:
                self.faults[who] = NO_PARTY
            return
        if party not in self.parties:
            self.faults[who] = NO_SUCH_PARTY
        elif party in seats and number is not None:
            self.faults[who] = STANDS_TWICE
        elif number is not None:
            seats[party] = number
