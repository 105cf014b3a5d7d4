"""Every council of the country is found, by whatever name people call it."""

from __future__ import annotations

import pytest
from django.test import Client

from councils.models import Council
from elections.browsing.finding import find
from elections.selectors.pages.search import everything_to_find


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("hull", "/councils/kingston-upon-hull/"),
        ("county durham", "/councils/county-durham/"),
        ("durham", "/councils/county-durham/"),
        ("folkestone & hythe", "/councils/folkestone-and-hythe/"),
        ("carlisle", "/councils/carlisle/"),
        ("E06000035", "/councils/medway/"),
        ("W06000015", "/councils/cardiff/"),
        ("caerdydd", "/councils/cardiff/"),
        ("E07000097", "/councils/east-hertfordshire/"),
        ("south east", "/regions/south-east/"),
        ("lib dems", "/parties/liberal-democrats/"),
    ],
)
def test_a_name_leads_straight_to_its_page(client: Client, asked: str, leads_to: str) -> None:
    response = client.get("/search/", {"q": asked})
    assert response.status_code == 302
    assert response.headers["Location"] == leads_to


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("medwya", "Medway"),
        ("tunbrige wels", "Tunbridge Wells"),
        ("barnsly", "Barnsley"),
        ("bristl", "Bristol"),
        ("brigton hove", "Brighton and Hove"),
        ("newcastle", "Newcastle upon Tyne"),
    ],
)
def test_the_likeliest_comes_first(asked: str, first: str) -> None:
    assert find(everything_to_find(), asked).matches[0].found.name == first


def test_every_council_is_the_first_that_its_own_name_finds() -> None:
    everything = everything_to_find()
    for name in Council.objects.values_list("name", flat=True):
        assert find(everything, name).matches[0].found.name == name
