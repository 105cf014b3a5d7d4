"""Changes of control over all elections: as a page, as its part, and as a table to keep."""

from __future__ import annotations

import csv

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elections.keeping import forget_everything
from tests.country import grow
from tests.views.reading import words_of

QUESTION = "?region=south-east&control=labour"


def test_the_journalist_s_question_has_an_answer(client: Client) -> None:
    words = words_of(client.get(f"/changes/{QUESTION}"))
    assert (
        "Labour gained 4 councils in the South East since 2022: 3 from the Conservatives and 1 "
        "from no overall control."
    ) in words
    assert "Medway 4 May 2023 South East Conservative Labour Labour gain 7" in words


def test_htmx_receives_the_part_that_changes(client: Client) -> None:
    response = client.get(f"/changes/{QUESTION}&until=2024", headers={"HX-Request": "true"})
    assert "<html" not in response.content.decode()
    assert response.headers["HX-Replace-Url"] == f"/changes/{QUESTION}"


def test_the_csv_is_of_the_very_changes_shown(client: Client) -> None:
    response = client.get(f"/changes/contests.csv{QUESTION}")
    rows = list(csv.DictReader(response.content.decode().splitlines()))
    assert sorted(row["council"] for row in rows) == ["Dover", "Gravesham", "Medway", "Rushmoor"]
    assert {row["change_of_control"] for row in rows} == {"gain"}
    assert rows[0]["counted_from"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?region=narnia", "There is no region “narnia”."),
        ("?since=1999", "There is no year or election “1999”."),
        ("?baseline=last_week", "There is no baseline “last_week”."),
        ("?since=2024&until=2022", "2024 is after 2022."),
    ],
)
def test_what_makes_no_sense_is_told(client: Client, query: str, words: str) -> None:
    for address in ("/changes/", "/changes/contests.csv"):
        response = client.get(address + query)
        assert response.status_code == 400
        assert words in words_of(response)


def test_changes_are_counted_from_the_baseline_asked_for(client: Client) -> None:
    fought = words_of(client.get("/changes/?region=south-east&baseline=last_fought"))
    assert "as it stood after these seats were last fought" in fought


def test_regions_and_parties_lead_to_their_changes(client: Client) -> None:
    assert 'href="/changes/?region=south-east"' in client.get("/regions/south-east/").text
    assert 'href="/changes/?party=labour"' in client.get("/parties/labour/").text
    assert 'href="/changes/"' in client.get("/").text


def test_the_page_costs_the_same_queries_however_many_contests(client: Client) -> None:
    def queries() -> int:
        forget_everything()
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/changes/").status_code == 200
        return len(captured)

    few = queries()
    grow(8)
    assert queries() == few <= 12
