"""Sheets of Excel workbooks as rows of text. Reading is openpyxl's; what is taken as what is said here."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import repeat
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from elections.services.importing.archives import BROKEN, check_archive
from elections.services.importing.tables import (
    FOR_COMMAND,
    MOST_COLUMNS,
    MOST_ROWS,
    Remedies,
    Row,
    Table,
    TableRefusedError,
    refusal,
    table_from,
)

# More rows than a sheet can have: a workbook that says so was not made by a spreadsheet.
_LAST_ROW: Final = 1_048_576
_MERGED: Final = re.compile(
    rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"'
)
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s/>]")
NO_VALUE: Final = (
    "a formula without a value: open the workbook in a spreadsheet and save it, or paste values"
)


def workbook_table(
    name: str,
    content: bytes,
    *,
    sheet: str | None,
    head: int | None,
    remedies: Remedies = FOR_COMMAND,
) -> Table:
    """Return the table on one sheet of a workbook. Raises TableRefusedError.

    `sheet` may be left out where there is one that is not hidden. Of a formula, the value is taken
    that was last computed. Numbers that are whole, days and yes or no become text as in CSV.
    """
    check_archive(name, content)
    try:
        # Whatever in a workbook openpyxl does not know, it warns of; here it does not matter.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(name, content, sheet, head, remedies)
    except TableRefusedError:
        raise
    except Exception as error:
        # A workbook may be damaged in any way, and openpyxl raises whatever it stumbles over. Its
        # size is bounded by now, so a fault of ours here would show in every other workbook too.
        raise refusal(name, BROKEN) from error


def _read(
    name: str, content: bytes, sheet: str | None, head: int | None, remedies: Remedies
) -> Table:
    values = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    chosen = _chosen(name, values, sheet, remedies)
    named = f"{name}, sheet '{chosen.title}'"
    raw = _raw(chosen)
    if len(_MERGED.findall(raw)) > MOST_ROWS:
        raise refusal(named, "Very many cells are merged: split them.")
    formulas = None
    if _FORMULA.search(raw):
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        formulas = book[chosen.title]
    rows = _rows(named, chosen, formulas)
    table = table_from(named, rows, head=head, is_even=False, remedies=remedies)
    _check_merged(table, raw)
    return table


def _chosen(name: str, book: Any, sheet: str | None, remedies: Remedies) -> Any:
    """Return the sheet that is meant. Raises TableRefusedError."""
    sheets = {each.title: each for each in book.worksheets}
    if sheet is not None:
        if sheet not in sheets:
            raise refusal(name, f"There is no sheet '{sheet}'; there is {_listed(sheets)}.")
        return sheets[sheet]
    shown = {title: each for title, each in sheets.items() if each.sheet_state == "visible"}
    if len(shown) == 1:
        return next(iter(shown.values()))
    if not shown:
        told = f"Every sheet is hidden ({_listed(sheets)})" if sheets else "There is no sheet"
        raise refusal(name, f"{told}: {remedies.no_sheet_shown}.")
    raise refusal(name, remedies.several_sheets.format(sheets=_listed(shown)))


def _listed(sheets: dict[str, Any]) -> str:
    return ", ".join(f"'{title[:40]}'" for title in list(sheets)[:20]) or "none"


def _raw(sheet: Any) -> bytes:
    """Return a sheet as it is stored, which says of merged cells what openpyxl skips."""
    with sheet.parent._archive.open(sheet._worksheet_path) as part:
        raw: bytes = part.read()
    return raw


def _rows(name: str, sheet: Any, formulas: Any | None) -> Iterator[Row]:
    # The size that a sheet gives of itself may be anything.
    sheet.reset_dimensions()
    if formulas is not None:
        formulas.reset_dimensions()
    also = repeat(()) if formulas is None else formulas.iter_rows()
    # Two readings of the same rows, of which the one without end goes on for ever.
    for number, (cells, written) in enumerate(zip(sheet.iter_rows(), also, strict=False), start=1):
        if number > _LAST_ROW:
            raise refusal(name, BROKEN)
        if cells:
            # Beyond this a row is refused, so there is no need to look further.
            faults = _faults(cells[: MOST_COLUMNS + 1], written)
            yield Row(number, tuple(_text(cell.value) for cell in cells), faults)


def _faults(cells: Any, written: Any) -> dict[int, str]:
    return {
        place: NO_VALUE
        for place, (cell, formula) in enumerate(zip(cells, written, strict=False))
        if cell.value is None and formula.data_type == "f"
    }


def _text(value: object) -> str:
    """Return a cell as it would stand in CSV."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime() if value.time() == time():
            return str(value.date())
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return str(value)


def _check_merged(table: Table, raw: bytes) -> None:
    """Refuse a table with cells that are merged. Raises TableRefusedError.

    Only the first of them holds the value, and nothing says of which rows or columns it is.
    """
    width = len(table.head.cells)
    last = table.rows[-1].number
    for found in _MERGED.finditer(raw):
        ref = found[1].decode()
        left, top, _, bottom = range_boundaries(ref)
        if left is None or top is None or bottom is None:
            continue  # Whole rows or columns, which no spreadsheet writes so.
        if left <= width and bottom >= table.head.number and top <= last:
            told = f"The cells {ref} are merged: split them, and fill in each that is meant."
            raise refusal(table.name, told, line=top)
