"""On the maps of the whole country each council stands once, and legends add up to the tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from councils.models import Council, Hexagon
from elections.browsing.names import fold
from elections.pages.election.page import election_page
from elections.pages.maps.drawing import MapView
from elections.pages.maps.marks import EMPTY, GREY, Colouring, Look
from elections.pages.maps.page import country_page
from elections.selectors.data_version import current_edition
from elections.selectors.kept import reading
from elections.selectors.pages.elections import all_elections, election_material
from elections.selectors.pages.maps import country_material

pytestmark = pytest.mark.database_independent

TODAY = date(2026, 5, 8)
LAYERS = {"districts": 361, "counties": 23}
LEFT_OUT = {GREY.key, EMPTY.key}


@pytest.fixture(autouse=True)
def _one_reading(_reads_the_whole_country: None) -> Iterator[None]:
    with reading(current_edition(TODAY)):
        yield


def coloured(view: MapView) -> int:
    """Return how many hexagons show what happened in a council."""
    return sum(hexagon.mark not in LEFT_OUT for hexagon in view.hexagons)


def names(view: MapView) -> list[str]:
    """Return the councils on a map."""
    return [hexagon.text.split(":")[0] for hexagon in view.hexagons]


def test_every_council_there_is_has_a_place_and_no_other_has() -> None:
    placed = Counter(Hexagon.objects.values_list("council__slug", flat=True))
    current = {council.slug: council for council in Council.objects.all()}
    assert set(placed.values()) == {1}
    here = {slug for slug, council in current.items() if council.ends_on is None}
    # Surrey and its districts stand until the two new councils take over.
    until_2027 = {
        slug
        for slug, council in current.items()
        if council.ends_on is not None and council.ends_on.year >= 2027
    }
    assert set(placed) == here | until_2027


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("colouring", list(Colouring))
def test_the_map_of_the_country_draws_each_council_of_a_layer_once(
    layer: str, colouring: Colouring
) -> None:
    view = country_page(country_material(), {"layer": [layer], "map": [colouring.value]}).map
    assert view is not None
    assert len(names(view)) == len(set(names(view))) == LAYERS[layer]
    assert len({(hexagon.x, hexagon.y) for hexagon in view.hexagons}) == LAYERS[layer]


@pytest.mark.parametrize("colouring", list(Colouring))
def test_every_election_s_map_and_legend_add_up_to_its_table(colouring: Colouring) -> None:
    elections = all_elections()
    assert len(elections) >= 6
    for election in elections:
        material = election_material(election.slug)
        drawn = []
        for layer, places in LAYERS.items():
            page = election_page(material, {"map": [colouring.value], "layer": [layer]})
            assert page.map is not None
            assert sum(entry.count for entry in page.map.legend) == len(page.rows)
            assert len(page.map.hexagons) == places
            drawn.append(page.map)
        rows = len(election_page(material, {}).rows)
        nowhere = len(drawn[0].not_on_it)
        assert sum(map(coloured, drawn)) + nowhere == rows > 0, election.slug


def test_a_filter_leaves_every_hexagon_where_it_is() -> None:
    material = election_material("2023-05-04")
    whole, part = (election_page(material, query).map for query in ({}, {"region": ["south-east"]}))
    assert whole is not None
    assert part is not None
    assert [(h.x, h.y, h.href, h.text) for h in whole.hexagons] == [
        (h.x, h.y, h.href, h.text) for h in part.hexagons
    ]
    assert 0 < coloured(part) < coloured(whole)


def test_nothing_is_said_by_colour_alone() -> None:
    material = country_material()
    for colouring in Colouring:
        view = country_page(material, {"map": [colouring.value]}).map
        assert view is not None
        said_without_colour = {Look.HATCHED, Look.PALE_HATCHED, Look.GREY, Look.EMPTY}
        in_use = {hexagon.mark for hexagon in view.hexagons}
        marks = [mark for mark in view.marks if mark.key in in_use]
        assert all(mark.code or mark.look in said_without_colour for mark in marks)
        looks = Counter((m.look, m.code, m.letter, m.sign, m.is_outlined) for m in marks)
        assert [look for look, number in looks.items() if number > 1] == []


def test_the_table_of_the_country_has_the_councils_of_the_map() -> None:
    page = country_page(country_material(), {})
    assert page.map is not None
    rows = [council.name for region in page.regions for council in region.councils]
    counties = country_page(country_material(), {"layer": ["counties"]}).map
    assert counties is not None
    assert len(rows) == coloured(page.map) + coloured(counties)
    everywhere = {fold(name) for name in (*names(page.map), *names(counties))}
    assert {fold(name) for name in rows} | {fold(each.name) for each in page.without} == everywhere
