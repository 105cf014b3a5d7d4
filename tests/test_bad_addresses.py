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
        "/api/v1/contests/local.%00.2023-05-04",
        "/elections/2023-05-04/medway/?baseline=%00",
    ],
)
def test_a_nul_character_is_a_bad_request_and_never_a_failure(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 400
    assert "overall control" in response.content.decode().lower()
