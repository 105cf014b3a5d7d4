"""Fact files as lines whose cells are read by type. Knows CSV, and nothing of the models."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

# A file of which every line is wrong in the same way is told by its first ones.
MOST_PROBLEMS = 50


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One reason to refuse a file: where it stands, and what is wrong."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        """Return the problem on one line."""
        column = f", column '{self.column}'" if self.column else ""
        return f"{self.file}, line {self.line}{column}: {self.reason}"


class CountryRefusedError(Exception):
    """Fact files have problems, all of which are told; nothing was stored."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems, in the order of files and lines."""
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class CellError(ValueError):
    """A cell does not hold what its column should."""

    def __init__(self, column: str, reason: str) -> None:
        """Keep the column and what is wrong with it."""
        super().__init__(reason)
        self.column = column
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file, by the names of its columns."""

    file: str
    number: int
    cells: Mapping[str, str]

    def problem(self, reason: str, *, column: str = "") -> Problem:
        """Return a problem of this line."""
        return Problem(self.file, self.number, column, reason)

    def text(self, column: str) -> str:
        """Return a text, which may be empty."""
        return self.cells[column]

    def whole(self, column: str) -> int:
        """Return a whole number. Raises CellError."""
        text = self.cells[column]
        if not text.isascii() or not text.isdigit():
            raise CellError(column, f"'{text}' is no number of seats: give digits alone.")
        return int(text)

    def whole_or_none(self, column: str) -> int | None:
        """Return a whole number, or None where the cell is empty. Raises CellError."""
        return self.whole(column) if self.cells[column] else None

    def signed(self, column: str) -> int:
        """Return a whole number that may be below zero. Raises CellError."""
        text = self.cells[column]
        if not text.isascii() or not text.removeprefix("-").isdigit():
            raise CellError(column, f"'{text}' is no whole number.")
        return int(text)

    def day(self, column: str) -> date:
        """Return a day. Raises CellError."""
        try:
            return date.fromisoformat(self.cells[column])
        except ValueError:
            raise CellError(
                column, f"'{self.cells[column]}' is no day, as in 2023-05-04."
            ) from None

    def day_or_none(self, column: str) -> date | None:
        """Return a day, or None where the cell is empty. Raises CellError."""
        return self.day(column) if self.cells[column] else None

    def yes_or_no(self, column: str) -> bool:
        """Return whether the cell says yes. Raises CellError."""
        match self.cells[column]:
            case "yes":
                return True
            case "no":
                return False
        raise CellError(column, f"'{self.cells[column]}' is neither yes nor no.")

    def named(self, column: str, known: Mapping[str, T]) -> T:
        """Return what the cell names. Raises CellError, with a name that is near."""
        text = self.cells[column]
        found = known.get(text)
        if found is None:
            close = get_close_matches(text, known, n=1)
            perhaps = f" Did you mean '{close[0]}'?" if close else ""
            raise CellError(column, f"There is no '{text}'.{perhaps}")
        return found


def lines_of(path: Path, columns: Sequence[str]) -> Iterator[Line | Problem]:
    """Yield the lines of a file below its head, which must be these columns.

    A file that cannot be read, or whose head is another, is one problem.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file, strict=True)
            head = next(rows, [])
            if head != list(columns):
                told = f"The head should be {','.join(columns)}, and is {','.join(head)[:200]}."
                yield Problem(path.name, 1, "", told)
                return
            for row in rows:
                if len(row) != len(columns):
                    reason = f"This line has {len(row)} cells; the head has {len(columns)}."
                    yield Problem(path.name, rows.line_num, "", reason)
                    continue
                yield Line(path.name, rows.line_num, dict(zip(columns, row, strict=True)))
    except FileNotFoundError:
        yield Problem(path.name, 0, "", "There is no such file.")
    except UnicodeDecodeError:
        yield Problem(path.name, 0, "", "This is no text in UTF-8.")
    except csv.Error as error:
        yield Problem(path.name, 0, "", f"This can't be read as CSV: {error}.")
