"""Fact files as lines whose cells are read by type. Knows CSV, and nothing of the models."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Final, TypeVar

T = TypeVar("T")

# Of a cell that is wrong, so many letters are shown.
SHOWN = 60
MOST_DIGITS = 9

# A file of which every line is wrong in the same way is told by its first ones.
MOST_PROBLEMS = 50

# Stands in a head for the columns of parties, of which each file has its own: their slugs.
PARTIES: Final = "<party>,<party>…"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One reason to refuse a file: where it stands, and what is wrong."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        """Return the problem on one line."""
        line = f", line {self.line}" if self.line else ""
        column = f", column '{self.column}'" if self.column else ""
        return f"{self.file}{line}{column}: {self.reason}"


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
    parties: Sequence[str] = ()

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
            raise CellError(column, f"'{text[:SHOWN]}' is no number of seats: {_remedy(text)}")
        if len(text) > MOST_DIGITS:
            raise CellError(column, f"'{text[:SHOWN]}' is too large a number.")
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
            raise CellError(column, f"There is no '{text}'.{_perhaps(close)}")
        return found


def _remedy(text: str) -> str:
    """Return what to do about a text that is no whole number."""
    if re.fullmatch(r"-\d+", text):
        return "nobody holds fewer than none."
    if re.fullmatch(r"\d{1,3}([,. \u00a0\u202f]\d{3})+", text):
        return "leave out what parts the thousands."
    if re.fullmatch(r"-?\d+[.,]\d+", text):
        return "seats are whole, so give no decimals."
    if text.strip() in {"", "-", "\u2013", "\u2014"}:
        return "leave the cell empty if it is not known, and give 0 if there are none."
    return "give digits alone."


def lines_of(
    path: Path, columns: Sequence[str], known_parties: Collection[str] = frozenset()
) -> Iterator[Line | Problem]:
    """Yield the lines of a file below its head, which must be these columns.

    Where they say `PARTIES`, the head names one party or more by their slugs. A file that cannot
    be read, or whose head is another, is one problem.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file, strict=True)
            head = next(rows, [])
            parties = _parties_in(head, columns)
            if parties is None:
                told = f"The head should be {','.join(columns)}, and is {','.join(head)[:200]}."
                yield Problem(path.name, 1, "", told)
                return
            if unknown := [party for party in parties if party not in known_parties]:
                close = get_close_matches(unknown[0], known_parties, n=1)
                yield Problem(path.name, 1, unknown[0], f"There is no such party.{_perhaps(close)}")
                return
            for row in rows:
                if len(row) != len(head):
                    reason = f"This line has {len(row)} cells; the head has {len(head)}."
                    yield Problem(path.name, rows.line_num, "", reason)
                    continue
                cells = dict(zip(head, row, strict=True))
                yield Line(path.name, rows.line_num, cells, parties)
    except FileNotFoundError:
        yield Problem(path.name, 0, "", "There is no such file.")
    except UnicodeDecodeError:
        yield Problem(path.name, 0, "", "This is no text in UTF-8.")
    except csv.Error as error:
        yield Problem(path.name, 0, "", f"This can't be read as CSV: {error}.")


def _perhaps(close: Sequence[str]) -> str:
    return f" Did you mean '{close[0]}'?" if close else ""


def _parties_in(head: Sequence[str], columns: Sequence[str]) -> Sequence[str] | None:
    """Return the parties that a head names, each once, or None if it is not of these columns."""
    if PARTIES not in columns:
        return () if list(head) == list(columns) else None
    start = columns.index(PARTIES)
    end = len(head) - (len(columns) - start - 1)
    parties = head[start:end]
    is_fit = [*head[:start], PARTIES, *head[end:]] == list(columns)
    return parties if is_fit and parties and len(set(head)) == len(head) else None
