"""An address that cannot be right is answered in words, on either database."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/elections/2023-05-04/med%00way/",
        "/elections/%00/",
        "/sources/%00/",
        "/councils/%00/",
        "/elections/2023-05-04/medway/?baseline=%00",
    ],
)
def test_a_nul_character_is_a_bad_request_and_never_a_failure(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 400
    assert "overall control" in response.content.decode().lower()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/contests/local.%00.2023-05-04", 400),
        ("/api/v1/contests/local.medway.2023-05-04?x=%00", 400),
        ("/api/v1/", 404),
        ("/api/v1/parishes", 404),
        ("/api/v1/contests/", 404),
        ("/api/v1/contests/local.medway.2023-05-04/more", 404),
        ("/api/", 404),
    ],
)
def test_under_the_api_such_an_address_is_answered_in_json(
    client: Client, address: str, status: int
) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert response["Content-Type"] == "application/json"
    (detail,) = response.json().values()
    assert detail.endswith(".")
