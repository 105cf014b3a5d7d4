"""What the upload says of a file that is refused: in the words of the page, never of a command."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import asdict

import pytest
from openpyxl import Workbook

from elections.services.importing.tables import FOR_UPLOAD, MOST_COLUMNS
from tests.elections.services.importing.files import ROWS, with_parts, workbook
from tests.views.reading import words_of
from tests.views.test_desk import signed_in
from tests.views.test_desk_upload import HEAD, MEDWAY_ROWS, send

GOOD = HEAD + MEDWAY_ROWS
OF_A_COMMAND = re.compile(
    r"(?<!\S)--?[a-z]|manage\.py|\bcommand\b|\boption\b|\bimport|load_data|fixtures|/work/|\.py\b",
    re.IGNORECASE,
)


def sheets(*states: str) -> bytes:
    book = Workbook()
    for number, state in enumerate(states):
        sheet = book.active if number == 0 else book.create_sheet(f"Sheet {number}")
        assert sheet is not None
        for row in ROWS:
            sheet.append(list(row))
        sheet.sheet_state = state
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def all_hidden() -> bytes:
    with zipfile.ZipFile(io.BytesIO(sheets("visible"))) as archive:
        written = archive.read("xl/workbook.xml")
    return with_parts({"xl/workbook.xml": written.replace(b'"visible"', b'"hidden"')})


def archive_of(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, GOOD)
    return file.getvalue()


FILES = {
    "several sheets": ("night.xlsx", sheets("visible", "visible"), "leave one in it"),
    "hidden sheets": ("night.xlsx", all_hidden(), "show the one with the results"),
    "UTF-16": ("night.csv", GOOD.encode("utf-16"), "upload it again"),
    "an older Excel's text": ("night.csv", GOOD.encode() + b"\xe9,,,,,,,,\n", "upload it again"),
    "an archive": ("night.zip", archive_of("night.csv"), "unpack it"),
    "an old workbook": ("night.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, ".xlsx"),
    "no workbook": ("night.xlsx", GOOD.encode(), "no workbook"),
    "a broken workbook": ("night.xlsx", workbook()[:-200], ""),
    "a web page": ("night.csv", b"<!DOCTYPE html><html></html>", "HTML"),
    "NUL": ("night.csv", b"council\0,party", "NUL"),
    "nothing": ("night.csv", b"", ""),
    "blanks": ("night.csv", b" \n\n", "empty"),
    "a head alone": ("night.csv", HEAD.encode(), "no row"),
    "other columns": ("night.csv", b"mayor,votes\na,1\n", "column"),
    "many columns": ("night.csv", (b"a," * (MOST_COLUMNS + 1)) + b"\n1\n", "columns"),
    "many rows": ("night.csv", b"council,party\n" + b"a,b\n" * 20_100, "in parts"),
    "an open quotation": ("night.csv", b'council,party\n"Medway,Labour\n', "quotation"),
    "a long cell": ("night.csv", b"council,party\n" + b"x" * 6_000 + b",b\n", "letters"),
    "another election": (
        "night.csv",
        (HEAD + "local.medway.2019-05-02,,,Con,1,,,,\n").encode(),
        "",
    ),
    "no council": ("night.csv", (HEAD + ",,Narnia,Con,1,,,,\n").encode(), "Narnia"),
    "no party": ("night.csv", (HEAD + ",,Medway,Whigs,1,,,,\n").encode(), "Whigs"),
    "a formula": ("night.xlsx", workbook([*ROWS, ("=A1", 1, 1, 1, 1)]), ""),
    "another layout": ("night.xlsx", workbook(), ""),
    "two megabytes": ("night.csv", b"x" * 2_100_000, "upload it in parts"),
}


@pytest.mark.parametrize(("name", "content", "told"), FILES.values(), ids=FILES)
def test_a_refusal_says_what_to_do_on_the_page(name: str, content: bytes, told: str) -> None:
    answer = send(signed_in("ruth"), content, name)
    assert answer.status_code == 422
    page = words_of(answer)
    assert told in page
    # The head and the foot of every page are not about the file.
    about = page[
        page.index("Upload results") - 600 : page.index(
            "About this site", page.index("Upload results")
        )
    ]
    assert not OF_A_COMMAND.search(about), OF_A_COMMAND.search(about)


def test_no_remedy_of_the_upload_is_a_commands() -> None:
    for remedy in asdict(FOR_UPLOAD).values():
        assert not OF_A_COMMAND.search(remedy)
