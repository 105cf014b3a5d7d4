"""Every kind of page answers with the whole country behind it."""

from __future__ import annotations

from django.test import Client

# Those that tests/whole_country/test_what_pages_cost.py does not ask for.
ADDRESSES = (
    "/elections/2021-05-06/",
    "/elections/2022-05-05/",
    "/elections/2024-05-02/",
    "/elections/2025-05-01/",
    "/elections/2026-05-07/",
    "/map/map.svg?layer=counties",
    "/elections/2025-05-01/map.svg?map=change",
    "/councils/kingston-upon-hull/",
    "/sources/open-council-data-uk-compositions/",
)


def test_every_page_is_there(client: Client) -> None:
    answers = {address: client.get(address).status_code for address in ADDRESSES}
    assert answers == dict.fromkeys(ADDRESSES, 200)
