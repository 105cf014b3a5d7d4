"""The page about the API says what its schema says, and its links work."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from elections.api.routes import schema_of_the_api
from elections.pages.api_guide import Kind, Piece, api_guide
from tests.views.reading import words_of

ADDRESS = "/about/api/"


def test_every_address_and_parameter_of_the_schema_is_on_it(client: Client) -> None:
    page = client.get(ADDRESS).content.decode()
    for path, methods in schema_of_the_api()["paths"].items():
        assert f"<code>{path}</code>" in page
        for parameter in methods["get"]["parameters"]:
            assert f"<code>{parameter['name']}</code>" in page


def test_every_example_works_and_finds_something(client: Client) -> None:
    guide = api_guide(schema_of_the_api())
    addresses = [address for group in guide.groups for address in group.addresses]
    assert len(addresses) == 12
    for address in addresses:
        response = client.get(address.example)
        assert response.status_code == 200, address.example
        assert response.json().get("items", True)


def test_what_it_links_to_on_itself_is_there_once(client: Client) -> None:
    page = client.get(ADDRESS).content.decode()
    ids = re.findall(r'id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_it_leads_to_the_schema_and_warns_of_the_interactive_docs(client: Client) -> None:
    response = client.get(ADDRESS)
    page = response.content.decode()
    for address in ("/api/v1/openapi.json", "/api/v1/docs"):
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200
    assert "known faults for keyboards and screen readers" in words_of(response)


def test_it_says_the_limits_the_licences_and_that_unknown_is_never_zero(client: Client) -> None:
    words = unescape(words_of(client.get(ADDRESS)))
    assert "whole number from 1 to 500 (100 unless given)" in words
    assert "CC BY-SA 4.0" in words
    assert "Unknown is never zero" in words


def test_the_shapes_of_questions_are_not_among_those_of_answers(client: Client) -> None:
    guide = api_guide(schema_of_the_api())
    named = {shape.name for shape in guide.shapes}
    assert {"Contest", "Figure", "Refusal", "Problem", "ContestList"} <= named
    assert not {"Paging", "ContestsAsked", "CouncilsAsked"} & named


@pytest.mark.parametrize(
    ("shape", "field", "kind"),
    [
        ("Contest", "after", Kind("object of", ("Figure",))),
        ("Contest", "published", Kind("", ("Published",), after=" or null")),
        ("ContestList", "items", Kind("list of", ("ContestInList",))),
        ("Seats", "total", Kind("whole number or null")),
        ("Published", "at", Kind("date and time")),
        ("UnknownFigure", "status", Kind("", values=("unknown",))),
        ("Contest", "state", Kind("one of", values=("declared", "in_part", "awaited"))),
    ],
)
def test_what_a_field_is_is_said_in_words(shape: str, field: str, kind: Kind) -> None:
    guide = api_guide(schema_of_the_api())
    (found,) = [each for each in guide.shapes if each.name == shape]
    (named,) = [each for each in found.fields if each.name == field]
    assert named.kind == kind


def test_a_name_between_backquotes_is_code() -> None:
    guide = api_guide(schema_of_the_api())
    (majority,) = [
        named
        for shape in guide.shapes
        if shape.name == "ContestList"
        for named in shape.fields
        if named.name == "count"
    ]
    assert Piece("limit", is_code=True) in majority.description
