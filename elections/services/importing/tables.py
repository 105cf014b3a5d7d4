"""A table that somebody has, whatever kind of file it is in: rows of text, read within limits."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from elections.services.country.reading import SHOWN, Problem

# All the councils at all the elections since 1973, a row each party, come nowhere near; what is
# larger is no table of results, and is refused before it is read.
MOST_BYTES: Final = 10_000_000
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 200
MOST_LETTERS: Final = 5_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row, its cells as text without spaces around. `faults` are cells that hold no value."""

    number: int
    cells: tuple[str, ...]
    faults: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """A head and the rows below it. `name` is how messages call it, with the sheet of a workbook.

    No row is blank, and each has as many cells as the head. `notes` say what was assumed.
    """

    name: str
    head: Row
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remedies:
    """What to do about a file that is refused, in the words of where it was given."""

    utf_16: str
    other_encoding: str
    no_sheet_shown: str
    several_sheets: str
    too_many_rows: str


FOR_COMMAND: Final = Remedies(
    utf_16="save it as “CSV UTF-8”, or say --encoding utf-16",
    other_encoding="save it as “CSV UTF-8”, or say --encoding cp1252 if it is from an older Excel",
    no_sheet_shown="name one with --sheet",
    several_sheets="Name one of its sheets with --sheet: {sheets}.",
    too_many_rows="import a part of them at a time",
)
FOR_UPLOAD: Final = Remedies(
    utf_16="save it as “CSV UTF-8” and upload it again",
    other_encoding="save it as “CSV UTF-8” and upload it again",
    no_sheet_shown="show the one with the results, save the workbook and upload it again",
    several_sheets="It has several sheets, {sheets}: leave one in it, save it and upload it again.",
    too_many_rows="upload them in parts",
)


class TableRefusedError(Exception):
    """A file holds no table that can be read; the problem says what is wrong and what would do."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem."""
        super().__init__(str(problem))
        self.problem = problem


def refusal(name: str, reason: str, *, line: int = 0, column: str = "") -> TableRefusedError:
    """Return the error that refuses a file for one reason."""
    return TableRefusedError(Problem(name, line, column, reason))


def content_of(path: Path) -> bytes:
    """Return what a file holds. Raises TableRefusedError, before reading, if that is no use."""
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise refusal(path.name or str(path), "This is a folder: name a file in it.")
        if not stat.S_ISREG(about.st_mode):
            raise refusal(path.name, "This is no file on disk: save the table as one.")
        if about.st_size > MOST_BYTES:
            raise too_large(path.name, about.st_size)
        return path.read_bytes()
    except FileNotFoundError:
        raise refusal(path.name, f"There is no such file as {path}.") from None
    except (OSError, ValueError) as error:
        # A ValueError is what a path with a NUL in it raises.
        raise refusal(path.name, f"This file can't be read: {error}.") from None


def too_large(name: str, size: int) -> TableRefusedError:
    """Return the error that refuses a file for its size."""
    return refusal(
        name,
        f"This file has {size / 1_000_000:.1f} MB, and at most {MOST_BYTES // 1_000_000} MB are"
        " read: leave in it what is to be imported.",
    )


def table_from(
    name: str,
    rows: Iterable[Row],
    *,
    head: int | None,
    is_even: bool,
    notes: Sequence[str] = (),
    remedies: Remedies = FOR_COMMAND,
) -> Table:
    """Return the table that rows are. Its head is the first that is not blank, or line `head`.

    Where rows are even, as in CSV, one with fewer cells than the head is broken off. Stops at the
    first row too many. Raises TableRefusedError.
    """
    found: Row | None = None
    below: list[Row] = []
    for row in rows:
        if head is not None and row.number < head:
            continue
        cells = tuple(cell.strip() for cell in row.cells)
        _within_limits(name, row.number, cells)
        if not any(cells) and not row.faults:
            if head == row.number:
                raise refusal(name, "The line named as the head is blank.", line=head)
            continue
        row = Row(row.number, cells, row.faults)
        if found is None:
            if head is not None and row.number != head:
                raise refusal(name, "There is no such line to be the head.", line=head)
            found = row
            continue
        if len(below) == MOST_ROWS:
            raise refusal(
                name,
                f"There are more than {MOST_ROWS:,} rows: {remedies.too_many_rows}.",
                line=row.number,
            )
        below.append(row)
    if found is None:
        told = "There is nothing in it." if head is None else "It has no line of that number."
        raise refusal(name, told, line=head or 0)
    if not below:
        raise refusal(name, "There is a head and no row below it.", line=found.number)
    width = len(found.cells)
    fitted = [_fitted(name, row, width, is_even=is_even) for row in below]
    return _without_nameless(name, found, fitted, notes)


def _within_limits(name: str, number: int, cells: Sequence[str]) -> None:
    if _width(cells) > MOST_COLUMNS:
        raise refusal(
            name, f"There are more than {MOST_COLUMNS} columns: leave out the others.", line=number
        )
    for place, cell in enumerate(cells, start=1):
        if len(cell) > MOST_LETTERS:
            told = f"Cell {place} holds more than {MOST_LETTERS:,} letters: {cell[:SHOWN]}…"
            raise refusal(name, told, line=number)


def _width(cells: Sequence[str]) -> int:
    """Return how many cells there are up to the last that holds something."""
    return max((place for place, cell in enumerate(cells, start=1) if cell), default=0)


def _fitted(name: str, row: Row, width: int, *, is_even: bool) -> Row:
    """Return a row with as many cells as the head. Raises TableRefusedError."""
    if _width(row.cells) > width or any(place >= width for place in row.faults):
        told = (
            f"This line has more cells than the head's {width}: put a text with a mark that parts"
            " cells between quotation marks, and give each column a head."
        )
        raise refusal(name, told, line=row.number)
    if is_even and len(row.cells) < width:
        told = f"This line has {len(row.cells)} cells; the head has {width}: is it broken off?"
        raise refusal(name, told, line=row.number)
    cells = (*row.cells, *("" for _ in range(width)))[:width]
    return Row(row.number, cells, row.faults)


def _without_nameless(name: str, head: Row, rows: Sequence[Row], notes: Sequence[str]) -> Table:
    """Return the table of the columns that have a head, and note what is left out."""
    kept = [place for place, cell in enumerate(head.cells) if cell]
    lost = {
        place + 1: sum(bool(row.cells[place]) for row in rows)
        for place in range(len(head.cells))
        if place not in kept
    }
    told = [
        f"Column {place} has no head and is left out: {number} cell{'s' if number > 1 else ''}."
        for place, number in lost.items()
        if number
    ]

    def narrowed(row: Row) -> Row:
        faults = {kept.index(place): told for place, told in row.faults.items() if place in kept}
        return Row(row.number, tuple(row.cells[place] for place in kept), faults)

    return Table(name, narrowed(head), tuple(map(narrowed, rows)), (*notes, *told))
