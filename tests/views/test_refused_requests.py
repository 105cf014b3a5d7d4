"""A request that the server refuses before Django reads it is answered in words, on pages and in the API."""

from __future__ import annotations

import pytest

from config.page_cache.response import call_application
from config.serving.application import REFUSAL
from config.serving.bodies import RequestRefusal
from elections.services.desk.uploading import MOST_UPLOADED, MOST_UPLOADED_ROWS
from tests.page_cache.asking import ask_wsgi, django_alone, environ_of


@pytest.mark.parametrize("refusal", RequestRefusal)
@pytest.mark.parametrize(("address", "kind"), [("/", "text/html"), ("/api/", "application/json")])
def test_refusal_says_what_is_wrong_and_what_to_do(
    refusal: RequestRefusal, address: str, kind: str
) -> None:
    with django_alone() as django:
        response = call_application(django, environ_of(address) | {REFUSAL: refusal.value})
        body = b"".join(response.body).decode()
    headers = dict(response.headers)
    assert response.status == refusal.value
    assert headers["Content-Type"].startswith(kind)
    assert headers["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" in headers
    assert "nothing was saved" in body


def test_page_of_what_is_too_large_names_the_limits_of_an_upload() -> None:
    with django_alone() as django:
        environ = environ_of("/") | {REFUSAL: RequestRefusal.TOO_LARGE.value}
        body = b"".join(call_application(django, environ).body).decode()
    assert f"{MOST_UPLOADED // 1_000_000} MB and {MOST_UPLOADED_ROWS:,}" in body.replace("\n", " ")
    assert "Go back to send it again" not in body


def test_client_cannot_ask_for_a_refusal_by_a_header() -> None:
    with django_alone() as django:
        answer = ask_wsgi(django, "/robots.txt", overall_control_refusal="413")
    assert answer.status != 413
