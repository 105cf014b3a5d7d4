"""Whatever a file holds, reading it ends in a table or in a clean refusal, and never otherwise."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from elections.services.importing.layouts import LAYOUTS
from elections.services.importing.reading import table_of
from elections.services.importing.stating import Terms
from elections.services.importing.tables import TableRefusedError
from tests.elections.services.importing.files import ROWS, TIDY, workbook
from tests.elections.services.importing.knowing import DAY, known

BOOK = workbook([*ROWS, ("Maidstone", "=1+1", 24, None, 55)])
NAMES = st.sampled_from(["results.csv", "results.xlsx"])


def read(name: str, content: bytes, layout: str = "tidy") -> None:
    """Read a file to the end; what it may raise is caught, and nothing else."""
    try:
        table = table_of(name, content)
        reading = LAYOUTS[layout](table, known(), Terms(polling_day=DAY))
    except TableRefusedError:
        return
    # What is stated is of councils that are there, and what is wrong is said in words.
    assert {each.council for each in reading.stated} <= set(known().councils.by_slug)
    assert all(problem.reason for problem in reading.problems)


@given(NAMES, st.binary(max_size=400))
def test_random_bytes(name: str, content: bytes) -> None:
    read(name, content)


@given(st.binary(max_size=200))
def test_random_bytes_that_begin_as_a_workbook_does(content: bytes) -> None:
    for start in (b"PK\x03\x04", b"PK\x05\x06", bytes.fromhex("d0cf11e0a1b11ae1")):
        read("results.xlsx", start + content)


CELLS = st.text(max_size=8) | st.sampled_from(
    ["Medway", "Labour", "33", "-3", "total", "59", "", "E06000035", "2023-05-04", "con", "lab"]
)


@settings(max_examples=200)
@given(
    st.sampled_from(sorted(LAYOUTS)),
    st.lists(st.sampled_from(["council", "party", "seats", "con", "after_lab", "total", "moment"])),
    st.lists(st.lists(CELLS, max_size=6), max_size=6),
    st.sampled_from(",;\t"),
)
@example("tidy", ["council", "party", "seats"], [["Medway", "Labour", "33"]], ",")
def test_random_rows(layout: str, head: list[str], rows: list[list[str]], mark: str) -> None:
    text = "\n".join(mark.join(row) for row in [head, *rows])
    read("results.csv", text.encode("utf-8", "surrogatepass"), layout)


@given(st.data())
def test_a_good_text_with_some_of_it_damaged(data: st.DataObject) -> None:
    read("results.csv", damaged(data, TIDY.encode()))


@settings(max_examples=250)
@given(st.data())
def test_a_good_workbook_with_some_of_it_damaged(data: st.DataObject) -> None:
    read("results.xlsx", damaged(data, BOOK), data.draw(st.sampled_from(["tidy", "wide"])))


def damaged(data: st.DataObject, content: bytes) -> bytes:
    """Return a file with bytes changed, a part cut out, or broken off."""
    damage = bytearray(content)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(damage) - 1)) if damage else 0
        match data.draw(st.sampled_from(["change", "cut", "break off", "insert"])):
            case "change" if damage:
                damage[place] = data.draw(st.integers(0, 255))
            case "cut":
                del damage[place : place + data.draw(st.integers(1, 30))]
            case "break off":
                del damage[place:]
            case _:
                damage[place:place] = data.draw(st.binary(max_size=10))
    return bytes(damage)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
@settings(max_examples=60)
@given(data=st.data())
def test_a_workbook_of_which_a_part_is_damaged_before_it_is_packed(
    part: str, data: st.DataObject
) -> None:
    read("results.xlsx", repacked(part, data), "wide")


def repacked(part: str, data: st.DataObject) -> bytes:
    """Return the good workbook with one part of it damaged, and whole as an archive."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(BOOK)) as before,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, damaged(data, content) if name == part else content)
    return file.getvalue()
