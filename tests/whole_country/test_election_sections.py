"""An election at full size adds up, and says of 2023 what the published tables say.

The numbers were counted apart from this code, over the joined table of elections of which the fact files
are made (docs/data.md): who holds more than half of all seats before and after, row by row. Where they
differ by one, the articles know more than a table that bundles independents and local parties.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elections.domain.changes_of_control import ChangeKind
from elections.pages.election.page import ElectionPage, election_page
from elections.pages.facts import ElectionMaterial
from elections.selectors.pages.elections import all_elections, election_material

DAYS = (
    "2021-05-06",
    "2022-05-05",
    "2023-05-04",
    "2023-05-18",
    "2024-05-02",
    "2025-05-01",
    "2026-05-07",
)
BASELINES = ("", "eve_of_poll", "last_fought", "notional")


@cache
def material(day: str) -> ElectionMaterial:
    """Return what an election's page is made from: the same for all tests here, and read once."""
    return election_material(day)


def page_of(day: str, **query: str) -> ElectionPage:
    """Return an election's page as a query string asks."""
    return election_page(material(day), {name: [text] for name, text in query.items()})


def moved(page: ElectionPage, column: int) -> dict[str, tuple[str, str]]:
    """Return councils gained and lost by holder, in a column of the totals side by side."""
    assert page.side_by_side
    return {
        row.holder: (row.cells[column].councils.net, row.cells[column].councils.moves)
        for row in page.side_by_side.rows
    }


def test_councils_gained_and_lost_in_2023_are_those_of_the_tables_from_either_baseline() -> None:
    page = page_of("2023-05-04")
    assert page.side_by_side
    assert page.side_by_side.baselines == ("Just before polling day", "When last fought")
    eve, fought = moved(page, 0), moved(page, 1)
    # One of Labour's is Mansfield: its mayor's independents are bundled in the table, so it names
    # nobody whom it was gained from.
    assert eve["labour"] == ("+22", "23 gained, 1 lost")
    assert eve["conservative"] == ("\u221253", "2 gained, 55 lost")
    assert eve["liberal-democrats"] == ("+13", "13 gained, 0 lost")
    assert eve["green"] == ("+1", "1 gained, 0 lost")
    assert eve["noc"] == ("+18", "42 gained, 24 lost")
    assert fought["conservative"][1].endswith("61 lost")
    assert fought["noc"][1].startswith("48 gained")


def test_the_councils_one_seat_short_in_2023_are_those_of_the_tables() -> None:
    short = next(each for each in page_of("2023-05-04").standing_out if each.key == "short")
    named = [line.contest.council.name for line in (*short.lines, *short.more)]
    assert sorted(named) == [
        "Darlington",
        "Great Yarmouth",
        "Hartlepool",
        "Lichfield",
        "North Warwickshire",
        "Peterborough",
        "Rugby",
        "Runnymede",
        "Slough",
        "West Lindsey",
    ]


def test_the_largest_changes_and_closest_majorities_of_2023_are_those_of_the_tables() -> None:
    lists = {each.key: each.lines for each in page_of("2023-05-04").standing_out}
    assert [(line.contest.council.name, line.figure) for line in lists["losses"]] == [
        ("Bournemouth, Christchurch and Poole", "about \u221227"),
        ("Bracknell Forest", "about \u221227"),
        ("East Hertfordshire", "about \u221224"),
        ("East Suffolk", "about \u221224"),
        ("Amber Valley", "about \u221222"),
    ]
    assert [line.contest.council.name for line in lists["gains"][:2]] == [
        "Brighton and Hove",
        "Mid Devon",
    ]
    assert [line.contest.council.name for line in lists["majorities"]][:4] == [
        "Fylde",
        "Reigate and Banstead",
        "South Holland",
        "York",
    ]


@pytest.mark.parametrize("baseline", BASELINES)
@pytest.mark.parametrize("day", DAYS)
def test_every_council_is_in_one_kind_of_change_and_in_one_region(day: str, baseline: str) -> None:
    page = page_of(day, baseline=baseline)
    assert page.is_right
    number = len(material(day).contests)
    assert len(page.rows) == number
    kinds = Counter(row.kind for row in page.rows)
    change = next(each for each in page.filters.facets if each.slug == "change")
    assert {each.key.removeprefix("choice-change-"): each.count for each in change.choices} == {
        kind.value: found for kind, found in kinds.items()
    }
    assert page.flow
    assert sum(move.number for move in page.flow.moves) == number
    if page.by_region is None:
        assert day == "2023-05-18"
        return
    for row in (*page.by_region.rows, page.by_region.total):
        assert row.gains + row.to_noc + row.unchanged + row.others == row.councils
    for name in ("councils", "gains", "to_noc", "unchanged", "others"):
        regions = sum(getattr(row, name) for row in page.by_region.rows)
        assert regions == getattr(page.by_region.total, name)
    assert page.by_region.total.gains == kinds[ChangeKind.GAIN]
    assert page.by_region.total.councils == number


@pytest.mark.parametrize("day", ["2022-05-05", "2023-05-04"])
def test_the_totals_side_by_side_are_what_the_scoreboard_says_under_each_switch(day: str) -> None:
    found = page_of(day).side_by_side
    assert found
    for place, baseline in enumerate(("eve_of_poll", "last_fought")):
        board = page_of(day, baseline=baseline).scoreboard
        assert board
        scores = {row.holder: row for row in board.rows}
        for row in found.rows:
            cell, score = row.cells[place], scores[row.holder]
            assert cell.councils.net == score.councils_change.text
            assert (
                cell.seats is None
                or score.seats_change is None
                or (cell.seats.net == score.seats_change.text)
            )


def test_northern_ireland_is_told_by_seats_because_no_party_has_control_by_design() -> None:
    (sentence,) = page_of("2023-05-18").headlines
    assert sentence.startswith("Sinn F\u00e9in are up ")
    assert "council" not in sentence


def test_figures_that_rest_on_snapshots_are_said_to(client: Client) -> None:
    assert page_of("2026-05-07").exactness.text.startswith(
        "Seats after the poll are approximate in all 136 councils"
    )
    assert "Seats after the poll" not in page_of("2025-05-01").exactness.text


def test_a_page_of_230_contests_costs_twelve_queries_at_most_whatever_it_is_counted_from(
    client: Client,
) -> None:
    for baseline in BASELINES:
        with CaptureQueriesContext(connection) as captured:
            response = client.get(f"/elections/2023-05-04/?baseline={baseline}")
        assert response.status_code == 200
        # The data version is read beside them, before and after.
        asked = [each for each in captured if "dataversion" not in each["sql"]]
        assert len(asked) <= 12


def test_the_list_of_elections_says_of_each_what_happened_in_few_queries(client: Client) -> None:
    assert {each.slug for each in all_elections()} == set(DAYS)
    with CaptureQueriesContext(connection) as captured:
        words = client.get("/elections/").content.decode()
    assert len(captured) <= 12
    assert words.count("Control after:") == len(DAYS)
    assert "Labour are up 22 councils and about 620 seats" in words
