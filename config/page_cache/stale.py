"""How the last good copy of a page says that it is one."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from config.page_cache.page import OF_A_BODY, Page, page_of

LONDON = ZoneInfo("Europe/London")

# Whoever keeps it for others asks again soon, and does not hand it out beyond that.
FOR_CACHES = "max-age=5"


def in_words(moment: datetime) -> str:
    """Return a moment as British readers say it, to the minute."""
    local = moment.astimezone(LONDON)
    return f"{local:%H:%M} on {local:%A} {local.day} {local:%B %Y}"


def notice(as_of: datetime) -> bytes:
    """Return what a reader is told at the head of the page."""
    return (
        '<p class="notice" role="status"><strong>This is a copy of the page as it stood at '
        f"{in_words(as_of)}.</strong> The results’ database can’t be reached just now, so "
        "anything newer is missing. The page is brought up to date as soon as it can be.</p>"
    ).encode()


def with_notice(html: bytes, as_of: datetime) -> bytes:
    """Return a page, or a part of one, with the notice where its content begins."""
    for opening, end in ((b"<main", b">"), (b"<body", b">"), (b"<title", b"</title>")):
        start = html.find(opening)
        if start >= 0:
            at = html.find(end, start) + len(end)
            return html[:at] + notice(as_of) + html[at:]
    return notice(as_of) + html


def last_good_copy(page: Page, as_of: datetime) -> Page:
    """Return a page as it goes out while the database is away, and it was right at `as_of`.

    A page in HTML says so at its head, and by an ETag of its own: a reader who has the page without the
    notice is sent it. Everything else says so in the header `As-Of` alone: its content is for machines.
    """
    body, etag = page.body, page.etag
    if dict(page.headers).get("Content-Type", "").startswith("text/html"):
        body = with_notice(body, as_of)
        etag = f'{etag.removesuffix(chr(34))}-as-of-{int(as_of.timestamp())}"'
    headers = [
        (name, value)
        for name, value in page.headers
        if name.lower() not in OF_A_BODY | {"cdn-cache-control"}
    ]
    vary = next((value for name, value in page.headers if name.lower() == "vary"), "")
    return page_of(
        body,
        headers=[
            *headers,
            ("CDN-Cache-Control", FOR_CACHES),
            ("As-Of", format_datetime(as_of.astimezone(UTC), usegmt=True)),
            ("ETag", etag),
            ("Vary", vary),
        ],
        version=as_of,
        made_at=page.made_at,
    )
