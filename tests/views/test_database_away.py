"""While the database can't be reached, pages and the API say so and when to try again."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError
from django.test import Client

from config.middleware import RefuseNulMiddleware
from elections.accounts import first_things
from elections.views import public
from tests.views.reading import words_of


def refused(*_: object) -> object:
    raise OperationalError("connection refused")


@pytest.fixture(autouse=True)
def _is_away(monkeypatch: pytest.MonkeyPatch) -> None:
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


@pytest.mark.django_db
def test_the_desk_says_so_before_it_knows_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.create_user("ruth", is_staff=True))
    monkeypatch.setattr(first_things, "first_things_of", refused)
    response = client.post("/desk/2023-05-04/medway/enter/", {"do": "draft"})
    assert response.status_code == 503
    assert "can’t be reached just now" in words_of(response)
    assert response["Retry-After"] == "10"


def test_another_fault_before_a_view_is_no_lost_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> object:
        raise ValueError("a fault of ours")

    monkeypatch.setattr(RefuseNulMiddleware, "process_view", broken)
    client = Client(raise_request_exception=False)
    assert client.get("/").status_code == 500
