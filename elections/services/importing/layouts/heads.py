"""Heads of tables: which column is what, and lines by the names of their columns."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from elections.browsing.names import fold
from elections.services.country.reading import SHOWN, CellError, Line, Problem
from elections.services.importing.matching import CouncilNames, NoMatchError
from elections.services.importing.stating import WHERE_CONTESTS_COME_FROM, Known, Terms
from elections.services.importing.tables import Table, refusal

# How tables call the columns that say which council a row is of: by code first, as that is sure.
CODES: Final = ("gss", "gss code", "ons code", "code", "la code", "ons la id")
NAMES: Final = (
    "council",
    "authority",
    "local authority",
    "council name",
    "la name",
    "name",
    "slug",
)
DAYS: Final = ("election", "election date", "polling day")


@dataclass(frozen=True, slots=True)
class Heads:
    """A table's heads as they are written, by what they mean."""

    by_role: Mapping[str, str]
    parties: Mapping[str, str] = field(default_factory=dict)

    def get(self, role: str) -> str | None:
        """Return the head of the column of a role, if there is one."""
        return self.by_role.get(role)

    @property
    def used(self) -> frozenset[str]:
        """Return every head that is read."""
        return frozenset({*self.by_role.values(), *self.parties.values()})


def heads_of(
    table: Table,
    roles: Mapping[str, Sequence[str]],
    *,
    terms: Terms,
    skipped: Collection[str] = (),
    party_of: Callable[[str], str | None] | None = None,
    near: Callable[[str], str] | None = None,
) -> Heads:
    """Return which of a table's columns is what. Raises TableRefusedError.

    `roles` are what columns may be called for each; the first that is there counts, and the others
    of its names must not be. `party_of` says which party's seats a head stands over. Columns
    that are `skipped`, or that the terms ignore, are not read; any other is refused, so that no
    misspelt one is overlooked.
    """
    written: dict[str, str] = {}
    for head in table.head.cells:
        first = written.setdefault(fold(head), head)
        if first is not head:
            told = f"There are two columns '{head[:SHOWN]}': keep one."
            raise refusal(table.name, told, line=table.head.number)
    ignored = {fold(name) for name in terms.ignored}
    by_role = {
        role: written[name]
        for role, names in roles.items()
        if (name := next((each for each in names if each in written), None)) is not None
    }
    parties: dict[str, str] = {}
    for name, head in written.items():
        if name in ignored or head in by_role.values():
            continue
        party = None if party_of is None else party_of(name)
        if party is not None:
            if party in parties:
                told = f"The columns '{parties[party]}' and '{head}' are of one party: keep one."
                raise refusal(table.name, told, line=table.head.number)
            parties[party] = head
        elif name not in skipped:
            perhaps = "" if near is None else near(name)
            told = (
                f"Nothing is known of a column '{head[:SHOWN]}'.{perhaps} If it is not to be read,"
            )
            raise refusal(
                table.name, f"{told} say --ignore '{head[:SHOWN]}'.", line=table.head.number
            )
    return Heads(by_role, parties)


def need(table: Table, heads: Heads, role: str, called: str) -> str:
    """Return the head of a column that must be there. Raises TableRefusedError."""
    head = heads.get(role)
    if head is None:
        there = ", ".join(table.head.cells)[:300]
        told = f"There is no column '{called}'. The columns are {there}."
        raise refusal(table.name, told, line=table.head.number)
    return head


def need_a_council(table: Table, heads: Heads) -> None:
    """Check that some column says which council a row is of. Raises TableRefusedError."""
    if heads.get("code") is None:
        need(table, heads, "name", "council")


def problems_in(
    table: Table, used: Collection[str], take: Callable[[Line], None]
) -> Iterator[Problem]:
    """Hand each row below the head to `take`, by the names of its columns; yield what is wrong.

    That is what `take` raises as CellError, and a cell without a value in a column that is used.
    """
    heads = table.head.cells
    for row in table.rows:
        line = Line(table.name, row.number, dict(zip(heads, row.cells, strict=True)))
        faults = [(heads[place], told) for place, told in row.faults.items()]
        fault = next(((column, told) for column, told in faults if column in used), None)
        if fault is not None:
            yield line.problem(f"This cell holds {fault[1]}.", column=fault[0])
            continue
        try:
            take(line)
        except CellError as error:
            yield line.problem(error.reason, column=error.column)


def day_of(line: Line, heads: Heads, terms: Terms) -> date | None:
    """Return the polling day of a line, or None if another one is asked for. Raises CellError."""
    column = heads.get("day")
    if column is None or not line.text(column):
        if terms.polling_day is None:
            raise CellError(column or "", "No polling day is given: say --election 2023-05-04.")
        return terms.polling_day
    day = line.day(column)
    return day if terms.polling_day in {None, day} else None


def council_of(line: Line, heads: Heads, known: Known, day: date) -> CouncilNames:
    """Return the council of a line. Raises CellError where it is none, or code and name differ."""
    likely = known.contests.get(day, frozenset())
    found: CouncilNames | None = None
    for role in ("code", "name"):
        column = heads.get(role)
        if column is None or not line.text(column):
            continue
        try:
            council = known.councils.named(line.text(column), likely=likely)
        except NoMatchError as error:
            if found is not None:
                continue  # The code says which it is, whatever the table calls it.
            raise CellError(column, str(error)) from None
        if found is not None and council.slug != found.slug:
            told = f"The code is that of {found.told}, and the name that of {council.told}."
            raise CellError(column, f"{told} Correct one.")
        found = council
    if found is None:
        column = heads.get("code") or heads.get("name") or ""
        raise CellError(column, "No council is named here: give its GSS code or its name.")
    return found


def check_contest(line: Line, heads: Heads, known: Known, council: CouncilNames, day: date) -> None:
    """Check that a council has a contest on a day. Raises CellError."""
    if council.slug not in known.contests.get(day, frozenset()):
        column = heads.get("name") or heads.get("code") or ""
        told = f"There is no contest of {council.told} on {day}"
        raise CellError(column, f"{told}: {WHERE_CONTESTS_COME_FROM}.")
