"""A map's hexagons, letters and legend say the same as the contests they are made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.browsing.contests import CHANGE_LABELS, ContestSummary
from elections.domain.changes_of_control import ChangeKind
from elections.domain.desk.corrected import Mark
from elections.pages.colours import ink_on, luminance
from elections.pages.election.page import ElectionPage, election_page
from elections.pages.facts import (
    ContestMaterial,
    ElectionMaterial,
    MapMaterial,
    MapPlace,
    Parties,
    PartyFacts,
)
from elections.pages.maps.drawing import MapView
from elections.pages.maps.marks import OF_KIND, Colouring, letters_of
from elections.pages.maps.words import hexagon_words
from tests.elections.pages import cases

PLACES = MapMaterial(
    (
        MapPlace("districts", "medway", "Medway", "south-east", 4, 0),
        MapPlace("districts", "maidstone", "Maidstone", "south-east", 3, -1),
        MapPlace("districts", "ashford", "Ashford", "south-east", 4, -1),
        MapPlace("districts", "bexley", "Bexley", "london", 3, 0),
        MapPlace("counties", "kent", "Kent", "south-east", 5, 0),
    ),
    councils="/councils/",
    elections="/elections/",
)


def page_of(*contests: ContestMaterial, **query: str) -> ElectionPage:
    """Return an election's page."""
    return page_with(PLACES, *contests, **query)


def page_with(material: MapMaterial, *contests: ContestMaterial, **query: str) -> ElectionPage:
    """Return an election's page with these places on its maps."""
    return election_page(
        ElectionMaterial(
            cases.ELECTION_2023,
            tuple((each.contest, each.result) for each in contests),
            cases.PARTIES,
            regions=(cases.SOUTH_EAST,),
            map=material,
            address="/elections/2023-05-04/",
        ),
        {name: [value] for name, value in query.items()},
    )


def drawn(**query: str) -> MapView:
    """Return the map of three councils of Kent."""
    found = page_of(cases.medway(), cases.maidstone(), cases.awaited(), **query).map
    assert found is not None
    return found


def summary(material: ContestMaterial) -> ContestSummary:
    """Return a contest as lists have it."""
    return ContestSummary(material.contest, material.result, ())


def texts(view: MapView) -> Mapping[str, str]:
    """Return what each hexagon says, by its council."""
    return dict(hexagon.text.split(": ", 1) for hexagon in view.hexagons)


def test_every_place_of_the_layer_is_drawn_once_from_the_north_and_the_west() -> None:
    view = drawn()
    assert list(texts(view)) == ["Bexley", "Medway", "Maidstone", "Ashford"]
    assert len({(hexagon.x, hexagon.y) for hexagon in view.hexagons}) == 4


def test_each_says_what_happened_and_who_is_largest() -> None:
    assert texts(drawn()) == {
        "Bexley": "not in this election",
        "Medway": "Labour gain from the Conservatives; 33 of 59 seats",
        "Maidstone": "Conservatives lose to no overall control; "
        "Conservative largest with 23 of 55 seats",
        "Ashford": "result awaited",
    }


@pytest.mark.parametrize("mark", Mark)
def test_a_result_that_was_wrong_says_so_last(mark: Mark) -> None:
    medway = cases.medway()
    assert medway.result is not None
    wrong = replace(medway, result=replace(medway.result, mark=mark))
    words = hexagon_words(summary(wrong), cases.PARTIES)
    assert words == f"{hexagon_words(summary(medway), cases.PARTIES)}; {mark}"


@pytest.mark.parametrize(
    ("material", "words"),
    [
        (
            cases.south_tyneside(),
            "South Tyneside: Labour hold; 28 of 54 seats",
        ),
        (cases.cumberland(), "Cumberland: new council, Labour in control"),
        (cases.barnet(), "Barnet: Labour gain"),
        (cases.portsmouth(), "Portsmouth: control is not known"),
    ],
)
def test_what_little_is_known_is_said(material: ContestMaterial, words: str) -> None:
    assert hexagon_words(summary(material), cases.PARTIES) == words


def test_they_lead_to_the_contest_or_else_to_the_council() -> None:
    assert [hexagon.href for hexagon in drawn().hexagons] == [
        "/councils/bexley/",
        "/elections/2023-05-04/medway/",
        "/elections/2023-05-04/maidstone/",
        "/elections/2023-05-04/ashford/",
    ]


def test_whoever_the_filters_leave_out_stays_in_its_place_and_is_grey() -> None:
    whole, part = drawn(), drawn(control="labour")
    assert [(each.x, each.y) for each in part.hexagons] == [
        (each.x, each.y) for each in whole.hexagons
    ]
    assert [each.mark for each in part.hexagons] == ["empty", "labour-changed", "grey", "grey"]
    assert "1 council by control after." in part.description
    assert "grey" in part.description
    assert "grey" not in whole.description


def test_enlarged_it_shows_those_that_are_left_and_whoever_is_beside_them() -> None:
    assert drawn().views == ()
    whole = drawn(region="south-east", q="maidstone")
    assert [view.href for view in whole.views] == [
        "/elections/2023-05-04/?region=south-east&q=maidstone",
        "/elections/2023-05-04/?region=south-east&q=maidstone&zoom=close",
    ]
    far = MapPlace("districts", "shetland", "Shetland", "scotland", 9, 29)
    places = replace(PLACES, places=(*PLACES.places, far))
    contests = (cases.medway(), cases.maidstone(), cases.awaited())
    close = page_with(places, *contests, q="maidstone", zoom="close").map
    assert close is not None
    assert list(texts(close)) == ["Bexley", "Medway", "Maidstone", "Ashford"]
    assert all(0 < hexagon.x < close.width for hexagon in close.hexagons)
    assert all(0 < hexagon.y < close.height for hexagon in close.hexagons)
    # With nothing left out there is nothing to come near to.
    everything = page_with(places, *contests, zoom="close").map
    assert everything is not None
    assert "Shetland" in texts(everything)


@pytest.mark.parametrize("colouring", list(Colouring))
def test_the_legend_adds_up_to_the_table(colouring: Colouring) -> None:
    page = page_of(cases.medway(), cases.maidstone(), cases.awaited(), map=colouring.value)
    assert page.map is not None
    assert sum(entry.count for entry in page.map.legend) == len(page.rows) == 3
    marks = {mark.key for mark in page.map.marks}
    assert {entry.mark.key for entry in page.map.legend} <= marks
    assert {hexagon.mark for hexagon in page.map.hexagons} <= marks


def test_links_keep_the_filters_and_the_filters_keep_the_switch() -> None:
    view = drawn(map="change", control="labour")
    by_label = {choice.label: choice.href for choice in view.colourings}
    assert by_label["Largest party"] == "/elections/2023-05-04/?control=labour&map=largest"
    assert by_label["Control after"] == "/elections/2023-05-04/?control=labour"
    gain = next(entry for entry in view.legend if entry.label == "Gain")
    assert gain.href == "/elections/2023-05-04/?control=labour&change=gain&map=change"
    assert view.svg == "/elections/2023-05-04/map.svg?control=labour&map=change"


def test_a_baseline_that_is_asked_for_recolours_the_map() -> None:
    marks = {
        baseline: [each.mark for each in drawn(map="change", baseline=baseline).hexagons]
        for baseline in ("notional", "eve_of_poll")
    }
    assert marks["notional"][1] == "labour-gain"
    # Nobody says who ran Medway on the eve.
    assert marks["eve_of_poll"][1] == "undetermined"


def test_a_county_is_told_of_beside_the_map_of_districts_and_drawn_on_its_own() -> None:
    kent = replace(cases.awaited(), contest=cases.contest("Kent", cases.ELECTION_2023))
    contests = (cases.medway(), cases.maidstone(), kent)
    page = page_of(*contests)
    assert page.map is not None
    assert page.map.elsewhere == "1 county council is"
    assert page.map.other == "/elections/2023-05-04/?layer=counties"
    assert [(layer.label, layer.note) for layer in page.map.layers] == [
        ("Districts and unitaries", "2"),
        ("County councils", "1"),
    ]
    counties = page_of(*contests, layer="counties").map
    assert counties is not None
    assert texts(counties) == {"Kent": "result awaited"}
    # Unasked, the layer is the one on which most are.
    alone = page_of(kent).map
    assert alone is not None
    assert texts(alone) == {"Kent": "result awaited"}
    assert alone.layers == ()


def test_a_council_on_no_map_is_listed_beside_it() -> None:
    page = page_of(cases.medway(), cases.barnet())
    assert page.map is not None
    assert [(each.href, each.text) for each in page.map.not_on_it] == [
        ("/elections/2022-05-05/barnet/", "Barnet: Labour gain")
    ]


def test_without_places_or_contests_there_is_no_map() -> None:
    assert page_with(MapMaterial(), cases.medway()).map is None
    assert page_of().map is None


def party(slug: str, name: str, short_name: str, position: int) -> PartyFacts:
    return PartyFacts(slug, name, name, position, short_name=short_name)


def test_parties_have_the_letters_the_field_writes_and_one_that_nobody_else_has() -> None:
    parties = Parties.of(
        party(slug, name, short, position)
        for position, (slug, name, short) in enumerate(
            (
                ("labour", "Labour", "Lab"),
                ("conservative", "Conservative", "Con"),
                ("liberal-democrats", "Liberal Democrats", "LD"),
                ("green", "Green", "Grn"),
                ("reform-uk", "Reform UK", "Ref"),
                ("plaid-cymru", "Plaid Cymru", "PC"),
                ("rochford", "Rochford District Residents", "RDR"),
            )
        )
    )
    letters = letters_of(parties)
    assert [letters[slug].code for slug in parties.by_slug] == [
        "Lab", "Con", "LD", "Grn", "Ref", "PC", "RDR",
    ]  # fmt: skip
    assert [letters[slug].letter for slug in parties.by_slug] == [*"LCDGRP", "O"]


def told_apart(marks: Sequence[object]) -> bool:
    return len(set(marks)) == len(marks)


def test_no_two_kinds_of_change_look_the_same_without_colour() -> None:
    looks = [
        (mark.look, mark.code, mark.sign, mark.is_outlined)
        for mark in (OF_KIND[kind] for kind in CHANGE_LABELS)
    ]
    assert told_apart(looks)
    assert set(OF_KIND) == set(ChangeKind)


@given(st.integers(0, 0xFFFFFF))
def test_what_is_written_on_a_colour_can_be_read(colour: int) -> None:
    fill = f"#{colour:06x}"
    lighter, darker = sorted((luminance(fill), luminance(ink_on(fill))), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5
