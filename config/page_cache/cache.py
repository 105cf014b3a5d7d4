"""The cache itself: which stored page answers a request, and how a new one is stored. It does no input or output."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime
from typing import Final, NamedTuple

from config.page_cache.data_version_poller import LastSeen
from config.page_cache.encodings import wanted_encoding
from config.page_cache.key import Keys, PageKey
from config.page_cache.page import Page, page_of
from config.page_cache.request import RequestHead, RequestHeaders
from config.page_cache.response import OK, Reply, WsgiResponse
from config.page_cache.stale import last_good_copy
from config.page_cache.store import LARGEST, Store

NOT_MODIFIED: Final = 304
# What an answer may depend on and still be stored: the keys tell these apart.
CACHEABLE_VARY: Final = frozenset({"accept-encoding", "hx-request"})

# Where an answer came from, in the words of RFC 9211.
STATUS: Final = "Cache-Status"
HIT, MISS = "page-cache; hit", "page-cache; fwd=miss"
STALE_HIT: Final = "page-cache; hit; detail=database-away"
# Beside a page's key: where the copy of it is that says it is one.
COPY: Final = "copy"


class Wanted(NamedTuple):
    """How a reader wants a page: what they hold of it, in which encoding, and whether without its body."""

    if_none_match: str | None
    encoding: str
    is_head: bool


def wanted_of(request: RequestHead, headers: RequestHeaders) -> Wanted:
    """Return how the sender of a request wants the page."""
    return Wanted(
        headers.get("if-none-match"),
        wanted_encoding(headers.get("accept-encoding")),
        request.method == "HEAD",
    )


class PageCache:
    """Pages by their keys, each good for one data version, and as a stale copy while the database is unavailable.

    `limit` is how many bytes of memory pages may take.
    """

    def __init__(self, *, keys: Keys, limit: int) -> None:
        self.keys = keys
        self.store = Store(limit)

    @property
    def longest(self) -> int:
        """Return how many bytes the largest page may have that is stored."""
        return int(self.store.limit * LARGEST)

    def find(self, key: PageKey) -> tuple[PageKey | None, Page | None]:
        """Return the key of a page in its canonical form, and the page that is stored under it, if any.

        The key is None where the query asks for something that no page knows.
        """
        page = self.store.get(key)
        if page is not None or not key.query:
            return key, page
        # It may be another spelling of a question that was asked before.
        canonical = self.keys.canonical(key)
        if canonical is None or canonical == key:
            return canonical, None
        return canonical, self.store.get(canonical)

    def reply_at_once(
        self,
        key: PageKey,
        version: Hashable | None,
        last_seen: LastSeen,
        wanted: Wanted,
    ) -> Reply | None:
        """Return the answer from what is stored, if nothing has to be rendered or compressed for it.

        `version` is the data version, or None while the database is unavailable.
        """
        canonical, page = self.find(key)
        if page is None:
            return None
        if page.version == version:
            return self._ready(page, HIT, wanted)
        if version is None:
            copy = self.store.get((COPY, canonical))
            if copy is not None and copy.version == _as_of(page, last_seen):
                return self._ready(copy, STALE_HIT, wanted)
        return None

    def _ready(self, page: Page, status: str, wanted: Wanted) -> Reply | None:
        if wanted.if_none_match is None and not page.has_form(wanted.encoding):
            return None
        return self._reply(page, status, wanted)

    def reply(self, key: Hashable, page: Page, status: str, wanted: Wanted) -> Reply:
        """Return the answer from a page, which is compressed now if it was not yet."""
        before = len(page.forms)
        answer = self._reply(page, status, wanted)
        if len(page.forms) != before:
            self.store.grown(key, page)
        return answer

    def _reply(self, page: Page, status: str, wanted: Wanted) -> Reply:
        if wanted.if_none_match is not None and etag_matches(page.etag, wanted.if_none_match):
            return Reply(NOT_MODIFIED, [*page.unchanged_headers, (STATUS, status)], b"")
        form = page.form_for(wanted.encoding)
        body = b"" if wanted.is_head else form.body
        return Reply(OK, [*form.headers, (STATUS, status)], body)

    def stale_reply(self, key: PageKey, page: Page, last_seen: LastSeen, wanted: Wanted) -> Reply:
        """Return the answer from the stale copy of a page, which is made now if it is not there."""
        as_of = _as_of(page, last_seen)
        copy = self.store.get((COPY, key))
        if copy is None or copy.version != as_of:
            copy = last_good_copy(page, as_of)
            self.store.put((COPY, key), copy)
        return self.reply((COPY, key), copy, STALE_HIT, wanted)

    def save(
        self,
        key: PageKey | None,
        body: bytes,
        response: WsgiResponse,
        *,
        version: Hashable | None,
        made_at: datetime,
        encoding: str,
    ) -> Page:
        """Return a page made from Django's response, stored under the key where there is one.

        It is compressed in the encoding that was asked for first.
        """
        page = page_of(body, headers=response.headers, version=version, made_at=made_at)
        page.form_for(encoding)
        if key is not None and version is not None:
            self.store.put(key, page)
        return page


def _as_of(page: Page, last_seen: LastSeen) -> datetime:
    """Return when a page was right for certain: as long as its version was seen, or when it was made."""
    if last_seen.at is not None and page.version == last_seen.version:
        return last_seen.at
    return page.made_at


def is_cacheable(response: WsgiResponse) -> bool:
    """Return whether a response says of itself that it is the same for everybody, and which page it is."""
    if response.status != OK:
        return False
    named = {name.lower(): value for name, value in response.headers}
    vary = {each.strip().lower() for each in named.get("vary", "").split(",") if each.strip()}
    caching = named.get("cache-control", "")
    return (
        "etag" in named
        and "public" in caching
        and "no-store" not in caching
        and "set-cookie" not in named
        and "content-encoding" not in named
        and vary <= CACHEABLE_VARY
    )


def etag_matches(etag: str, asked: str) -> bool:
    """Return whether an If-None-Match header names the weak ETag, by weak comparison."""
    if asked == etag or asked == "*":
        return True
    bare = etag.removeprefix("W/")
    return any(each.strip().removeprefix("W/") == bare for each in asked.split(","))
