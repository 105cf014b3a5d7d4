"""The tidy layout: one row a council and party. `docs/importing.md` shows an example."""

from __future__ import annotations

from datetime import date
from typing import Final

from elections.browsing.names import fold
from elections.claim_shapes import MOMENTS
from elections.services.country.reading import CellError, Line, Problem
from elections.services.importing.layouts.heads import (
    CODES,
    DAYS,
    NAMES,
    Heads,
    check_contest,
    council_of,
    day_of,
    heads_of,
    need,
    need_a_council,
    problems_in,
)
from elections.services.importing.matching import NoMatchError
from elections.services.importing.stating import (
    Composition,
    Known,
    Lists,
    Reading,
    Stated,
    Terms,
    seats_in,
)
from elections.services.importing.tables import Table

ROLES: Final = {
    "code": CODES,
    "name": NAMES,
    "party": ("party", "group"),
    "seats": ("seats", "seats held"),
    "day": DAYS,
    "moment": ("moment",),
}

Group = tuple[date, str, str]


def read_tidy(table: Table, known: Known, terms: Terms) -> Reading:
    """Return what a tidy table states. Raises TableRefusedError where its head is none."""
    heads = heads_of(table, ROLES, terms=terms)
    need_a_council(table, heads)
    need(table, heads, "party", "party")
    need(table, heads, "seats", "seats")
    return _Tidy(table, heads, known, terms).read()


class _Tidy:
    """One reading of a table: what it says so far of each council, and what is wrong."""

    def __init__(self, table: Table, heads: Heads, known: Known, terms: Terms) -> None:
        self.table = table
        self.heads = heads
        self.known = known
        self.terms = terms
        self.groups: dict[Group, Composition] = {}
        self.problems: list[Problem] = []
        self.left_out = 0

    def read(self) -> Reading:
        self.problems += list(problems_in(self.table, self.heads.used, self._take))
        stated = self._stated()
        notes = []
        if self.left_out:
            notes.append(f"Rows of other polling days that are left out: {self.left_out}.")
        return Reading(tuple(stated), tuple(self.problems), tuple(notes))

    def _take(self, line: Line) -> None:
        day = day_of(line, self.heads, self.terms)
        if day is None:
            self.left_out += 1
            return
        council = council_of(line, self.heads, self.known, day)
        check_contest(line, self.heads, self.known, council, day)
        moment = self._moment(line)
        seats = seats_in(line, self.heads.by_role["seats"])
        if seats is None:
            raise CellError(
                self.heads.by_role["seats"],
                "No number of seats is given: leave out the row if it is not known.",
            )
        key = (day, council.slug, moment)
        group = self.groups.setdefault(
            key, Composition(day, council.slug, moment, self.terms.precision)
        )
        column = self.heads.by_role["party"]
        name = line.text(column)
        match fold(name):
            case "":
                raise CellError(column, "No party is named here.")
            case "vacant" | "vacancy" | "vacancies":
                before, group.vacant = group.vacant, group.vacant or seats
            case "total" | "all seats" | "council size":
                before, group.total = group.total, group.total or seats
            case _:
                try:
                    party = self.known.parties.named(name)
                except NoMatchError as error:
                    told = "Count it as 'other', or add the party to fixtures/07-parties.yaml."
                    raise CellError(column, f"{error} {told}") from None
                before = group.seats.get(party)
                group.seats.setdefault(party, seats)
        if before is not None:
            told = f"{council.name} has '{name[:60]}' twice at this moment"
            raise CellError(column, f"{told}: first in line {before.line}.")

    def _moment(self, line: Line) -> str:
        column = self.heads.get("moment")
        if column is None or not line.text(column):
            return self.terms.moment
        moment = fold(line.text(column)).replace(" ", "_")
        if moment not in MOMENTS:
            told = f"'{line.text(column)[:60]}' is no moment: it is one of {', '.join(MOMENTS)}."
            raise CellError(column, told)
        return moment

    def _stated(self) -> list[Stated]:
        made: list[Stated] = []
        # Where lines can't be read, totals do not add up for that alone.
        lists = Lists.PARTIAL if self.problems else self.terms.lists or Lists.CHECKED
        for group in self.groups.values():
            try:
                made += group.stated(lists, self.known, claims_size=True)
            except CellError as error:
                line = 0 if group.total is None else group.total.line
                problem = Problem(self.table.name, line, error.column, error.reason)
                self.problems.append(problem)
        return made
