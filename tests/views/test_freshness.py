"""Public pages hang on the data version, set no cookie, and cost the same however much there is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elections.keeping import forget_everything
from elections.models import Contest, DataVersion
from tests.factories import contest as make_contest
from tests.factories import council

PAGES = [
    "/",
    "/elections/",
    "/elections/2023-05-04/",
    "/elections/2023-05-04/medway/",
    "/councils/medway/",
    "/sources/",
    "/sources/bbc-2023-medway-2/",
]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_the_same_until_the_data_changes(client: Client, address: str) -> None:
    first = client.get(address)
    assert first["Cache-Control"] == "public, no-cache"
    with CaptureQueriesContext(connection) as queries:
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert len(queries) == 1
    DataVersion.objects.move(at=datetime(2023, 5, 6, tzinfo=UTC))
    changed = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


@pytest.mark.parametrize(
    "address", [*PAGES, "/api/v1/contests", "/elections/2023-05-04/contests.csv", "/sitemap.xml"]
)
def test_same_number_and_time_of_another_publication_is_another_page(
    client: Client, address: str
) -> None:
    """As after a restore without our command, by a clock that was put back."""
    before = DataVersion.objects.get()
    moment = datetime(2023, 5, 6, tzinfo=UTC)
    DataVersion.objects.move(at=moment)
    first = client.get(address)
    DataVersion.objects.update(
        number=before.number, changed_at=before.changed_at, random_id=before.random_id
    )
    DataVersion.objects.move(at=moment)
    other = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200
    assert other["ETag"] != first["ETag"]


@pytest.mark.parametrize("address", [*PAGES, "/no/such/page/", "/party-colours.css"])
def test_a_page_sets_no_cookie_and_varies_on_none(client: Client, address: str) -> None:
    response = client.get(address)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("address", [*PAGES, "/party-colours.css", "/api/v1/contests"])
def test_a_cdn_may_hand_a_page_out_for_five_seconds(client: Client, address: str) -> None:
    first = client.get(address)
    for response in (first, client.get(address, headers={"If-None-Match": first["ETag"]})):
        assert response["Cache-Control"] == "public, no-cache"
        assert response["CDN-Cache-Control"].startswith("max-age=5, stale-while-revalidate=60")


@pytest.mark.parametrize("address", [*PAGES, "/party-colours.css", "/api/v1/contests"])
def test_nobody_in_between_keeps_what_somebody_who_is_signed_in_is_sent(
    client: Client, address: str
) -> None:
    client.cookies["sessionid"] = "somebody"
    response = client.get(address)
    assert response["Cache-Control"] == "private, no-cache"
    assert "CDN-Cache-Control" not in response


def test_a_page_and_its_part_are_told_apart(client: Client) -> None:
    address = "/elections/2023-05-04/medway/"
    page = client.get(address)
    part = client.get(address, headers={"HX-Request": "true"})
    assert page["Vary"] == part["Vary"] == "HX-Request"
    assert page["ETag"] != part["ETag"]


def test_what_is_not_there_is_never_kept_as_if_it_were(client: Client) -> None:
    response = client.get("/elections/2023-05-04/medwya/")
    assert "ETag" not in response


def queries_of(client: Client, address: str) -> int:
    """Return how many queries a page takes."""
    forget_everything()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    ("few", "many"),
    [
        ("/elections/2022-05-05/", "/elections/2023-05-04/"),
        ("/elections/2023-05-04/canterbury/", "/elections/2023-05-04/medway/"),
        ("/sources/itv-2023-medway/", "/sources/bbc-2023-medway-2/"),
    ],
)
def test_a_page_with_more_on_it_takes_no_more_queries(client: Client, few: str, many: str) -> None:
    assert queries_of(client, few) == queries_of(client, many)


def test_another_contest_adds_no_query(client: Client) -> None:
    before = queries_of(client, "/elections/2023-05-04/")
    number = Contest.objects.count()
    make_contest(of=council(slug="thurrock"))
    assert Contest.objects.count() == number + 1
    forget_everything()
    assert queries_of(client, "/elections/2023-05-04/") == before
