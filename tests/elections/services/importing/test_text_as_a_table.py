"""Text is read as a table within limits, or refused in words that say where and what would do."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from elections.services.importing.tables import (
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_LETTERS,
    MOST_ROWS,
    Row,
    TableRefusedError,
    content_of,
    table_from,
)
from tests.elections.services.importing.files import TIDY, refused, table

HEAD = ("council", "party", "seats")


def test_a_table_is_its_head_and_its_rows_with_their_lines() -> None:
    found = table(TIDY)
    assert found.head == Row(1, HEAD)
    assert found.rows[0] == Row(2, ("Medway", "Labour", "33"))
    assert found.notes == ()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("\ufeff" + TIDY, id="byte-order mark"),
        pytest.param(TIDY.replace("\n", "\r\n"), id="Windows"),
        pytest.param(TIDY.replace("\n", "\r"), id="old Mac"),
        pytest.param("\n\n" + TIDY + "\n,,\n", id="blank lines"),
        pytest.param(TIDY.replace("Medway", " Medway\u00a0"), id="spaces around"),
        pytest.param(TIDY.replace("33", '"33"'), id="quotation marks"),
    ],
)
def test_what_programs_add_to_a_table_makes_no_difference(content: str) -> None:
    assert [row.cells for row in table(content).rows] == [row.cells for row in table(TIDY).rows]


@pytest.mark.parametrize(("mark", "words"), [(";", "semicolons"), ("\t", "tabs")])
def test_cells_parted_otherwise_are_told_apart_and_it_is_said_so(mark: str, words: str) -> None:
    found = table(TIDY.replace(",", mark))
    assert found.head.cells == HEAD
    assert found.notes == (f"Its cells are parted at {words}.",)


def test_an_encoding_that_is_named_is_used() -> None:
    welsh = TIDY.replace("Medway", "Ynys Môn")
    for encoding in ("cp1252", "utf-16"):
        found = table(welsh.encode(encoding), encoding=encoding)
        assert found.rows[0].cells[0] == "Ynys Môn"


def test_the_head_may_stand_below_a_title() -> None:
    found = table("Seats after the poll\nSource: the council\n\n" + TIDY, head=4)
    assert found.head == Row(4, HEAD)
    assert found.rows[0].number == 5


def test_a_row_of_several_lines_is_told_by_its_first() -> None:
    found = table('council,party,seats\n"Med\nway",Labour,33\nMedway,Con,22\n')
    assert [row.number for row in found.rows] == [2, 4]


def test_a_column_without_a_head_is_left_out_and_counted() -> None:
    found = table("council,party,seats,\nMedway,Labour,33,S12\nMedway,Con,22,\n")
    assert found.head.cells == HEAD
    assert found.notes == ("Column 4 has no head and is left out: 1 cell.",)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "results.csv: This file is empty.", id="empty"),
        pytest.param(b" \r\n ", "results.csv: This file is empty.", id="blank"),
        pytest.param(",,\n,,\n", "There is nothing in it.", id="commas alone"),
        pytest.param(
            "council,party,seats\n",
            "line 1: There is a head and no row below it.",
            id="a head without rows",
        ),
        pytest.param(
            TIDY.encode("utf-16"),
            "This is text in UTF-16: save it as “CSV UTF-8”, or say --encoding utf-16.",
            id="UTF-16",
        ),
        pytest.param(
            TIDY.encode("utf-16-le"),
            "line 1: There is a NUL character here",
            id="UTF-16 without its mark",
        ),
        pytest.param(TIDY.replace("22", "22\0"), "line 3: There is a NUL character here", id="NUL"),
        pytest.param(
            TIDY.replace("Medway,Con", "Ynys Môn,Con").encode("cp1252"),
            "line 3: This is no text in UTF-8 (byte 44): save it as “CSV UTF-8”, or say"
            " --encoding cp1252",
            id="cp1252",
        ),
        pytest.param(
            "council,party,seats\nMedway,Labour\n",
            "line 2: This line has 2 cells; the head has 3: is it broken off?",
            id="a row too short",
        ),
        pytest.param(
            "council,party,seats\nBournemouth, Christchurch and Poole,Labour,11\n",
            "line 2: This line has more cells than the head's 3",
            id="a row too long",
        ),
        pytest.param(
            'council,party,seats\n"Medway,Labour,33\n',
            "line 2: A quotation mark is left open here",
            id="an open quotation mark",
        ),
        pytest.param(
            'council,party,seats\n"Med"way,Labour,33\n',
            "line 2: Something follows a closing quotation mark",
            id="a mark within a cell",
        ),
        pytest.param(
            f"council,party,seats\n{'M' * (MOST_LETTERS + 1)},Labour,33\n",
            "line 2: Cell 1 holds more than 5,000 letters: MMM",
            id="an enormous cell",
        ),
        pytest.param(
            f"council,party,seats\n{'M' * 200_000},Labour,33\n",
            "line 2: A cell holds more than 5,000 letters",
            id="a cell that no reader takes",
        ),
        pytest.param(
            ",".join(f"c{number}" for number in range(3_000)) + "\n1\n",
            f"line 1: There are more than {MOST_COLUMNS} columns",
            id="thousands of columns",
        ),
        pytest.param(
            "council,party,seats\n" + "Medway,Labour,33\n" * (MOST_ROWS + 1),
            f"line {MOST_ROWS + 2}: There are more than 20,000 rows: import a part",
            id="too many rows",
        ),
        pytest.param(
            b"a" * (MOST_BYTES + 1), "This file has 10.0 MB, and at most 10 MB are read", id="large"
        ),
        pytest.param(
            "<html><table><tr><td>Medway</td></tr></table></html>",
            "This is HTML or XML and no table",
            id="a page",
        ),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(content: str | bytes, words: str) -> None:
    assert words in refused(content)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"head": 9}, "It has no line of that number."),
        ({"sheet": "Seats"}, "This is text and has no sheet 'Seats': leave out --sheet."),
        ({"encoding": "utf-16"}, "This is no text in utf-16, which begins with a mark of its own"),
    ],
)
def test_how_a_file_is_to_be_read_has_to_fit(how: dict[str, Any], words: str) -> None:
    assert words in refused(TIDY, **how)


def test_a_blank_line_is_no_head() -> None:
    assert "line 1: The line named as the head is blank." in refused("\n" + TIDY, head=1)


def test_of_rows_without_end_no_more_are_read_than_a_table_may_have() -> None:
    taken = 0

    def without_end() -> Iterator[Row]:
        nonlocal taken
        while True:
            taken += 1
            yield Row(taken, HEAD)

    with pytest.raises(TableRefusedError, match="more than 20,000 rows"):
        table_from("results.csv", without_end(), head=None, is_even=True)
    assert taken == MOST_ROWS + 2


def test_a_file_that_cannot_be_read_is_refused_before_it_is(tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(1_000_000_000_000)
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    for path, words in (
        (tmp_path, "This is a folder: name a file in it."),
        (tmp_path / "none.csv", "There is no such file as"),
        (large, "This file has 1000000.0 MB"),
        (pipe, "This is no file on disk"),
        (Path("a\0b.csv"), "This file can't be read"),
        (large / "inside.csv", "This file can't be read"),
    ):
        with pytest.raises(TableRefusedError, match=re.escape(words)):
            content_of(path)
