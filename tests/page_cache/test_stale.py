"""The last good copy of a page says that it is one, and from when."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from config.page_cache.page import page_of
from config.page_cache.stale import in_words, last_good_copy, with_notice

NIGHT = datetime(2023, 5, 4, 22, 41, tzinfo=UTC)


def test_the_moment_is_said_in_british_time() -> None:
    assert in_words(NIGHT) == "23:41 on Thursday 4 May 2023"
    assert in_words(datetime(2023, 12, 1, 9, 5, tzinfo=UTC)) == "09:05 on Friday 1 December 2023"


@pytest.mark.parametrize(
    ("html", "before", "after"),
    [
        (b'<body><main id="main" class="wide"><h1>', b'class="wide">', b"<h1>"),
        (b"<title>Medway</title>\n<div>", b"</title>", b"\n<div>"),
        (b'<body class="docs"><div>', b'docs">', b"<div>"),
        (b"<ul>", b"", b"<ul>"),
    ],
)
def test_the_notice_stands_where_the_content_begins(
    html: bytes, before: bytes, after: bytes
) -> None:
    marked = with_notice(html, NIGHT)
    notice = with_notice(b"", NIGHT)
    assert before + notice + after in marked
    assert b"23:41 on Thursday 4 May 2023" in notice


def copy_of(body: bytes, content_type: str) -> tuple[bytes, dict[str, str]]:
    """Return the last good copy of an answer: its body, and its headers."""
    page = page_of(
        body,
        headers=[
            ("Content-Type", content_type),
            ("ETag", 'W/"12-abc-page"'),
            ("Vary", "HX-Request"),
            ("CDN-Cache-Control", "max-age=5, stale-while-revalidate=60"),
        ],
        version=12,
        made_at=NIGHT,
    )
    copy = last_good_copy(page, NIGHT)
    return copy.body, dict(copy.headers)


def test_a_page_has_the_notice_and_an_etag_of_its_own() -> None:
    body, headers = copy_of(b"<main></main>", "text/html; charset=utf-8")
    assert b'role="status"' in body
    assert headers["ETag"].startswith('W/"12-abc-page-as-of-')
    assert headers["As-Of"] == "Thu, 04 May 2023 22:41:00 GMT"
    assert headers["CDN-Cache-Control"] == "max-age=5"
    assert headers["Vary"] == "HX-Request, Accept-Encoding"


def test_a_table_says_so_in_its_headers_alone() -> None:
    body, headers = copy_of(b"council\r\nMedway\r\n", "text/csv; charset=utf-8")
    assert body == b"council\r\nMedway\r\n"
    assert headers["ETag"] == 'W/"12-abc-page"'
    assert headers["As-Of"] == "Thu, 04 May 2023 22:41:00 GMT"
