"""Every page has its place in the mirror, and none is outside of it."""

from __future__ import annotations

import pytest

from config.mirror.places import is_baked, links_in, place_of, variants_in

HTML, JSON, CSV = "text/html; charset=utf-8", "application/json; charset=utf-8", "text/csv"


@pytest.mark.parametrize(
    ("path", "content_type", "place"),
    [
        ("/", HTML, "index.html"),
        ("/councils/medway/", HTML, "councils/medway/index.html"),
        ("/elections/2023-05-04/contests.csv", CSV, "elections/2023-05-04/contests.csv"),
        ("/api/v1/contests", JSON, "api/v1/contests/index.json"),
        (
            "/api/v1/contests/local.medway.2023-05-04",
            JSON,
            "api/v1/contests/local.medway.2023-05-04/index.json",
        ),
        ("/api/v1/openapi.json", JSON, "api/v1/openapi.json"),
        ("/api/v1/docs", HTML, "api/v1/docs/index.html"),
        ("/party-colours.css", "text/css", "party-colours.css"),
    ],
)
def test_a_page_is_where_a_file_server_looks_for_it(
    path: str, content_type: str, place: str
) -> None:
    assert place_of(path, content_type) == place


def test_another_form_of_a_page_is_beside_it() -> None:
    place = place_of("/elections/2023-05-04/medway/", HTML, "baseline=notional")
    assert place == "elections/2023-05-04/medway/index@baseline=notional.html"


@pytest.mark.parametrize("path", ["/../etc/passwd", "/councils/../../x/", "councils/", "/a\0/"])
def test_no_page_is_outside_of_the_folder(path: str) -> None:
    with pytest.raises(ValueError, match="no path that a file can have"):
        place_of(path, HTML)


def test_links_are_read_as_a_browser_reads_them() -> None:
    html = (
        '<a href="?baseline=notional">1</a> <a href="/councils/?q=a&amp;region=london#list">2</a>'
        ' <a href="#main">3</a> <a href="https://www.bbc.co.uk/">4</a> <img src="/static/x.svg">'
        ' <form action="/search/">5</form> <a href="mailto:x@example.org">6</a>'
    )
    assert links_in(html, "/elections/") == [
        "/elections/?baseline=notional",
        "/councils/?q=a&region=london",
        "/elections/",
        "/static/x.svg",
        "/search/",
    ]
    assert variants_in(html, "/elections/") == ["baseline=notional"]


@pytest.mark.parametrize(
    "query", ["", "q=med", "baseline=eve_of_poll&q=med", "baseline=../../x", "baseline="]
)
def test_other_queries_are_for_the_live_site(query: str) -> None:
    assert not is_baked(query)
