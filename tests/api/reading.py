"""Words for reading the API in tests."""

from __future__ import annotations

from typing import Any

from django.test import Client

ROOT = "/api/v1"

LISTS = ("/elections", "/contests", "/councils", "/regions", "/parties", "/sources")
DOCUMENTS = (
    "/elections/2023-05-04",
    "/contests/local.medway.2023-05-04",
    "/councils/medway",
    "/regions/south-east",
    "/parties/labour",
    "/sources/itv-2023-medway",
    "/sources/commons-library-2023",
)


def get(client: Client, address: str) -> dict[str, Any]:
    """Return the document at an address of the API."""
    response = client.get(f"{ROOT}{address}")
    assert response.status_code == 200, response.content
    assert response["Content-Type"].startswith("application/json")
    document: dict[str, Any] = response.json()
    return document


def problems(client: Client, address: str) -> list[dict[str, str]]:
    """Return what is wrong with a question that is refused."""
    response = client.get(f"{ROOT}{address}")
    assert response.status_code == 422, response.content
    detail: list[dict[str, str]] = response.json()["detail"]
    assert detail
    for each in detail:
        assert set(each) == {"parameter", "value", "message"}
        assert each["message"].endswith((".", "?"))
    return detail


def without_working(document: Any) -> Any:
    """Return a document without the workings in it."""
    if isinstance(document, dict):
        return {key: without_working(value) for key, value in document.items() if key != "working"}
    if isinstance(document, list):
        return [without_working(each) for each in document]
    return document
