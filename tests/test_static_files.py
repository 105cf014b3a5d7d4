"""Static files carry the security headers that pages do."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

SECURITY_HEADERS = (
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["css/site.css", "js/find.js", "icon.svg", "vendor/chart.js/chart.umd.js"]
)
def test_static_file_has_the_security_headers_of_a_page(path: str, settings: Settings) -> None:
    # From where they are written: nothing is collected for tests.
    settings.WHITENOISE_USE_FINDERS = True
    settings.WHITENOISE_AUTOREFRESH = True
    client = Client()
    file, page = client.get(f"/static/{path}"), client.get("/accounts/login/")
    file.close()
    assert (file.status_code, page.status_code) == (200, 200)
    for name in SECURITY_HEADERS:
        assert file.headers[name] == page.headers[name], name
