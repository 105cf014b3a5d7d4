"""Excel workbooks are archives: what is in one is measured before anything of it is read as one."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final

from elections.services.importing.tables import refusal

# What the parts of a workbook may come to unpacked. 20,000 rows of 15 cells have some 12 MB; what a
# workbook looks like is in one part, which costs far more to read than it holds.
MOST_UNPACKED: Final = 20_000_000
MOST_OF_A_PART: Final = 1_000_000
MOST_PARTS: Final = 500
# A cell has four tags, so these are 150,000 cells; what is done with each costs more than its bytes.
MOST_TAGS: Final = 600_000
_MAY_BE_LARGE: Final = ("xl/worksheets/", "xl/sharedStrings.xml", "xl/media/", "xl/drawings/")
_CHUNK: Final = 1 << 16

_WORKBOOK: Final = "xl/workbook.xml"
_OTHERS: Final = {
    "xl/workbook.bin": "This is a binary workbook (.xlsb): save it as .xlsx or as “CSV UTF-8”.",
    "mimetype": "This is no Excel workbook (.ods?): save it as .xlsx or as “CSV UTF-8”.",
}

# How files begin that Excel made before 2007, and those that it encrypts.
_COMPOUND: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")

BROKEN: Final = "This workbook is damaged: open it in a spreadsheet and save it again, or as CSV."


def is_workbook(name: str, content: bytes) -> bool:
    """Return whether a file is an archive as workbooks are. Raises TableRefusedError if it is

    a workbook of another kind, or is called one and is none.
    """
    if content.startswith(_COMPOUND):
        if _ENCRYPTED in content:
            told = "This workbook is protected by a password: save it without one."
        else:
            told = "This is a workbook as of before 2007 (.xls): save it as .xlsx or as CSV."
        raise refusal(name, told)
    if content.startswith(_ZIP):
        return True
    if name.lower().endswith((".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")):
        raise refusal(name, "This is no workbook, though its name says so: save it as .xlsx.")
    return False


def check_archive(name: str, content: bytes) -> None:
    """Check that a workbook unpacks to no more than its parts may come to.

    What it declares is checked before anything is unpacked; then all is unpacked once, bit by bit
    and kept nowhere, as an archive may declare less than it holds. Raises TableRefusedError.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_kind(name, {part.filename for part in parts})
            _check_declared(name, parts)
            _check_actual(name, archive, parts)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        raise refusal(name, BROKEN) from error
    except (ValueError, RuntimeError, OverflowError) as error:
        # What an archive that lies about itself makes zipfile raise.
        raise refusal(name, BROKEN) from error


def _check_kind(name: str, names: set[str]) -> None:
    if _WORKBOOK in names:
        return
    for part, told in _OTHERS.items():
        if part in names:
            raise refusal(name, told)
    raise refusal(
        name, "This is an archive and no Excel workbook: unpack it and give the table in it."
    )


def _check_declared(name: str, parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS:
        raise refusal(name, f"This workbook has more than {MOST_PARTS} parts: save less in it.")
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _too_large(name)
    for part in parts:
        if part.flag_bits & 1:
            raise refusal(name, "This workbook is protected by a password: save it without one.")
        if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise refusal(name, BROKEN)
        is_large = part.file_size > MOST_OF_A_PART
        if is_large and not part.filename.startswith(_MAY_BE_LARGE):
            told = f"Its part {part.filename[:60]} has more than {MOST_OF_A_PART // 1_000_000} MB"
            raise refusal(name, f"{told}: copy the values into a workbook of their own.")


def _check_actual(name: str, archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    unpacked = 0
    for part in parts:
        tags = 0
        with archive.open(part) as opened:
            while chunk := opened.read(_CHUNK):
                unpacked += len(chunk)
                tags += 0 if part.filename.startswith("xl/media/") else chunk.count(b"<")
                if unpacked > MOST_UNPACKED or tags > MOST_TAGS:
                    raise _too_large(name)


def _too_large(name: str) -> Exception:
    return refusal(
        name,
        f"This workbook unpacks to more than {MOST_UNPACKED // 1_000_000} MB or"
        f" {MOST_TAGS // 4:,} cells: copy the table into one of its own, or save it as CSV.",
    )
