"""Tables as CSV that are safe to open in a spreadsheet. Every CSV the site hands out is made here."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

Cell = str | int | None

# What a spreadsheet takes for the beginning of a formula, at the beginning of a cell or of what one
# that parts cells elsewhere (at semicolons, tabs, lines) would take for a cell. The wide forms are
# read like the narrow ones where Chinese or Japanese is typed.
_FORMULA: Final = re.compile("(?:^|(?<=[;\t\r\n]))(?=[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20])")
_NUMBER: Final = re.compile(r"[+-]?\d+", re.ASCII)


def csv_cell(cell: Cell) -> str:
    """Return a cell that no spreadsheet takes for a formula; it may be called twice.

    Text that looks like one begins with an apostrophe. Whole numbers stay numbers, those below
    zero too; what is not known (None) is empty.
    """
    if cell is None:
        return ""
    text = str(cell)
    return text if _NUMBER.fullmatch(text) else _FORMULA.sub("'", text)


def csv_text(rows: Iterable[Sequence[Cell]]) -> str:
    """Return a table as the text of a CSV file, each cell made safe."""
    return "".join(csv_lines(rows))


def csv_lines(rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Yield the text of a CSV file row by row, as `csv_text` returns it at once."""
    file = io.StringIO()
    writer = csv.writer(file)
    for row in rows:
        writer.writerow([csv_cell(cell) for cell in row])
        yield file.getvalue()
        file.seek(0)
        file.truncate()
