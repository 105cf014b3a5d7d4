"""Small things that pages share: near matches, colours, words."""

from __future__ import annotations

from datetime import date

import pytest

from elections.pages.colours import PartyColour, colour_sheet
from elections.pages.missing import near_matches
from elections.pages.words import count, day, region_in_a_sentence, signed

KENT = {
    "medway": "Medway",
    "maidstone": "Maidstone",
    "folkestone-and-hythe": "Folkestone and Hythe",
    "tunbridge-wells": "Tunbridge Wells",
}


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("medwya", "medway"),
        ("Medway", "medway"),
        ("folkestone", "folkestone-and-hythe"),
        ("tunbridge wells", "tunbridge-wells"),
    ],
)
def test_a_slip_finds_the_council_that_was_meant(asked: str, first: str) -> None:
    assert near_matches(asked, KENT)[0][0] == first


@pytest.mark.parametrize("asked", ["", "x", "zzzzzz"])
def test_what_resembles_nothing_finds_nothing(asked: str) -> None:
    assert near_matches(asked, KENT) == ()


def test_colours_are_properties_for_light_dark_and_paper() -> None:
    sheet = colour_sheet([PartyColour("labour", "#dc0032", "#e8194a")])
    assert ":root{--party-labour:#dc0032;--on-labour:#ffffff;}" in sheet
    assert (
        "(prefers-color-scheme:dark){:root{--party-labour:#e8194a;--on-labour:#000000;}}" in sheet
    )
    assert ".fill-labour{fill:var(--party-labour)}" in sheet


@pytest.mark.parametrize(
    "party",
    [
        PartyColour("labour}body{display:none", "#dc0032", "#e8194a"),
        PartyColour("labour", "red;}", "#e8194a"),
    ],
)
def test_nothing_but_slugs_and_colours_gets_into_the_sheet(party: PartyColour) -> None:
    assert "labour" not in colour_sheet([party])


def test_days_are_written_as_in_britain() -> None:
    assert day(date(2023, 5, 4)) == "4 May 2023"


@pytest.mark.parametrize(("number", "words"), [(11, "+11"), (-10, "−10"), (0, "no change")])
def test_changes_have_their_sign(number: int, words: str) -> None:
    assert signed(number) == words


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1 council"), (3, "3 councils"), (1661, "1,661 councils")]
)
def test_counted_things_agree_with_their_number(number: int, words: str) -> None:
    assert count(number, "council") == words


def test_a_region_reads_on_from_in() -> None:
    assert region_in_a_sentence("south-east", "South East") == "the South East"
    assert region_in_a_sentence("london", "London") == "London"
