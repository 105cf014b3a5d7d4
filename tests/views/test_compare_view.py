"""Comparisons as pages: plain forms, one address for one question, figures that lead on."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elections.keeping import forget_everything
from tests.country import grow
from tests.views.reading import words_of


def test_names_as_people_type_them_lead_to_the_one_address(client: Client) -> None:
    response = client.get("/compare/?council=Folkestone+%26+Hythe&council=E06000035&at=")
    assert response.status_code == 302
    assert response.headers["Location"] == "/compare/?council=folkestone-and-hythe&council=medway"


def test_two_councils_stand_side_by_side_and_lead_to_their_figures(client: Client) -> None:
    response = client.get("/compare/?council=medway&council=south-tyneside")
    words = words_of(response)
    assert "Labour had control of Medway after the election of 4 May 2023." in words
    assert 'href="/elections/2023-05-04/medway/#figure-after-labour"' in response.text
    assert 'id="figure-after-labour"' in client.get("/elections/2023-05-04/medway/").text
    assert 'id="figure-total-after"' in client.get("/elections/2023-05-04/medway/").text


@pytest.mark.parametrize(
    "query", ["?council=medwya", "?council=medway&at=1066", "?region=narnia", "?council=%3Cb%3E"]
)
def test_what_there_is_not_is_answered_400_with_the_page(client: Client, query: str) -> None:
    response = client.get(f"/compare/{query}")
    assert response.status_code == 400
    assert "One region through time" in words_of(response)
    assert "<b>" not in response.text


def test_councils_contests_and_regions_lead_to_comparisons(client: Client) -> None:
    assert 'href="/compare/?council=medway"' in client.get("/councils/medway/").text
    contest = client.get("/elections/2023-05-04/medway/").text
    assert 'href="/compare/?council=medway&amp;at=2023-05-04"' in contest
    assert 'href="/compare/?region=south-east"' in client.get("/regions/south-east/").text


@pytest.mark.parametrize(
    "address",
    ["/compare/", "/compare/?council=harlow&council=medway", "/compare/?region=south-east"],
)
def test_a_comparison_costs_the_same_queries_however_much_there_is(
    client: Client, address: str
) -> None:
    def queries() -> int:
        forget_everything()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    few = queries()
    grow(8)
    assert queries() == few <= 12
