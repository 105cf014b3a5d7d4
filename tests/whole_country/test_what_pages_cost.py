"""What pages cost with the whole country behind them: queries, bytes on the wire."""

from __future__ import annotations

from datetime import UTC, datetime

import brotli
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elections.keeping import forget_everything
from elections.models import DataVersion

pytestmark = pytest.mark.database_independent

# Of any page, by a process that keeps nothing yet: the most that it may take beside the data version.
MOST_QUERIES = 12
# The data version is read before a page is made, and once more after anything was read anew; beside it, once a version,
# which election is the newest.
OF_THE_DATA_VERSION = 3

PAGES = [
    "/",
    "/elections/",
    "/elections/2023-05-04/",
    "/elections/2023-05-04/?region=south-east&change=gain&sort=-majority",
    "/elections/2023-05-04/contests.csv",
    "/elections/2023-05-04/medway/",
    "/elections/2023-05-04/wall/",
    "/changes/",
    "/compare/",
    "/compare/?region=south-east",
    "/councils/medway/compositions.csv",
    "/sitemap.xml",
    "/councils/",
    "/councils/medway/",
    "/map/",
    "/regions/",
    "/regions/south-east/",
    "/parties/",
    "/parties/labour/",
    "/sources/",
    "/sources/commons-library-results-2023/",
    "/search/?q=hu",
    "/about/method/",
    "/about/data/",
    "/api/v1/contests?election=2023-05-04",
    "/api/v1/contests/local.medway.2023-05-04",
    "/api/v1/councils",
    "/api/v1/elections/2023-05-04",
    "/api/v1/parties/labour",
]


def queries_of(client: Client, address: str) -> int:
    """Return how many queries an address takes."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("address", PAGES)
def test_the_first_page_of_a_data_version_takes_at_most_twelve_queries_beside_that_number(
    client: Client, address: str
) -> None:
    forget_everything()
    at_first = queries_of(client, address)
    # The API's list says of each contest what was ever corrected, which is one query more.
    more = 1 if address.startswith("/api/v1/contests?") else 0
    assert at_first <= MOST_QUERIES + OF_THE_DATA_VERSION + more
    assert queries_of(client, address) < at_first


def test_pages_with_more_on_them_take_as_many_queries(client: Client) -> None:
    client.get("/parties/labour/")
    for few, many in (
        ("/elections/2024-05-02/", "/elections/2023-05-04/"),
        ("/elections/2024-05-02/wall/", "/elections/2023-05-04/wall/"),
        ("/councils/city-of-london/", "/councils/medway/"),
        ("/regions/north-east/", "/regions/south-east/"),
        ("/api/v1/contests?limit=1", "/api/v1/contests?limit=500"),
    ):
        for address in (few, many):
            client.get(address)
        assert queries_of(client, few) == queries_of(client, many) == 1, many


def test_pages_are_light_on_the_wire(client: Client) -> None:
    """As compressed as a server does it on the spot, which is less than it does for a cache."""
    kilobytes = {
        "/elections/2023-05-04/": 60,
        "/elections/2023-05-04/medway/": 12,
        "/elections/2023-05-04/wall/": 4,
        "/councils/medway/": 12,
        "/councils/": 20,
        "/regions/south-east/": 20,
    }
    sizes = {
        address: len(brotli.compress(client.get(address).content, quality=4))
        for address in kilobytes
    }
    too_large = {
        address: size for address, size in sizes.items() if size > kilobytes[address] * 1024
    }
    assert not too_large, too_large


def test_a_publication_is_on_the_page_of_all_230_contests_at_the_next_request(
    client: Client,
) -> None:
    address = "/elections/2023-05-04/"
    before = client.get(address)
    again = client.get(address)
    DataVersion.objects.move(at=datetime(2026, 11, 1, tzinfo=UTC))
    after = client.get(address)
    assert before.content == again.content == after.content
    assert before["ETag"] == again["ETag"] != after["ETag"]
