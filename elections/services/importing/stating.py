"""What the rows of a table state: one claim each, with the line and the column it stands in."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from councils.domain.composition import MOST_SEATS
from elections.claim_shapes import BASELINES, ClaimKind
from elections.domain.sources import Precision
from elections.models import BaselineBasis
from elections.services.country.reading import CellError, Line, Problem
from elections.services.importing.matching import Councils, Parties

WHERE_CONTESTS_COME_FROM: Final = (
    "contests are facts, which `manage.py load_data` reads from contests.csv and `manage.py"
    " load_fixtures` from fixtures/"
)

_WRITTEN_AS_DECIMAL: Final = re.compile(r"[0-9]{1,3}\.0+")


class Lists(StrEnum):
    """What is made of a list of parties, beside the total that stands with it."""

    # It must come to the total, and is then whole; without a total nothing is said of it.
    CHECKED = "checked"
    # It is whole whatever stands beside it: somebody says so.
    WHOLE = "whole"
    # Seats may be missing; it is whole where it comes to the council's size.
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class Terms:
    """How a table is to be read, beyond what stands in it."""

    polling_day: date | None = None
    moment: str = "after"
    precision: Precision = Precision.EXACT
    lists: Lists | None = None
    year: int | None = None
    ignored: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What a table's words refer to: councils, parties, contests by day, and councils' sizes."""

    councils: Councils
    parties: Parties
    contests: Mapping[date, frozenset[str]]
    # A council's size, by its slug, at a moment of the contest of a day.
    size: Callable[[str, date, str], int | None]
    # Who holds seats in a council's contest of a day, at any moment, by any source so far.
    in_play: Callable[[str, date], Collection[str]]


@dataclass(frozen=True, slots=True)
class Stated:
    """One claim of the table's source."""

    line: int
    column: str
    polling_day: date
    council: str
    kind: ClaimKind
    moment: str
    party: str | None
    value: int | None
    precision: Precision
    baseline_basis: str = ""
    baseline_note: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a table states, what is wrong with it, and what was left out or assumed."""

    stated: tuple[Stated, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of seats, and where it stands."""

    value: int
    line: int
    column: str


@dataclass(slots=True)
class Composition:
    """What a table says of one council at one moment."""

    polling_day: date
    council: str
    moment: str
    precision: Precision
    seats: dict[str, Figure] = field(default_factory=dict)
    vacant: Figure | None = None
    total: Figure | None = None
    baseline_note: str = ""

    def stated(self, lists: Lists, known: Known, *, claims_size: bool) -> list[Stated]:
        """Return the claims it makes, that its list is whole among them. Raises CellError.

        A total is claimed as the council's size only if `claims_size`: those of the tables that
        the field publishes often leave out seats that nobody was elected to.
        """
        made = [
            self._stated(ClaimKind.SEATS_HELD, figure, party)
            for party, figure in self.seats.items()
        ]
        if self.vacant is not None:
            made.append(self._stated(ClaimKind.SEATS_VACANT, self.vacant, None))
        if self.total is not None and claims_size:
            made.append(self._stated(ClaimKind.COUNCIL_SIZE, self.total, None))
        if self.seats and self._is_whole(lists, known):
            where = self.total or next(iter(self.seats.values()))
            whole = self._stated(ClaimKind.LIST_IS_WHOLE, where, None, has_value=False)
            made.append(whole)
        return made

    def _is_whole(self, lists: Lists, known: Known) -> bool:
        seats = sum(figure.value for figure in self.seats.values())
        vacant = 0 if self.vacant is None else self.vacant.value
        total = None if self.total is None else self.total.value
        if self.total is not None and total is not None:
            have = f"The parties have {seats} seats"
            if self.vacant is not None:
                have += f" and {vacant} are vacant"
            if seats + vacant > total:
                raise CellError(
                    self.total.column, f"{have}, which is more than the total of {total}."
                )
            if seats + vacant < total and lists is Lists.CHECKED:
                raise CellError(
                    self.total.column,
                    f"{have}, and the total is {total}: correct one, give the rest as vacant, or"
                    " say --partial if nobody knows whose they are.",
                )
        match lists:
            case Lists.WHOLE:
                return True
            case Lists.CHECKED:
                return total is not None
            case Lists.PARTIAL:
                size = known.size(self.council, self.polling_day, self.moment)
                return seats + vacant == (total if size is None else size)

    def _stated(
        self, kind: ClaimKind, figure: Figure, party: str | None, *, has_value: bool = True
    ) -> Stated:
        basis = note = ""
        if self.moment in BASELINES:
            note = self.baseline_note
            basis = BaselineBasis.OUTLET_PRACTICE.value if note else BaselineBasis.STATED.value
        return Stated(
            line=figure.line,
            column=figure.column,
            polling_day=self.polling_day,
            council=self.council,
            kind=kind,
            moment=self.moment,
            party=party,
            value=figure.value if has_value else None,
            precision=self.precision,
            baseline_basis=basis,
            baseline_note=note,
        )


def seats_in(line: Line, column: str) -> Figure | None:
    """Return the seats that a cell gives, or None where it is empty. Raises CellError.

    Programs that know no gaps among whole numbers write them as 33.0, which is 33.
    """
    text = line.text(column)
    if not text:
        return None
    value = (
        int(text[: text.index(".")]) if _WRITTEN_AS_DECIMAL.fullmatch(text) else line.whole(column)
    )
    if value > MOST_SEATS:
        raise CellError(column, f"No council has {value} seats; none has more than {MOST_SEATS}.")
    return Figure(value, line.number, column)
