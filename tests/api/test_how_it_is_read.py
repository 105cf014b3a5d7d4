"""Every address of the API is read the same way: kept fresh, by GET and HEAD, from any site."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elections.models import DataVersion
from tests.api.reading import DOCUMENTS, LISTS, ROOT

ADDRESSES = [f"{ROOT}{each}" for each in (*LISTS, *DOCUMENTS, "/openapi.json", "/docs")]
MISSING = f"{ROOT}/councils/atlantis"
WRONG = f"{ROOT}/contests?limit=0"


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_has_not_changed_is_not_sent_again(client: Client, address: str) -> None:
    first = client.get(address)
    assert first["Cache-Control"] == "public, no-cache"
    assert not first.cookies
    with CaptureQueriesContext(connection) as queries:
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert len(queries) == 1
    DataVersion.objects.move(at=datetime(2023, 5, 6, tzinfo=UTC))
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("address", [MISSING, WRONG])
def test_what_is_no_answer_has_no_tag_to_keep_it_by(client: Client, address: str) -> None:
    assert "ETag" not in client.get(address)


@pytest.mark.parametrize(
    "address", [*ADDRESSES, MISSING, WRONG, f"{ROOT}/councils/folkestone-hythe"]
)
def test_head_answers_as_get_does_without_the_body(client: Client, address: str) -> None:
    get, head = client.get(address), client.head(address)
    assert head.status_code == get.status_code
    assert head.content == b""
    for name in ("Content-Type", "ETag", "Cache-Control", "Location"):
        assert head.get(name) == get.get(name)


@pytest.mark.parametrize("address", [*ADDRESSES, MISSING, WRONG, f"{ROOT}/nowhere"])
def test_a_page_of_any_site_may_read_it(client: Client, address: str) -> None:
    for headers in ({}, {"Origin": "https://news.example"}):
        response = client.get(address, headers=headers)
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "Origin" not in response.get("Vary", "")
        assert "Access-Control-Allow-Credentials" not in response


def test_no_other_page_may_be_read_from_another_site(client: Client) -> None:
    assert "Access-Control-Allow-Origin" not in client.get("/elections/2023-05-04/")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_browser_that_asks_first_is_told_that_it_may(client: Client, address: str) -> None:
    response = client.options(
        address,
        headers={
            "Origin": "https://news.example",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "if-none-match",
        },
    )
    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Methods"] == response["Allow"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]


def test_what_breaks_is_said_in_json(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("gone")

    monkeypatch.setattr("elections.api.routes.elections.election_summaries", broken)
    client.raise_request_exception = False
    response = client.get(f"{ROOT}/elections")
    assert response.status_code == 500
    assert response.json() == {"detail": "Something broke on our side. Try again in a while."}
    assert "gone" not in response.content.decode()
