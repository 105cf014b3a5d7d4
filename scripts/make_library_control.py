"""Make `fixtures/library-control.csv`: who the Commons Library says had control, council by council.

    python -m scripts.make_library_control CBP-9545.xlsx CBP-9798.xlsx

The Library's two workbooks give seats and control, when the seats were last fought and after the
poll. The seats are loaded from elsewhere; here are its words on control and nothing more. Needs
openpyxl, and councils in `fixtures/`, by whose GSS codes lines are matched.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import openpyxl
import yaml

from scripts.country.tables import write
from scripts.make_country import COUNTRY, FIXTURES

LABELS: Final = {
    "CON": "conservative",
    "LAB": "labour",
    "LD": "liberal-democrats",
    "GRN": "green",
    "OTH": "other",
    "Others": "other",
    "IND": "independent",
    "NOC": "noc",
    "-": "none",
    "0": "unknown",
}
NATIONALISTS: Final = {"S": "snp", "W": "plaid-cymru"}
# Two codes of the workbooks are of councils that became others, and two are mistyped.
OTHER_CODES: Final = {
    "E10000023": "north-yorkshire",
    "E10000027": "somerset",
    "E07000247": "cumberland",
    "E07000248": "westmorland-and-furness",
}
Row = tuple[str, str, str, str]


def main(workbook_2022: Path, workbook_2023: Path) -> None:
    """Write the file, and say how many rows it has."""
    slugs = slugs_by_code()
    rows = [
        *control(workbook_2022, "England", slugs, "2022-05-05", 13, 21),
        *control(workbook_2022, "Scotland and Wales", slugs, "2022-05-05", 12, 20),
        *control(workbook_2023, "Results", slugs, "2023-05-04", 13, 22),
    ]
    written = write(
        FIXTURES / "library-control.csv",
        ["polling_day", "council", "last_fought", "after"],
        sorted(rows),
    )
    print(f"library-control: {written} rows")


def control(
    workbook: Path, sheet: str, slugs: dict[str, str], day: str, before: int, after: int
) -> Iterator[Row]:
    """Yield day, council and control before and after, by the places of their columns."""
    for row in openpyxl.load_workbook(workbook, data_only=True)[sheet].iter_rows(values_only=True):
        code = str(row[0])
        if len(code) == len("E06000035"):
            slug = OTHER_CODES.get(code) or slugs[code]
            yield day, slug, label(code, row[before]), label(code, row[after])


def label(code: str, told: object) -> str:
    """Return what a label stands for: a party's slug, `noc`, or `none` before a new council."""
    if told == "SNP/PC":
        return NATIONALISTS[code[0]]
    return LABELS[str(told)]


def slugs_by_code() -> dict[str, str]:
    """Return the councils' slugs by every GSS code there is, or was."""
    slugs = {}
    for name in ("03-councils.yaml", "04-council-aliases.yaml"):
        for entry in yaml.safe_load((FIXTURES / name).read_text(encoding="utf-8")):
            fields = entry["fields"]
            if "gss_code" in fields:
                slugs[fields["gss_code"]] = fields["slug"]
            elif fields["kind"] == "gss":
                slugs[fields["text"]] = fields["council"][0]
    for path, code, council in (
        (COUNTRY / "councils.csv", "gss_code", "slug"),
        (COUNTRY / "aliases.csv", "text", "council"),
    ):
        with path.open(encoding="utf-8", newline="") as file:
            slugs.update({row[code]: row[council] for row in csv.DictReader(file)})
    return slugs


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
