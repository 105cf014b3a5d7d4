"""A council year by year as rows of text for a spreadsheet or a program: one year a row."""

from __future__ import annotations

from elections.browsing.contests import control_value
from elections.pages.csv_cells import Cell
from elections.pages.register import CouncilHistory
from elections.pages.timeline import controls_of

FIRST = ("council", "gss_code", "year", "seats", "vacant", "control")
LAST = ("run_by", "executive_mayor", "source", "licence")


def compositions_csv(history: CouncilHistory) -> list[list[Cell]]:
    """Return the head and a row for each year, the oldest first.

    After the fixed columns comes one for each party that the table names in any year. Empty is
    not zero: the party held none, or the table had no column for it and counts it in `other`.
    """
    controls = controls_of(history.years, history.council.council_type, history.parties)
    named = sorted(
        {party for year in history.years for party in year.parties},
        key=lambda slug: (history.parties.position(slug), slug),
    )
    rows: list[list[Cell]] = [[*FIRST, *named, *LAST]]
    rows += [
        [
            history.council.slug,
            history.council.gss_code,
            year.year,
            year.seats,
            year.vacant,
            control_value(controls[year.year]),
            *(year.parties.get(party) for party in named),
            year.label,
            year.mayor,
            history.tables[year.source].name,
            history.tables[year.source].licence,
        ]
        for year in history.years
    ]
    return rows
