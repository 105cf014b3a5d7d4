"""The rows of an uploaded table as what the fields of each council's entry would hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final

from elections.browsing.names import fold
from elections.domain.desk.sheets import VACANT_LINE, seats_line
from elections.domain.desk.typed import (
    CONTROL,
    COUNTED,
    LONGEST_NOTE,
    NOC,
    NOTE,
    STANDS_TWICE,
)
from elections.domain.desk.uploads import (
    COLUMNS,
    COUNCIL,
    GSS,
    ID,
    OF_THE_SHEET,
    PARTY,
    SEATS,
    Wrong,
)
from elections.models.contests import ballot_id_of
from elections.services.country.reading import MOST_PROBLEMS, SHOWN
from elections.services.importing.matching import Councils, NoMatchError, Parties
from elections.services.importing.tables import Row, Table

# Every council of the largest polling day with twenty rows each has 5,000 rows and half a megabyte.
MOST_UPLOADED: Final = 2_000_000
MOST_UPLOADED_ROWS: Final = 6_000

_ALSO_CALLED: Final = MappingProxyType(
    {
        "contest": ID,
        "ballot_id": ID,
        "gss": GSS,
        "code": GSS,
        "authority": COUNCIL,
        "name": COUNCIL,
        "slug": COUNCIL,
    }
)
VACANT, TOTAL = "vacant", "total"
_NOBODY: Final = frozenset({NOC, "no overall control", "nobody", "none"})

ONE_OF_COLUMNS = f"Give the columns of the template: {', '.join(COLUMNS)}."


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the table something stands."""

    line: int
    column: str


@dataclass(slots=True)
class Filled:
    """What the rows of one council say: the fields of its entry, and where each of them stands."""

    ballot_id: str
    council: str
    lines: list[int] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    total: str = ""

    @property
    def is_filled(self) -> bool:
        """Return whether a number stands anywhere: a council without one is left out."""
        return any(name not in OF_THE_SHEET for name in self.fields) or bool(self.total)

    def wrong(self, name: str, reason: str) -> Wrong:
        """Return what is wrong with a field, told where it stands."""
        place = self.places.get(name, Place(self.lines[0], SEATS))
        return Wrong(place.line, place.column, reason)


@dataclass(frozen=True, slots=True)
class Sheets:
    """The councils of a table in the order they stand in it, and what is wrong with its rows.

    Where there are very many problems reading stops: `is_cut` says so.
    """

    filled: tuple[Filled, ...]
    wrong: tuple[Wrong, ...]
    is_cut: bool = False


def sheets_in(
    table: Table, *, polling_day: date, councils: Councils, parties: Parties, day: Collection[str]
) -> Sheets:
    """Return what a table says of each council. `day` are the slugs of those with a contest.

    No query. Columns may stand in any order, and a council's rows apart.
    """
    reading = _Reading(table, polling_day, councils, parties, frozenset(day))
    return reading.sheets()


class _Reading:
    """One reading of a table."""

    def __init__(
        self,
        table: Table,
        polling_day: date,
        councils: Councils,
        parties: Parties,
        day: frozenset[str],
    ) -> None:
        self.table = table
        self.polling_day = polling_day
        self.councils = councils
        self.parties = parties
        self.day = day
        self.found: dict[str, Filled] = {}
        self.wrong: list[Wrong] = []
        self.places: dict[str, int] = {}

    def sheets(self) -> Sheets:
        if len(self.table.rows) > MOST_UPLOADED_ROWS:
            told = f"There are more than {MOST_UPLOADED_ROWS:,} rows: upload it in parts."
            self._tell(self.table.rows[MOST_UPLOADED_ROWS].number, "", told)
        elif self._head_is_right():
            for row in self.table.rows:
                # What is wrong with every row in the same way is told by its first ones.
                if len(self.wrong) >= MOST_PROBLEMS:
                    break
                self._read(row)
        return Sheets(
            tuple(self.found.values()),
            tuple(sorted(self.wrong)),
            is_cut=len(self.wrong) >= MOST_PROBLEMS,
        )

    def _head_is_right(self) -> bool:
        line = self.table.head.number
        for place, text in enumerate(self.table.head.cells):
            name = fold(text).replace(" ", "_")
            column = _ALSO_CALLED.get(name, name)
            if column not in COLUMNS:
                told = f"Nothing is known of this column. {ONE_OF_COLUMNS}"
                self._tell(line, text[:SHOWN], told)
            elif column in self.places:
                self._tell(line, text[:SHOWN], "There are two columns of this kind: keep one.")
            else:
                self.places[column] = place
        for column in (PARTY, SEATS):
            if column not in self.places:
                self._tell(line, column, f"There is no such column. {ONE_OF_COLUMNS}")
        if not {ID, GSS, COUNCIL} & set(self.places):
            self._tell(line, ID, f"No column says which council a row is of. {ONE_OF_COLUMNS}")
        return not self.wrong

    def _read(self, row: Row) -> None:
        for place, fault in row.faults.items():
            self._tell(row.number, self.table.head.cells[place], f"Here is {fault}.")
        if row.faults:
            return
        council = self._council(row)
        if council is None:
            return
        ballot_id = ballot_id_of(council_slug=council, polling_day=self.polling_day)
        if council not in self.found:
            name = self.councils.by_slug[council].name
            self.found[council] = Filled(ballot_id, name)
        filled = self.found[council]
        filled.lines.append(row.number)
        self._seats(row, filled)
        for column in OF_THE_SHEET:
            self._of_the_sheet(row, column, filled)

    def _council(self, row: Row) -> str | None:
        """Return the slug of the council that a row is of, or note what is wrong."""
        named: dict[str, str] = {}
        for column in (ID, GSS, COUNCIL):
            text = self._cell(row, column)
            if not text:
                continue
            try:
                named[column] = (
                    self._of_id(text)
                    if column == ID
                    else self.councils.named(text, likely=self.day).slug
                )
            except NoMatchError as error:
                self._tell(row.number, column, str(error))
                return None
        slugs = set(named.values())
        if not slugs:
            self._tell(row.number, "", "Nothing says which council this row is of.")
            return None
        if len(slugs) > 1:
            told = " and ".join(
                f"the {column} that of {self.councils.by_slug[slug].told}"
                for column, slug in named.items()
            )
            self._tell(row.number, "", f"These are two councils, {told}: correct one.")
            return None
        (slug,) = slugs
        if slug not in self.day:
            told = self.councils.by_slug[slug].told
            column = next(iter(named))
            self._tell(row.number, column, f"There is no contest of {told} on {self.polling_day}.")
            return None
        return slug

    def _of_id(self, text: str) -> str:
        local, _, rest = text.partition(".")
        slug, _, day = rest.partition(".")
        if local != "local" or slug not in self.councils.by_slug:
            raise NoMatchError(f"There is no contest \u2018{text[:SHOWN]}\u2019.")
        if day != str(self.polling_day):
            raise NoMatchError(
                f"\u2018{text[:SHOWN]}\u2019 is of another election than {self.polling_day}."
            )
        return slug

    def _seats(self, row: Row, filled: Filled) -> None:
        party, seats = self._cell(row, PARTY), self._cell(row, SEATS)
        if not party:
            if seats:
                self._tell(row.number, PARTY, "Say which party these seats are of, or vacant.")
            return
        if not seats:
            return
        called = fold(party)
        if called == TOTAL:
            if filled.total and filled.total != seats:
                self._tell(row.number, SEATS, "The total stands twice: keep one.")
            filled.total = seats
            filled.places[TOTAL] = Place(row.number, SEATS)
            return
        if called in {VACANT, "vacant seats"}:
            name = VACANT_LINE.key
        else:
            try:
                name = seats_line(self.parties.named(party)).key
            except NoMatchError as error:
                self._tell(row.number, PARTY, str(error))
                return
        if name in filled.fields:
            told = "The vacant seats stand twice." if name == VACANT_LINE.key else STANDS_TWICE
            self._tell(row.number, PARTY, told)
            return
        filled.fields[name] = seats
        filled.places[name] = Place(row.number, SEATS)

    def _of_the_sheet(self, row: Row, column: str, filled: Filled) -> None:
        text = self._cell(row, column)
        if not text:
            return
        if column == CONTROL:
            found = NOC if fold(text) in _NOBODY else self.parties.find(text)
            if found is None:
                told = f"There is no party \u2018{text[:SHOWN]}\u2019: name one, or write noc."
                self._tell(row.number, column, told)
                return
            text = found
        elif column == COUNTED:
            text = text.lower()
        elif column == NOTE and len(text) > LONGEST_NOTE:
            told = f"A note has at most {LONGEST_NOTE:,} letters."
            self._tell(row.number, column, told)
            return
        before = filled.fields.get(column)
        if before is not None and before != text:
            line = filled.places[column].line
            self._tell(row.number, column, f"Line {line} says otherwise of this council.")
            return
        if before is None:
            filled.fields[column] = text
            filled.places[column] = Place(row.number, column)

    def _cell(self, row: Row, column: str) -> str:
        place = self.places.get(column)
        # An apostrophe is what keeps a spreadsheet from taking a cell for a formula.
        return "" if place is None else row.cells[place].removeprefix("'").strip()

    def _tell(self, line: int, column: str, reason: str) -> None:
        self.wrong.append(Wrong(line, column, reason))


def wrong_total(filled: Filled, numbers: Mapping[str, int]) -> Wrong | None:
    """Return what is wrong with the total that stands beside a council's numbers, if anything."""
    if not filled.total:
        return None
    if not (filled.total.isascii() and filled.total.isdigit()):
        return filled.wrong(TOTAL, "The total is no number of seats.")
    if str(sum(numbers.values())) != (filled.total.lstrip("0") or "0"):
        # Not by how much: the sheet is to be looked at, and not the sum made right.
        return filled.wrong(TOTAL, "The rows do not come to this total: check each of them.")
    return None
