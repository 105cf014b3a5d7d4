"""Maps answer with every council in its place, follow the filters, and say in words what they show."""

from __future__ import annotations

import re
from html import unescape
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from councils.models import Hexagon
from elections.models import DataVersion
from tests import factories
from tests.country import place_on_maps
from tests.views.reading import words_of

KENT = "/elections/2023-05-04/"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def _on_the_maps(_reads_published_articles: None) -> None:
    place_on_maps()


def hexagons(page: str) -> dict[str, tuple[str, str]]:
    """Return what each hexagon says, with its mark and where it leads."""
    found = re.findall(
        r'<a href="([^"]+)" transform="translate\(\d+ \d+\)"><title>([^<]+)</title><use href="#m-([^"]+)"/></a>',
        page,
    )
    return {unescape(text).split(":")[0]: (mark, href) for href, text, mark in found}


def titles(page: str) -> list[str]:
    return [unescape(text) for text in re.findall(r"<a [^>]+><title>([^<]+)</title>", page)]


def text_of(client: Client, address: str, **headers: str) -> str:
    return client.get(address, headers=headers).content.decode()


def test_each_council_is_one_hexagon_that_says_what_happened_and_leads_there(
    client: Client,
) -> None:
    page = text_of(client, KENT)
    drawn = hexagons(page)
    assert len(drawn) == Hexagon.objects.of_layout("districts").count()
    assert drawn["Medway"] == ("labour-changed", f"{KENT}medway/")
    assert "Medway: Labour gain from the Conservatives; 33 of 59 seats" in titles(page)
    assert drawn["Maidstone"][0] == "noc-changed"
    # No election of it is in this one: an outline, which leads to the council.
    assert drawn["Barnet"] == ("empty", "/councils/barnet/")
    assert "Barnet: not in this election" in titles(page)


@pytest.mark.parametrize(
    ("query", "marks"),
    [
        ("?map=change", {"Medway": "labour-gain", "Maidstone": "conservative-loss"}),
        ("?map=largest", {"Medway": "labour", "Gravesham": "labour"}),
        ("?control=noc", {"Medway": "grey", "Maidstone": "noc-changed", "Barnet": "empty"}),
        ("?q=med&map=change", {"Medway": "labour-gain", "Dover": "grey"}),
    ],
)
def test_the_map_follows_its_switch_and_the_filters(
    client: Client, query: str, marks: dict[str, str]
) -> None:
    drawn = hexagons(text_of(client, KENT + query))
    assert {name: drawn[name][0] for name in marks} == marks
    assert hexagons(text_of(client, KENT + query, **{"HX-Request": "true"})) == drawn


def test_every_mark_in_use_is_drawn_once(client: Client) -> None:
    for query in ("", "?map=change", "?map=largest", "?control=noc"):
        page = text_of(client, KENT + query)
        defined = re.findall(r'<g id="m-([^"]+)"', page)
        assert len(defined) == len(set(defined))
        assert set(re.findall(r'href="#m-([^"]+)"', page)) <= set(defined)


def test_the_legend_counts_what_its_links_show(client: Client) -> None:
    page = text_of(client, KENT + "?map=change")
    legend = re.findall(
        r'id="legend-change-[^"]+" class="choice" href="([^"]+)".*?choice-count">(\d+)<', page
    )
    assert sum(int(count) for _, count in legend) == 8
    for href, count in legend:
        shown = text_of(client, unescape(href))
        assert f"{count} of 8 councils" in words_of(client.get(unescape(href)))
        # What is chosen there is coloured as it was, and the switch stays.
        assert "map=change" in unescape(href)
        drawn = hexagons(shown).values()
        assert sum(mark not in ("grey", "empty") for mark, _ in drawn) == int(count)


def test_a_wrong_switch_is_told_and_the_rest_is_kept(client: Client) -> None:
    response = client.get(KENT + "?map=chagne&change=gain")
    assert response.status_code == 400
    assert "There is no way to colour the map “chagne”. Did you mean “change”?" in words_of(
        response
    )
    assert "3 of 8 councils" in words_of(response)


def test_a_layer_on_which_nobody_stands_is_none(client: Client) -> None:
    assert Hexagon.objects.of_layout("counties").count() == 0
    response = client.get(KENT + "?layer=counties")
    assert response.status_code == 400
    assert "There is no layer of the map “counties”. There are: districts." in words_of(response)


def test_no_style_attribute_breaks_the_policy(client: Client) -> None:
    assert " style=" not in text_of(client, KENT)
    assert " style=" not in text_of(client, "/map/")


def test_the_map_of_the_country_has_each_council_s_newest_election(client: Client) -> None:
    page = text_of(client, "/map/")
    drawn = hexagons(page)
    assert drawn["Medway"] == ("labour-changed", f"{KENT}medway/")
    assert drawn["Barnet"] == ("labour-changed", "/elections/2022-05-05/barnet/")
    assert drawn["South Tyneside"][1] == "/elections/2024-05-02/south-tyneside/"


def test_the_table_of_the_country_says_what_the_map_does(client: Client) -> None:
    response = client.get("/map/?region=south-east&control=labour")
    page = response.content.decode()
    rows = re.findall(r'<th scope="row"><a [^>]+>([^<]+)</a>', page)
    coloured = [name for name, (mark, _) in hexagons(page).items() if mark not in ("grey", "empty")]
    assert sorted(rows) == sorted(coloured) == ["Dover", "Gravesham", "Medway", "Rushmoor"]
    assert "Medway Labour Labour gain from the Conservatives Labour 2023" in words_of(response)


@pytest.mark.parametrize("address", ["/map/map.svg", f"{KENT}map.svg?map=change&control=labour"])
def test_a_map_is_a_file_that_stands_by_itself(client: Client, address: str) -> None:
    response = client.get(address)
    assert response["Content-Type"] == "image/svg+xml"
    # Its style sheet is in it, which pages do not allow; scripts stay out.
    assert "style-src 'unsafe-inline'" in response["Content-Security-Policy"]
    root = ElementTree.fromstring(response.content)  # noqa: S314 (our own drawing)
    assert root.tag == f"{SVG}svg"
    links = [link.get("href", "") for link in root.iter(f"{SVG}a")]
    assert len(links) == Hexagon.objects.of_layout("districts").count()
    assert all(link.startswith("http://testserver/") for link in links)
    words = " ".join(root.itertext())
    assert "Open Innovations (MIT)" in words
    assert "CC BY-SA 4.0" in words
    assert ".fill-labour{" in words


def test_a_file_of_what_there_is_not_says_so(client: Client) -> None:
    response = client.get(f"{KENT}map.svg?map=chagne")
    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert client.get("/elections/2019-05-02/map.svg").status_code == 404
    Hexagon.objects.all().delete()
    DataVersion.objects.move(at=factories.NIGHT)
    assert client.get(f"{KENT}map.svg").status_code == 404
    assert client.get(KENT).status_code == 200


def test_the_map_costs_as_many_queries_however_much_is_asked(client: Client) -> None:
    numbers = []
    for query in ("", "?map=change", "?region=south-east&map=largest"):
        DataVersion.objects.move(at=factories.NIGHT)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(f"/map/{query}").status_code == 200
        numbers.append(len(queries))
    assert max(numbers) <= 12
