"""The wide layouts: one row a council, a column a party. `docs/importing.md` shows an example of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from elections.browsing.names import fold
from elections.claim_shapes import BASELINES
from elections.domain.baselines import AFTER, Baseline
from elections.domain.sources import Precision
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
    need_a_council,
    problems_in,
)
from elections.services.importing.matching import CouncilNames
from elections.services.importing.stating import (
    Composition,
    Known,
    Lists,
    Reading,
    Stated,
    Terms,
    seats_in,
)
from elections.services.importing.tables import Table, refusal

VACANT: Final = "vacant"
TOTAL: Final = "total"
# What stands over columns of seats and is no party.
_SPECIAL: Final = {"vacant": VACANT, "vac": VACANT, "vacancies": VACANT, "total": TOTAL}

# Who the Commons Library names in each nation: a 0 of anybody else may be among its "other".
_NAMED_BY_THE_LIBRARY: Final = {
    "E": {"conservative", "labour", "liberal-democrats", "green", "other"},
    "S": {"conservative", "labour", "liberal-democrats", "snp", "other"},
    "W": {"conservative", "labour", "liberal-democrats", "plaid-cymru", "other"},
}

SNAPSHOT_BEFORE: Final = (
    "The snapshot of the year before stands for the eve of the poll: the nearest there is, without"
    " the by-elections and defections of the months between."
)
# What else the tables of the field have columns for, which is not read.
_NOT_READ: Final = frozenset(
    {
        "id",
        "council id",
        "type",
        "nation",
        "region",
        "majority",
        "control",
        "seats up",
        "year",
        "after ocduk admin label",
        "last election baseline source",
        "before source",
        "after source",
        "last source",
    }
)


@dataclass(frozen=True, slots=True)
class Block:
    """Columns of one moment: each party's by its slug, with VACANT and TOTAL among them."""

    moment: str
    columns: Mapping[str, str]
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Practice:
    """What a layout makes of its rows, beyond what they say."""

    lists: Lists
    # Whether the table names a party, so that its 0 is none and not among `other`.
    names: Callable[[str, CouncilNames], bool] = lambda party, council: True
    # The table has councils that had no election that day.
    has_others: bool = False
    # Rows are of a year and not of a polling day; of the eve, of the year before.
    by_year: bool = False
    baseline_note: str = ""


def _library_names(party: str, council: CouncilNames) -> bool:
    return party in _NAMED_BY_THE_LIBRARY.get(council.nation, ())


def read_wide(table: Table, known: Known, terms: Terms) -> Reading:
    """Return what a table with a column a party states, of one moment. Raises TableRefusedError."""
    return _read_one_moment(table, known, terms, Practice(Lists.CHECKED))


def read_open_council_data(table: Table, known: Known, terms: Terms) -> Reading:
    """Return what a yearly table of all councils states of those that had an election.

    It is drawn up some months after May, so its figures are approximate. Raises TableRefusedError.
    """
    practice = Practice(
        Lists.PARTIAL,
        has_others=True,
        by_year=True,
        baseline_note=SNAPSHOT_BEFORE,
    )
    terms = replace(terms, precision=Precision.APPROXIMATE)
    return _read_one_moment(table, known, terms, practice)


def _read_one_moment(table: Table, known: Known, terms: Terms, practice: Practice) -> Reading:
    roles = {"code": CODES, "name": NAMES, "day": DAYS, "year": ("year",)}
    heads = heads_of(
        table,
        roles,
        terms=terms,
        skipped=_NOT_READ,
        party_of=lambda name: _SPECIAL.get(name) or known.parties.find(name),
        near=known.parties.near,
    )
    blocks = [Block(terms.moment, heads.parties)]
    return _Wide(table, heads, blocks, known, terms, practice).read()


def read_before_and_after(table: Table, known: Known, terms: Terms) -> Reading:
    """Return what a table states with columns before, after and when last fought.

    `before_…` is the eve of the poll unless the terms name another baseline. Where a column
    `after_source` or `before_source` says that a row's figures are from a snapshot, they are
    approximate. Raises TableRefusedError.
    """
    before = terms.moment if terms.moment in BASELINES else Baseline.EVE_OF_POLL.value
    moments = {"before": before, "after": AFTER.value, "last": Baseline.LAST_FOUGHT.value}

    def party_of(name: str) -> str | None:
        block, _, rest = name.partition(" ")
        if block not in moments or not rest or name in _NOT_READ:
            return None
        party = _SPECIAL.get(rest) or known.parties.find(rest)
        return None if party is None else f"{block} {party}"

    heads = heads_of(
        table,
        {
            "code": CODES,
            "name": NAMES,
            "day": DAYS,
            "before source": ("before source",),
            "after source": ("after source",),
        },
        terms=terms,
        skipped=_NOT_READ,
        party_of=party_of,
    )
    blocks = [
        Block(moment, columns, heads.get(f"{block} source"))
        for block, moment in moments.items()
        if (
            columns := {
                name.removeprefix(f"{block} "): head
                for name, head in heads.parties.items()
                if name.startswith(f"{block} ")
            }
        )
    ]
    if len({block.moment for block in blocks}) < len(blocks):
        told = "'before_…' and 'last_…' can't both be when last fought: say --ignore for one."
        raise refusal(table.name, told, line=table.head.number)
    practice = Practice(Lists.PARTIAL, _library_names)
    return _Wide(table, heads, blocks, known, terms, practice).read()


class _Wide:
    """One reading of a table: which councils stood in it so far, and what is wrong."""

    def __init__(
        self,
        table: Table,
        heads: Heads,
        blocks: list[Block],
        known: Known,
        terms: Terms,
        practice: Practice,
    ) -> None:
        self.table = table
        self.heads = heads
        self.blocks = blocks
        self.known = known
        self.terms = terms
        self.practice = practice
        self.stated: list[Stated] = []
        self.problems: list[Problem] = []
        self.first: dict[tuple[date, str], int] = {}
        self.other_days = 0
        self.others = 0
        self.not_filled = 0
        need_a_council(table, heads)
        if not any(set(block.columns) - {VACANT, TOTAL} for block in blocks):
            told = "No column is called as a party is, as in 'con' or 'Labour'."
            raise refusal(table.name, told, line=table.head.number)

    def read(self) -> Reading:
        self.problems += list(problems_in(self.table, self.heads.used, self._take))
        return Reading(tuple(self.stated), tuple(self.problems), tuple(self._notes()))

    def _tell(self, line: Line, error: CellError) -> None:
        self.problems.append(line.problem(error.reason, column=error.column))

    def _take(self, line: Line) -> None:
        day = day_of(line, self.heads, self.terms)
        if day is None or not self._is_of_the_year(line, day):
            self.other_days += 1
            return
        council = council_of(line, self.heads, self.known, day)
        if self.practice.has_others and council.slug not in self.known.contests.get(day, ()):
            self.others += 1
            return
        check_contest(line, self.heads, self.known, council, day)
        first = self.first.setdefault((day, council.slug), line.number)
        if first != line.number:
            column = self.heads.get("name") or self.heads.get("code") or ""
            raise CellError(column, f"{council.told} stands twice: first in line {first}.")
        found = [self._composition(line, block, council, day) for block in self.blocks]
        if not any(each.seats for each in found):
            raise CellError("", "This row gives no party's seats: leave it out.")
        in_play = {*self.known.in_play(council.slug, day), *_holding(found)}
        for each in found:
            # A 0 matters of those who hold a seat at another moment; of anybody else it says no
            # more than that the list is whole.
            each.seats = {
                party: figure
                for party, figure in each.seats.items()
                if figure.value or party in in_play
            }
            try:
                made = each.stated(
                    self.terms.lists or self.practice.lists, self.known, claims_size=False
                )
            except CellError as error:
                self._tell(line, error)
                continue
            self.stated += made
            self.not_filled += bool(each.seats) and not any(
                claim.kind == "list_is_whole" for claim in made
            )

    def _is_of_the_year(self, line: Line, day: date) -> bool:
        column = self.heads.get("year")
        if column is None or self.heads.get("day") is not None:
            return True
        year = self.terms.year
        if year is None:
            is_eve = self.practice.by_year and self.terms.moment == Baseline.EVE_OF_POLL
            year = day.year - 1 if is_eve else day.year
        return line.whole(column) == year

    def _composition(
        self, line: Line, block: Block, council: CouncilNames, day: date
    ) -> Composition:
        precision = self.terms.precision
        if block.source is not None and "snapshot" in fold(line.text(block.source)):
            precision = Precision.APPROXIMATE
        found = Composition(
            day, council.slug, block.moment, precision, baseline_note=self._note(block)
        )
        for party, column in block.columns.items():
            try:
                figure = seats_in(line, column)
            except CellError as error:
                self._tell(line, error)
                continue
            match party:
                case "vacant":
                    found.vacant = figure
                case "total":
                    found.total = figure
                case _ if figure is not None and (
                    figure.value or self.practice.names(party, council)
                ):
                    found.seats[party] = figure
                case _:
                    pass
        return found

    def _note(self, block: Block) -> str:
        return self.practice.baseline_note if block.moment == Baseline.EVE_OF_POLL else ""

    def _notes(self) -> list[str]:
        told = [
            ("Rows of other days or years that are left out", self.other_days),
            ("Rows of councils without a contest that day, left out", self.others),
            (
                "Lists that are not said to be whole, as they come to no total or size",
                self.not_filled,
            ),
        ]
        return [f"{words}: {number}." for words, number in told if number]


def _holding(found: Iterable[Composition]) -> Iterator[str]:
    """Yield who holds a seat at any of the moments."""
    for each in found:
        yield from (party for party, figure in each.seats.items() if figure.value)
