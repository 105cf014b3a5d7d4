"""The cache itself: a WSGI application around Django's.

A page that is held and still right is a look-up and a hand-out of bytes; nothing else may happen on that way.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from config.page_cache.encodings import wanted_encoding
from config.page_cache.key import Keys, PageKey
from config.page_cache.page import Headers, Page, page_of
from config.page_cache.stale import last_good_copy
from config.page_cache.store import LARGEST, Store
from config.page_cache.watch import Watch

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

OK, NOT_MODIFIED = "200 OK", "304 Not Modified"
# What an answer may depend on and still be kept: the keys tell these apart.
MAY_VARY_ON = frozenset({"accept-encoding", "hx-request"})

# Where an answer came from, in the words of RFC 9211.
STATUS = "Cache-Status"
HIT, MISS = "page-cache; hit", "page-cache; fwd=miss"
AWAY = "page-cache; hit; detail=database-away"
# Beside a page's key: where the copy of it is that says it is one.
COPY = "copy"


@dataclass(frozen=True, slots=True)
class Answer:
    """What Django answered, before any of its body was read."""

    status: str
    headers: Headers
    body: Iterable[bytes]

    @property
    def failed(self) -> bool:
        """Return whether something went wrong on our side."""
        return self.status.startswith("5")

    @property
    def may_be_kept(self) -> bool:
        """Return whether it says of itself that it is the same for everybody, and which page it is."""
        if self.status != OK:
            return False
        named = {name.lower(): value for name, value in self.headers}
        vary = {each.strip().lower() for each in named.get("vary", "").split(",") if each.strip()}
        caching = named.get("cache-control", "")
        return (
            "etag" in named
            and "public" in caching
            and "no-store" not in caching
            and "set-cookie" not in named
            and "content-encoding" not in named
            and vary <= MAY_VARY_ON
        )

    def read(self, longest: int) -> bytes | Iterator[bytes]:
        """Return the whole body; or, if it is longer than that many bytes, all of it bit by bit."""
        chunks, length = [], 0
        rest = iter(self.body)
        for chunk in rest:
            chunks.append(chunk)
            length += len(chunk)
            if length > longest:
                return self._bit_by_bit(chunks, rest)
        self.close()
        return b"".join(chunks)

    def _bit_by_bit(self, read: list[bytes], rest: Iterator[bytes]) -> Iterator[bytes]:
        try:
            yield from read
            yield from rest
        finally:
            self.close()

    def close(self) -> None:
        """Let go of the answer, as WSGI wants it."""
        close = getattr(self.body, "close", None)
        if close is not None:
            close()


class PageCache:
    """Answers for Django whatever it has made before and is still right.

    While the database is away, the last good copy of a page goes out, and says that it is one; where there
    is none, Django answers. `limit` is how many bytes of memory pages may take.
    """

    def __init__(
        self, application: WSGIApplication, *, keys: Keys, watch: Watch, limit: int
    ) -> None:
        self._application = application
        self._keys = keys
        self._watch = watch
        self.store = Store(limit)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        key = self._keys.key_of(environ)
        if key is None:
            return self._application(environ, start_response)
        version = self._watch.version()
        page = self.store.get(key)
        if page is None and key.query:
            # It may be another spelling of a question that was asked before.
            canonical = self._keys.canonical(key)
            if canonical is None:
                return self._make(None, None, version, environ, start_response)
            if canonical != key:
                key = canonical
                page = self.store.get(key)
        if page is not None:
            if page.version == version:
                return self._hand_out(key, page, HIT, environ, start_response)
            if version is None:
                return self._last_good_copy(key, page, environ, start_response)
        return self._make(key, page, version, environ, start_response)

    def _hand_out(
        self,
        key: Hashable,
        page: Page,
        status: str,
        environ: WSGIEnvironment,
        start_response: StartResponse,
    ) -> list[bytes]:
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if asked is not None and is_held(page.etag, asked):
            start_response(NOT_MODIFIED, [*page.unchanged_headers, (STATUS, status)])
            return []
        form, is_new = page.form_for(wanted_encoding(environ.get("HTTP_ACCEPT_ENCODING")))
        if is_new:
            self.store.grown(key, page)
        # Another list each time: servers add headers of their own to the one they are handed.
        start_response(OK, [*form.headers, (STATUS, status)])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else form.chunks

    def _make(
        self,
        key: PageKey | None,
        held: Page | None,
        version: Hashable | None,
        environ: WSGIEnvironment,
        start_response: StartResponse,
    ) -> Iterable[bytes]:
        """Have Django make the page, and keep it under its key, if it has one.

        `held` is what there is of it already, for when Django fails because the database is away.
        """
        is_head = environ["REQUEST_METHOD"] == "HEAD"
        whole = environ
        if key is not None:
            # All of it, whatever the reader holds: it is kept for others.
            whole = {**environ, "REQUEST_METHOD": "GET"}
            whole.pop("HTTP_IF_NONE_MATCH", None)
        answer = _ask(self._application, whole)
        if key is not None and held is not None and answer.failed and self._watch.doubt() is None:
            answer.close()
            return self._last_good_copy(key, held, environ, start_response)
        if not answer.may_be_kept or (is_head and key is None):
            return _passed_on(answer, answer.body, environ, start_response)
        body = answer.read(int(self.store.limit * LARGEST))
        if not isinstance(body, bytes):
            return _passed_on(answer, body, environ, start_response)
        page = page_of(body, headers=answer.headers, version=version, made_at=datetime.now(UTC))
        # Also where the reader turns out to hold it: it is kept in the form in which it was asked for first.
        page.form_for(wanted_encoding(environ.get("HTTP_ACCEPT_ENCODING")))
        chunks = self._hand_out(key, page, MISS, environ, start_response)
        if key is not None and version is not None:
            self.store.put(key, page)
        return chunks

    def _last_good_copy(
        self, key: PageKey, page: Page, environ: WSGIEnvironment, start_response: StartResponse
    ) -> list[bytes]:
        # Right when it was last seen to be: while its version was the one, that is until the last answer.
        watch = self._watch
        seen = watch.last_seen_at if page.version == watch.last_version else None
        as_of = seen or page.made_at
        marked_key = (COPY, key)
        copy = self.store.get(marked_key)
        if copy is None or copy.version != as_of:
            copy = last_good_copy(page, as_of)
            self.store.put(marked_key, copy)
        return self._hand_out(marked_key, copy, AWAY, environ, start_response)


def is_held(etag: str, asked: str) -> bool:
    """Return whether an If-None-Match header names the weak ETag, by weak comparison."""
    if asked == etag or asked == "*":
        return True
    bare = etag.removeprefix("W/")
    return any(each.strip().removeprefix("W/") == bare for each in asked.split(","))


def _ask(application: WSGIApplication, environ: WSGIEnvironment) -> Answer:
    """Return what the application answers. It starts its response before it returns, as Django does."""
    started: list[tuple[str, Headers]] = []

    def start(status: str, headers: Headers, exc_info: object = None) -> Callable[[bytes], object]:
        started[:] = [(status, headers)]
        return _write

    body = application(environ, start)
    ((status, headers),) = started
    return Answer(status, headers, body)


def _write(data: bytes) -> object:
    raise NotImplementedError("Django returns what it has to say; it writes nothing.")


def _passed_on(
    answer: Answer,
    body: Iterable[bytes],
    environ: WSGIEnvironment,
    start_response: StartResponse,
) -> Iterable[bytes]:
    """Answer with what Django said, which was perhaps asked to GET what the reader only wants the head of."""
    start_response(answer.status, answer.headers)
    if environ["REQUEST_METHOD"] == "HEAD":
        answer.close()
        return []
    return body
