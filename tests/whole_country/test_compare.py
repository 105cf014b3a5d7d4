"""Regions through time, counted again from the fact files by other means."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from django.test import Client

from elections.pages.compare.region_years import region_years_view
from elections.selectors.pages.compare import years_of_region
from elections.selectors.pages.parties import all_parties
from elections.selectors.places import all_regions
from tests.views.reading import words_of

COUNTRY = Path(__file__).parents[2] / "fixtures" / "country"
NOT_SEATS = {"council", "year", "seats", "label"}


def by_the_files(councils: set[str], year: int) -> Counter[str]:
    """Return how many councils each party has more than half the seats of, by the files."""
    found: Counter[str] = Counter()
    for path in COUNTRY.glob("compositions-*.csv"):
        with path.open(newline="") as file:
            for row in csv.DictReader(file):
                if row["council"] not in councils or row["year"] != str(year):
                    continue
                seats = {
                    party: int(value)
                    for party, value in row.items()
                    if party not in NOT_SEATS and value
                }
                held = [party for party, number in seats.items() if 2 * number > int(row["seats"])]
                found[held[0] if held else "noc"] += 1
    found["not-known"] = found.pop("other", 0)
    return +found


@pytest.mark.parametrize("year", [1975, 1995, 2012, 2023])
def test_who_had_control_of_how_many_councils_is_what_the_seats_give(year: int) -> None:
    region = next(each for each in all_regions() if each.slug == "south-east")
    years = years_of_region("south-east")
    view = region_years_view(region, years, (), all_parties())
    (told,) = [each for each in view.years if each.year == year]
    shown = Counter({part.holder: part.councils for part in told.counts})
    assert +shown == by_the_files({each.council for each in years}, year)


def test_two_elections_of_one_council_stand_side_by_side(client: Client) -> None:
    words = words_of(client.get("/compare/?council=wandsworth&at=2022-05-05&at=2026-05-07"))
    assert (
        "Labour had control of Wandsworth after the election of 5 May 2022, and nobody had overall "
        "control of it after the election of 7 May 2026."
    ) in words
    assert "about 28" in words
