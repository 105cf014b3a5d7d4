"""Councils and contests for layouts to find, without a database."""

from __future__ import annotations

from datetime import date
from typing import Final

from elections.services.importing.layouts import LAYOUTS
from elections.services.importing.matching import CouncilNames, Councils, Parties
from elections.services.importing.stating import Known, Reading, Terms
from elections.services.importing.tables import TableRefusedError
from tests.elections.services.importing.files import table

DAY: Final = date(2023, 5, 4)
YEAR_BEFORE: Final = date(2022, 5, 5)
SIZES: Final = {"medway": 59, "maidstone": 55, "merthyr-tydfil": 30, "perth-and-kinross": 40}
# Who holds a seat by another source.
IN_PLAY: Final = {"medway": {"green"}}

COUNCILS: Final = (
    CouncilNames("medway", "Medway", "E06000035", ("Medway Council", "Medway Towns")),
    CouncilNames("maidstone", "Maidstone", "E07000110", ("Maidstone Borough Council",)),
    CouncilNames("sheffield", "Sheffield", "E08000039", ("E08000019", "Sheffield City Council")),
    CouncilNames("folkestone-and-hythe", "Folkestone and Hythe", "E07000112", ("Shepway",)),
    CouncilNames("buckinghamshire", "Buckinghamshire", "E06000060", ("Buckinghamshire Council",)),
    CouncilNames(
        "buckinghamshire-county-council",
        "Buckinghamshire County Council",
        "E10000002",
        ("Bucks",),
    ),
    CouncilNames("aylesbury-vale", "Aylesbury Vale", "E07000004", ("Bucks",)),
    CouncilNames("merthyr-tydfil", "Merthyr Tydfil", "W06000024"),
    CouncilNames("perth-and-kinross", "Perth and Kinross", "S12000048"),
)
PARTIES: Final = {
    "labour": ("Labour", "Lab", "Labour and Co-operative"),
    "conservative": ("Conservative", "Con", "Tories"),
    "liberal-democrats": ("Liberal Democrats", "Lib Dem", "LD"),
    "green": ("Green", "Grn"),
    "reform-uk": ("Reform UK",),
    "ukip": ("UKIP",),
    "snp": ("SNP",),
    "plaid-cymru": ("Plaid Cymru",),
    "independent": ("Independent", "Ind"),
    "other": ("Other", "Others"),
}


def known() -> Known:
    """Return what is known, afresh: suggestions are counted."""
    slugs = {each.slug for each in COUNCILS}
    return Known(
        councils=Councils(COUNCILS),
        parties=Parties(PARTIES),
        contests={
            DAY: frozenset(slugs - {"folkestone-and-hythe", "buckinghamshire-county-council"}),
            YEAR_BEFORE: frozenset({"medway", "merthyr-tydfil", "perth-and-kinross"}),
        },
        size=lambda council, day, moment: SIZES.get(council),
        in_play=lambda council, day: IN_PLAY.get(council, ()),
    )


def read(layout: str, content: str, *, terms: Terms | None = None) -> Reading:
    """Return what a table states, of 4 May 2023 unless the terms say otherwise."""
    return LAYOUTS[layout](table(content), known(), terms or Terms(polling_day=DAY))


def problems(layout: str, content: str, *, terms: Terms | None = None) -> list[str]:
    """Return what is wrong with a table."""
    try:
        return [str(problem) for problem in read(layout, content, terms=terms).problems]
    except TableRefusedError as error:
        return [str(error)]


def said(reading: Reading) -> set[tuple[str, str, str | int | None, int | None]]:
    """Return what is stated, in short: council, moment, party or kind, number."""
    return {
        (each.council, each.moment, each.party or each.kind.value, each.value)
        for each in reading.stated
    }
