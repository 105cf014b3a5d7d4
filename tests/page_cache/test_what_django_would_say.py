"""Whatever is asked, in whatever order, the cache sends what Django would."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.page_cache.encodings import decoded
from config.serving.application import Application
from elections.models import DataVersion
from tests.page_cache.asking import Answered, ask, ask_wsgi, django_alone, site_in_threads

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

pytestmark = pytest.mark.database_independent

ADDRESSES = (
    "/",
    "/elections/",
    "/elections/2023-05-04/",
    "/elections/2023-05-04/contests.csv",
    "/elections/2023-05-04/medway/",
    "/elections/2023-05-04/medwya/",
    "/councils/",
    "/councils/medway/",
    "/councils/folkestone-hythe/",
    "/regions/south-east/",
    "/parties/labour/",
    "/sources/",
    "/about/api/",
    "/party-colours.css",
    "/api/v1/contests",
    "/api/v1/contests/local.medway.2023-05-04",
    "/api/v1/councils",
    "/api/v1/openapi.json",
    "/healthz",
    "/static/css/site.css",
    "/nowhere",
)
PAIRS = (
    ("region", "south-east"),
    ("region", "london"),
    ("region", ""),
    ("control", "labour"),
    ("control", "narnia"),
    ("q", "med"),
    ("q", ""),
    ("sort", "-majority"),
    ("sort", ""),
    ("baseline", "notional"),
    ("limit", "2"),
    ("utm_source", "post"),
    ("x", "1"),
)
HEADERS: tuple[dict[str, str], ...] = (
    {},
    {},
    {"hx_request": "true"},
    {"hx_request": "true", "hx_history_restore_request": "true"},
    {"hx_request": "%74rue", "hx_request_uri_autoencoded": "true"},
    {"host": "localhost:8000"},
    {"host": "nowhere.example"},
    {"cookie": "sessionid=abc"},
)
ENCODINGS = (None, "gzip", "gzip, br", "identity")


@pytest.fixture
def django() -> Iterator[WSGIApplication]:
    """Yield the site without the cache."""
    with django_alone() as application:
        yield application


@pytest.fixture
def site() -> Iterator[Application]:
    """Yield the site with it."""
    with site_in_threads() as application:
        yield application


def plain(answer: Answered) -> bytes:
    """Return a body without its encoding."""
    return decoded(answer.body, answer.headers.get("Content-Encoding", "identity"))


# What is about how an answer is carried, and not about what it says.
CARRIED = {"Content-Length", "Content-Encoding", "Cache-Status", "Vary", "ETag"}


def said(answer: Answered) -> dict[str, str]:
    """Return the headers that say something of the page."""
    return {name: value for name, value in answer.headers.items() if name not in CARRIED}


@pytest.mark.usefixtures("published_articles")
@pytest.mark.django_db
def test_every_answer_is_django_s(django: WSGIApplication, site: Application) -> None:
    chance = random.Random(20230504)  # noqa: S311 - the same questions each time
    kept = 0
    for _ in range(300):
        pairs = chance.sample(PAIRS, chance.choice((0, 0, 1, 1, 2, 3)))
        address = chance.choice(ADDRESSES) + (f"?{urlencode(pairs)}" if pairs else "")
        headers = dict(chance.choice(HEADERS))
        wanted = ask_wsgi(django, address, **headers)
        encoding = chance.choice(ENCODINGS)
        if encoding is not None:
            headers["accept_encoding"] = encoding
        method = chance.choice(("GET", "GET", "HEAD"))
        answer = ask(site, address, method, **headers)
        case = f"{method} {address} {headers}"
        assert answer.status == wanted.status, case
        assert said(answer) == said(wanted), case
        if method == "GET":
            assert plain(answer) == wanted.body, case
        if "ETag" in wanted.headers:
            bare = answer.headers["ETag"].removeprefix("W/")
            assert bare == wanted.headers["ETag"].removeprefix("W/"), case
            again = ask(site, address, method, **headers, if_none_match=wanted.headers["ETag"])
            assert again.status == 304, case
        kept += answer.headers.get("Cache-Status", "").endswith("hit")
    assert kept > 25


@pytest.mark.usefixtures("published_articles")
@pytest.mark.django_db
def test_a_page_from_the_cache_takes_no_query(site: Application) -> None:
    ask(site, "/elections/2023-05-04/")
    began = time.monotonic()
    with CaptureQueriesContext(connection) as queries:
        for _ in range(20):
            assert ask(site, "/elections/2023-05-04/").headers["Cache-Status"].endswith("hit")
    # A machine that takes seconds for this asks for the data version twice in each.
    assert len(queries) <= 1 + 2 * (time.monotonic() - began)
    assert all("elections_dataversion" in query["sql"] for query in queries)


@pytest.mark.usefixtures("published_articles")
@pytest.mark.django_db
def test_the_data_version_is_all_that_is_asked_for(site: Application) -> None:
    assert (
        ask(site, "/elections/").headers["ETag"].startswith(f'W/"{DataVersion.objects.number()}-')
    )
