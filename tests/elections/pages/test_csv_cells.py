"""A table that is handed out as CSV is read by spreadsheets as what it is: text and numbers."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.pages.csv_cells import csv_cell, csv_text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Folkestone and Hythe", "Folkestone and Hythe"),
        ("=HYPERLINK(A1)", "'=HYPERLINK(A1)"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("\t=1+1", "'\t'=1+1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        # Read where cells are parted at semicolons, the second half would be a cell.
        ("Medway;=1+1", "Medway;'=1+1"),
        ("Medway\n=1+1", "Medway\n'=1+1"),
        ("Stoke-on-Trent", "Stoke-on-Trent"),
        ("", ""),
    ],
)
def test_text_that_looks_like_a_formula_begins_with_an_apostrophe(text: str, safe: str) -> None:
    assert csv_cell(text) == safe


@pytest.mark.parametrize(
    ("number", "shown"), [(33, "33"), (-10, "-10"), ("-9", "-9"), ("+11", "+11"), (None, "")]
)
def test_numbers_stay_numbers_and_what_is_not_known_is_empty(
    number: int | str | None, shown: str
) -> None:
    assert csv_cell(number) == shown


HOSTILE = st.text(alphabet="=+-@\t\r\n;,'\"1aé\uff1d", max_size=12)


@given(HOSTILE)
def test_no_text_comes_out_as_a_formula_however_cells_are_parted(text: str) -> None:
    safe = csv_cell(text)
    assert csv_cell(safe) == safe
    if not re.fullmatch(r"[+-]?\d+", text):
        for cell in re.split("[;\t\r\n]", safe):
            assert not cell.startswith(("=", "+", "-", "@", "\uff1d"))


@given(st.lists(st.tuples(HOSTILE, st.none() | st.integers(-99, 99))))
def test_a_table_is_read_back_cell_for_cell(rows: list[tuple[str, int | None]]) -> None:
    read = list(csv.reader(io.StringIO(csv_text(rows), newline="")))
    assert read == [[csv_cell(text), csv_cell(number)] for text, number in rows]
