"""Every kind of page answers with the whole country behind it."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/elections/",
        "/elections/2021-05-06/",
        "/elections/2022-05-05/",
        "/elections/2023-05-04/",
        "/elections/2024-05-02/",
        "/elections/2025-05-01/",
        "/elections/2026-05-07/",
        "/elections/2023-05-04/medway/",
        "/map/",
        "/map/map.svg?layer=counties",
        "/elections/2025-05-01/map.svg?map=change",
        "/councils/",
        "/councils/kingston-upon-hull/",
        "/regions/south-east/",
        "/parties/labour/",
        "/sources/commons-library-results-2023/",
        "/sources/open-council-data-uk-compositions/",
    ],
)
def test_the_page_is_there(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200
