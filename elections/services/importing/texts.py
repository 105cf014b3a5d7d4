"""Text as rows: CSV in UTF-8, its cells parted at commas, semicolons or tabs."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from typing import Final

from elections.services.importing.tables import (
    FOR_COMMAND,
    MOST_LETTERS,
    Remedies,
    Row,
    refusal,
)

# By the names that people and programs give them; what a user names is taken at their word.
ENCODINGS: Final = ("utf-8", "utf-16", "cp1252")
PARTED_AT: Final = {",": "commas", ";": "semicolons", "\t": "tabs"}

_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# So much of a file is looked at to find out how its cells are parted.
_LOOKED_AT: Final = 10_000


def text_of(
    name: str, content: bytes, encoding: str | None, remedies: Remedies = FOR_COMMAND
) -> str:
    """Return the text of a file: UTF-8 unless an encoding is named. Raises TableRefusedError."""
    if encoding is None and content.startswith(_UTF_16):
        raise refusal(name, f"This is text in UTF-16: {remedies.utf_16}.")
    if encoding == "utf-16" and not content.startswith(_UTF_16):
        raise refusal(name, "This is no text in utf-16, which begins with a mark of its own.")
    try:
        text = content.decode("utf-8-sig" if encoding in {None, "utf-8"} else encoding or "")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        told = f"This is no text in {encoding or 'UTF-8'} (byte {error.start + 1})"
        remedy = (
            f"{remedies.other_encoding}."
            if encoding is None
            else "name the encoding that it was saved in."
        )
        raise refusal(name, f"{told}: {remedy}", line=line) from None
    if (place := text.find("\0")) >= 0:
        line = text.count("\n", 0, place) + 1
        told = "There is a NUL character here, which no table has: save it as “CSV UTF-8”."
        raise refusal(name, told, line=line)
    if text.lstrip()[:1] == "<":
        told = "This is HTML or XML and no table: open it in a spreadsheet and save it as CSV."
        raise refusal(name, told)
    return text


def parted_at(text: str) -> str:
    """Return what parts the cells of a text: whatever stands most often in its first lines.

    Where nothing does, there is one column, and commas are as good as anything.
    """
    start = text.lstrip("\ufeff\r\n")[:_LOOKED_AT]
    lines = start.splitlines()[:1] or [""]
    counts = {mark: lines[0].count(mark) for mark in PARTED_AT}
    return max(counts, key=lambda mark: counts[mark])


def text_rows(name: str, text: str, mark: str) -> Iterator[Row]:
    """Yield the rows of a text, each with the number of its first line. Raises TableRefusedError.

    Reads no further than it is asked to.
    """
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    line = 1
    while True:
        try:
            cells = next(rows, None)
        except csv.Error as error:
            raise refusal(name, _in_words(error), line=line) from None
        if cells is None:
            return
        yield Row(line, tuple(cells))
        line = rows.line_num + 1


def _in_words(error: csv.Error) -> str:
    told = str(error)
    if "field larger" in told:
        return f"A cell holds more than {MOST_LETTERS:,} letters: is a quotation mark left open?"
    if "unexpected end" in told:
        return "A quotation mark is left open here, and nothing closes it."
    if "expected after" in told:
        return "Something follows a closing quotation mark: write a mark within a cell twice."
    return f"This can't be read as CSV: {told}."
