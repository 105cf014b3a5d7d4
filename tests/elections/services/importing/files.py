"""Files as people send them: good ones to begin with, and ways to damage them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from elections.services.importing.reading import table_of
from elections.services.importing.tables import Table, TableRefusedError

# Medway in 2023, a row each party.
TIDY: Final = (
    "council,party,seats\nMedway,Labour,33\nMedway,Con,22\nMedway,Other,4\nMedway,total,59\n"
)
ROWS: Final = (("council", "labour", "con", "other", "total"), ("Medway", 33, 22, 4, 59))
MAIN: Final = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def workbook(
    rows: Sequence[Sequence[Any]] = ROWS, change: Callable[[Worksheet], None] = lambda _: None
) -> bytes:
    """Return an Excel workbook with one sheet, 'Sheet', of these rows."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(list(row))
    change(sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_parts(parts: Mapping[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a workbook of which some parts are others, or are there besides."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook())) as before,
        zipfile.ZipFile(file, "w", compression) as after,
    ):
        for name in dict.fromkeys([*before.namelist(), *parts]):
            after.writestr(name, parts[name] if name in parts else before.read(name))
    return file.getvalue()


def sheet_of(cells: str) -> bytes:
    """Return a workbook whose sheet is written by hand."""
    written = f"<worksheet {MAIN}><sheetData>{cells}</sheetData></worksheet>"
    return with_parts({"xl/worksheets/sheet1.xml": written.encode()})


def table(content: str | bytes, name: str = "results.csv", **how: Any) -> Table:
    """Return the table of a file."""
    data = content.encode() if isinstance(content, str) else content
    return table_of(name, data, **how)


def refused(content: str | bytes, name: str = "results.csv", **how: Any) -> str:
    """Return with which words a file is refused."""
    try:
        found = table(content, name, **how)
    except TableRefusedError as error:
        return str(error)
    raise AssertionError(f"It is read as {found}.")
