"""Compositions by year, 1973 to 2026: how many seats each party held, and who ran the council."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scripts.country.register import Council, slug_of
from scripts.country.tables import NORTHERN_IRISH_PARTIES, PARTIES, Row, counted, number, read

# From these years on the label tells who runs the council, and not who has most seats.
LABELS_FROM: Final = 2025

# Such a label tells of a directly elected mayor. The tables have some, and say nothing of others.
MAYOR: Final = re.compile(r"(?P<party>.+) Mayor")
MAYORS_PARTIES: Final = {
    "CON": "conservative",
    "LAB": "labour",
    "LD": "liberal-democrats",
    "GRN": "green",
    "Aspire": "aspire",
}

# What the tables call councils, where neither the register nor its aliases do.
NAMES: Final = {
    "buckinghamshire-cc": "buckinghamshire-county-council",
    "east-northants": "east-northamptonshire",
    "ynys-mon": "isle-of-anglesey",
    "south-buckinghamshire": "south-bucks",
    "western-isles": "na-h-eileanan-an-iar",
    "isles-of-scilly": "isles-of-scilly",
}
# The tables go on under one name where a county was replaced by a new council of its name.
NEW_OF_THE_SAME_NAME: Final = {
    "buckinghamshire": (2020, "buckinghamshire-county-council"),
    "dorset": (2019, "dorset-county-council"),
}


@dataclass(frozen=True, slots=True)
class Composition:
    """A council's seats in one year. A party of which the table has no column is absent."""

    council: str
    year: int
    total: int
    seats: Mapping[str, int]
    label: str


def compositions(
    folder: Path, found: list[Council], lookup: Path
) -> tuple[list[Composition], dict[str, int]]:
    """Return the compositions of councils in the register, and how many rows others have, by name."""
    slugs = _slugs_by_name(found, lookup)
    nations = {council.slug: council.region for council in found}
    kept: dict[tuple[str, int], Composition] = {}
    left_out: dict[str, int] = {}
    for row, newer in [
        *((row, False) for row in read(folder / "history1973-2015.csv")),
        *((row, True) for row in read(folder / "history2016-26.csv")),
    ]:
        council = slugs.get(_folded(row["authority"]))
        year = int(row["year"])
        if council in NEW_OF_THE_SAME_NAME and year < NEW_OF_THE_SAME_NAME[council][0]:
            council = NEW_OF_THE_SAME_NAME[council][1]
        if council is None:
            left_out[row["authority"]] = left_out.get(row["authority"], 0) + 1
            continue
        seats = _newer(row) if newer else _older(row, nations[council])
        label = (
            row["majority"] if newer and year >= LABELS_FROM and row["majority"] != "NULL" else ""
        )
        kept[council, year] = Composition(council, year, counted(row["total"]), seats, label)
    return [kept[key] for key in sorted(kept)], left_out


def northern_irish(table: Path, slugs: Mapping[str, str]) -> list[Composition]:
    """Return the compositions of a table of Northern Ireland's councils; `slugs` are by GSS code."""
    found = [
        Composition(
            slugs[row["gss"]],
            int(row["source"].split()[2]),
            counted(row["total"]),
            {party: counted(row[column]) for column, party in NORTHERN_IRISH_PARTIES.items()},
            "",
        )
        for row in read(table)
    ]
    return sorted(found, key=lambda each: (each.council, each.year))


def mayors(found: list[Composition]) -> list[tuple[str, int, str]]:
    """Return council, year and party of each executive mayor that a label tells of."""
    told = []
    for each in found:
        of_mayor = MAYOR.fullmatch(each.label)
        if of_mayor is not None:
            told.append((each.council, each.year, MAYORS_PARTIES[of_mayor["party"]]))
    return told


def _newer(row: Row) -> dict[str, int]:
    return {party: number(row[column]) or 0 for column, party in PARTIES.items()}


def _older(row: Row, nation: str) -> dict[str, int]:
    seats = {
        "conservative": number(row["con"]) or 0,
        "labour": number(row["lab"]) or 0,
        "liberal-democrats": number(row["ld"]) or 0,
        "other": number(row["other"]) or 0,
    }
    national = {"scotland": "snp", "wales": "plaid-cymru"}.get(nation)
    if national is not None:
        seats[national] = number(row["nat"]) or 0
    return seats


def _folded(name: str) -> str:
    return slug_of(name)


def _slugs_by_name(found: list[Council], lookup: Path) -> dict[str, str]:
    by_code = {council.code: council.slug for council in found if council.code}
    slugs = {
        _folded(row["la-name"]): by_code[row["local-authority-code"]]
        for row in read(lookup)
        if row["local-authority-code"] in by_code
    }
    slugs.update({council.slug: council.slug for council in found})
    slugs.update(NAMES)
    return slugs


def totals(found: list[Composition]) -> dict[str, dict[int, int]]:
    """Return the councils' sizes by year."""
    by_year: dict[str, dict[int, int]] = {}
    for each in found:
        by_year.setdefault(each.council, {})[each.year] = each.total
    return by_year
