"""A file as a table: told apart by what is in it, and not by its name."""

from __future__ import annotations

from elections.services.importing.archives import is_workbook
from elections.services.importing.tables import (
    FOR_COMMAND,
    MOST_BYTES,
    Remedies,
    Table,
    refusal,
    table_from,
    too_large,
)
from elections.services.importing.texts import PARTED_AT, parted_at, text_of, text_rows


def table_of(
    name: str,
    content: bytes,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    head: int | None = None,
    remedies: Remedies = FOR_COMMAND,
) -> Table:
    """Return the table that a file holds: CSV, or a sheet of an Excel workbook.

    `head` is the number of the line that names the columns; without it, the first that is not
    blank. `remedies` are what is said to whoever gave a file that is refused. Raises
    TableRefusedError, and nothing else, whatever the file is.
    """
    if len(content) > MOST_BYTES:
        raise too_large(name, len(content))
    if not content.strip():
        raise refusal(name, "This file is empty.")
    if is_workbook(name, content):
        # Five megabytes that a process which only shows pages never needs.
        from elections.services.importing.workbooks import workbook_table

        return workbook_table(name, content, sheet=sheet, head=head, remedies=remedies)
    if sheet is not None:
        raise refusal(name, f"This is text and has no sheet '{sheet}': leave out --sheet.")
    text = text_of(name, content, encoding, remedies)
    mark = parted_at(text)
    notes = [] if mark == "," else [f"Its cells are parted at {PARTED_AT[mark]}."]
    rows = text_rows(name, text, mark)
    return table_from(name, rows, head=head, is_even=True, notes=notes, remedies=remedies)
