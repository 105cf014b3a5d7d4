"""While the database can't be reached, pages and the API say so and when to try again."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.test import Client

from elections.views import public
from tests.views.reading import words_of


@pytest.fixture(autouse=True)
def _is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> object:
        raise OperationalError("connection refused")

    monkeypatch.setattr(public, "current_edition", refused)


@pytest.mark.parametrize(
    "address", ["/", "/councils/medway/", "/elections/2023-05-04/contests.csv"]
)
def test_a_page_says_that_it_comes_back(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 503
    assert "can’t be reached just now" in words_of(response)
    assert response["Retry-After"] == "10"
    assert response["Cache-Control"] == "no-store"


def test_the_api_says_so_in_json(client: Client) -> None:
    response = client.get("/api/v1/contests")
    assert response.status_code == 503
    assert "try again" in response.json()["detail"].lower()
    assert response["Retry-After"] == "10"
    assert response["Access-Control-Allow-Origin"] == "*"
