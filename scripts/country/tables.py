"""Published tables as rows of text, and fact files as they are written."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

Row = dict[str, str]

# The tables' columns, by the party that each is of.
PARTIES: Final = {
    "con": "conservative",
    "lab": "labour",
    "ld": "liberal-democrats",
    "green": "green",
    "ref": "reform-uk",
    "ukip": "ukip",
    "pc": "plaid-cymru",
    "snp": "snp",
    "other": "other",
}
# Those of the table of Northern Ireland's councils.
NORTHERN_IRISH_PARTIES: Final = {
    "sf": "sinn-fein",
    "dup": "dup",
    "alliance": "alliance",
    "uup": "uup",
    "sdlp": "sdlp",
    "tuv": "tuv",
    "green": "green",
    "other": "other",
}


def read(path: Path) -> list[Row]:
    """Return the rows of a published table, by the names of its columns, without spaces around."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            {name: (value or "").strip() for name, value in row.items() if name}
            for row in csv.DictReader(file)
        ]


def number(text: str) -> int | None:
    """Return a count of seats, or None where the table has none. Some are written as `11.0`."""
    return int(float(text)) if text else None


def counted(text: str) -> int:
    """Return a count of seats that the table must have. Raises ValueError."""
    return int(float(text))


def write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Write a fact file, and return how many rows it has. None is left empty."""
    written = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(columns)
        for row in rows:
            out.writerow(["" if value is None else value for value in row])
            written += 1
    return written
