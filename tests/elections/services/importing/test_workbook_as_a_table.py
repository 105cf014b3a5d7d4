"""A sheet of a workbook is read as a table, its oddities as documented; a bomb never goes off."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from elections.services.importing.archives import (
    BROKEN,
    MOST_OF_A_PART,
    MOST_PARTS,
    MOST_TAGS,
    MOST_UNPACKED,
    check_archive,
)
from elections.services.importing.tables import MOST_COLUMNS, TableRefusedError
from tests.elections.services.importing.files import (
    MAIN,
    ROWS,
    TIDY,
    refused,
    sheet_of,
    table,
    with_parts,
    workbook,
)

XLSX = "results.xlsx"


def cells(content: bytes, **how: Any) -> list[tuple[str, ...]]:
    """Return a workbook's rows, the head among them."""
    found = table(content, XLSX, **how)
    return [found.head.cells, *(row.cells for row in found.rows)]


def test_a_workbook_is_read_like_the_same_table_as_text() -> None:
    assert cells(workbook()) == [
        ("council", "labour", "con", "other", "total"),
        ("Medway", "33", "22", "4", "59"),
    ]
    assert table(workbook(), XLSX).name == "results.xlsx, sheet 'Sheet'"


def test_it_is_known_by_what_it_is_and_not_by_its_name() -> None:
    assert table(workbook(), "results.csv").head.cells == ROWS[0]
    assert "This is no workbook, though its name says so" in refused(TIDY, XLSX)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (33, "33"),
        (33.0, "33"),
        (33.5, "33.5"),
        (" 33 ", "33"),
        ("033", "033"),
        (date(2023, 5, 4), "2023-05-04"),
        (datetime(2023, 5, 4, 3, 10), "2023-05-04T03:10:00"),  # noqa: DTZ001
        (True, "yes"),
        (None, ""),
    ],
)
def test_each_kind_of_cell_becomes_text(value: object, text: str) -> None:
    assert cells(workbook([("council", "x", "y"), ("Medway", value, 1)]))[1] == (
        "Medway",
        text,
        "1",
    )


def test_of_a_formula_the_value_last_computed_is_taken() -> None:
    written = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>council</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>labour</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>Medway</t></is></c>'
        '<c r="B2"><f>30+3</f><v>33</v></c></row>'
    )
    assert cells(sheet_of(written))[1] == ("Medway", "33")


def test_a_formula_without_a_value_is_told_of_and_not_taken_for_nothing() -> None:
    found = table(workbook([("council", "labour"), ("Medway", "=30+3")]), XLSX)
    assert found.rows[0].cells == ("Medway", "")
    assert found.rows[0].faults[1].startswith("a formula without a value")


def test_merged_cells_in_the_table_are_refused_and_a_merged_title_is_not() -> None:
    rows = [("Results", None), ("council", "labour"), ("Medway", 33), (None, 12)]

    def merge(*areas: str) -> bytes:
        def change(sheet: Worksheet) -> None:
            for area in areas:
                sheet.merge_cells(area)

        return workbook(rows, change)

    assert "line 3: The cells A3:A4 are merged: split them" in refused(merge("A3:A4"), XLSX, head=2)
    assert len(table(merge("A1:B1", "D3:D4"), XLSX, head=2).rows) == 2


def book_of(*sheets: tuple[str, str]) -> bytes:
    """Return a workbook of several sheets, each with its state."""
    book = Workbook()
    for title, state in sheets:
        sheet = book.create_sheet(title)
        for row in ROWS:
            sheet.append(list(row))
        sheet.sheet_state = state
    book.remove(book["Sheet"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_which_sheet_is_meant_has_to_be_said_only_where_several_are_shown() -> None:
    notes, seats = ("Notes", "hidden"), ("Seats", "visible")
    assert table(book_of(notes, seats), XLSX).name.endswith("sheet 'Seats'")
    assert table(book_of(notes, seats), XLSX, sheet="Notes").name.endswith("sheet 'Notes'")
    both = book_of(("Wales", "visible"), seats)
    assert "Name one of its sheets with --sheet: 'Wales', 'Seats'." in refused(both, XLSX)
    assert "There is no sheet 'seats'; there is 'Wales', 'Seats'." in refused(
        both, XLSX, sheet="seats"
    )


def test_where_every_sheet_is_hidden_one_has_to_be_named() -> None:
    book = book_of(("Seats", "visible"))
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        written = archive.read("xl/workbook.xml")
    hidden = with_parts({"xl/workbook.xml": written.replace(b'state="visible"', b'state="hidden"')})
    assert "Every sheet is hidden ('Seats'): name one with --sheet." in refused(hidden, XLSX)


COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(
            COMPOUND + "EncryptedPackage".encode("utf-16-le"),
            "This workbook is protected by a password: save it without one.",
            id="a password",
        ),
        pytest.param(
            COMPOUND + bytes(600),
            "This is a workbook as of before 2007 (.xls): save it as .xlsx or as CSV.",
            id="xls",
        ),
        pytest.param(
            b"PK\x03\x04 and no more",
            BROKEN,
            id="the beginning of an archive",
        ),
        pytest.param(workbook()[:-200], BROKEN, id="broken off"),
        pytest.param(workbook([]), "There is nothing in it.", id="an empty sheet"),
        pytest.param(
            workbook([("council", "labour"), ("Medway", 33, None, "?")]),
            "line 2: This line has more cells than the head's 2",
            id="a cell beyond the head",
        ),
        pytest.param(
            workbook([range(MOST_COLUMNS + 1), ("Medway", 33)]),
            f"There are more than {MOST_COLUMNS} columns",
            id="too many columns",
        ),
        pytest.param(
            with_parts({"[Content_Types].xml": b"<Types/>"}), BROKEN, id="parts of no kind"
        ),
        pytest.param(with_parts({"xl/worksheets/sheet1.xml": b"<worksheet"}), BROKEN, id="no XML"),
        pytest.param(
            with_parts({f"part{number}": b"" for number in range(MOST_PARTS)}),
            f"more than {MOST_PARTS} parts",
            id="many parts",
        ),
        pytest.param(
            with_parts({"xl/styles.xml": bytes(MOST_OF_A_PART + 1)}),
            "Its part xl/styles.xml has more than 1 MB",
            id="a large part",
        ),
        pytest.param(with_parts({}, compression=zipfile.ZIP_LZMA), BROKEN, id="packed otherwise"),
    ],
)
def test_what_is_no_workbook_to_read_is_refused_in_words(content: bytes, words: str) -> None:
    assert words in refused(content, XLSX)


def test_rows_that_hold_nothing_are_no_rows_however_many_there_are() -> None:
    def put_far_down(sheet: Worksheet) -> None:
        sheet["A1048576"] = "Maidstone"

    assert [row.number for row in table(workbook(change=put_far_down), XLSX).rows] == [2, 1_048_576]


def archive_of(**parts: bytes) -> bytes:
    """Return an archive of some parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_an_archive_that_is_no_workbook_says_what_it_may_be() -> None:
    assert "This is an archive and no Excel workbook" in refused(archive_of(readme=b"x"), XLSX)
    spreadsheet = archive_of(mimetype=b"application/vnd.oasis.opendocument.spreadsheet")
    assert "This is no Excel workbook (.ods?)" in refused(spreadsheet, "results.ods")
    binary = archive_of(**{"xl/workbook.bin": b""})
    assert "This is a binary workbook (.xlsb)" in refused(binary, "results.xlsb")


def test_an_archive_with_a_password_is_refused() -> None:
    content = bytearray(workbook())
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        place = content.find(start)
        content[place + (6 if start == b"PK\x03\x04" else 8)] |= 1
    assert "protected by a password" in refused(bytes(content), XLSX)


BOMB = bytes(MOST_UNPACKED + 1)


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bomb = with_parts({"xl/worksheets/sheet1.xml": BOMB})
    monkeypatch.delattr(zipfile.ZipFile, "open")
    assert len(bomb) < 50_000
    tracemalloc.start()
    try:
        assert "This workbook unpacks to more than 20 MB" in refused(bomb, XLSX)
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_one_that_declares_less_than_it_holds_does_not_get_past_either() -> None:
    bomb = bytearray(with_parts({"xl/worksheets/sheet1.xml": BOMB}))
    lie = struct.pack("<L", 1_000)
    content = bytes(bomb).replace(struct.pack("<L", len(BOMB)), lie)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.getinfo("xl/worksheets/sheet1.xml").file_size == 1_000
    tracemalloc.start()
    try:
        assert BROKEN in refused(content, XLSX)
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_cells_are_counted_before_they_are_read() -> None:
    many = sheet_of('<row r="1">' + "<c/>" * MOST_TAGS + "</row>")
    with pytest.raises(TableRefusedError, match="or 150,000 cells"):
        check_archive(XLSX, many)


def test_entities_that_grow_are_refused() -> None:
    grow = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    written = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{grow}]>'
        f"<worksheet {MAIN}><sheetData><row><c t='inlineStr'><is><t>&e9;</t></is></c></row>"
        "</sheetData></worksheet>"
    )
    bomb = with_parts({"xl/worksheets/sheet1.xml": written.encode()})
    assert BROKEN in refused(bomb, XLSX)


def test_a_row_that_is_said_to_stand_beyond_the_last_is_refused_at_once() -> None:
    far = sheet_of(
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>'
    )
    assert BROKEN in refused(far, XLSX)


def test_a_million_rows_are_refused_by_their_number() -> None:
    rows = "<row><c><v>1</v></c></row>" * 25_000
    assert "line 20002: There are more than 20,000 rows" in refused(sheet_of(rows), XLSX)
    assert "unpacks to more than" in refused(sheet_of(rows * 40), XLSX)
