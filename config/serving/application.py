"""The site as granian serves it: an RSGI application in front of Django's WSGI handler.

A stored page is a look-up and a hand-out of bytes, and waits for no thread. Everything else goes to Django, in a thread
of the pool for that kind of work, once the body of the request is there.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from config.page_cache.cache import HIT, MISS, PageCache, Wanted, is_cacheable, wanted_of
from config.page_cache.data_version_poller import UNDECIDED, DataVersionPoller
from config.page_cache.key import READING, PageKey
from config.page_cache.page import Page
from config.page_cache.request import RequestHead
from config.page_cache.response import Headers, Reply, WsgiResponse, call_application
from config.serving.bodies import (
    MAX_ANONYMOUS_BYTES,
    BodyCutShortError,
    BodyLimits,
    RequestRefusal,
    RequestRefusedError,
    body_length,
    read_body,
)
from config.serving.environ import environ_of
from config.serving.pools import PoolBusyError, Pools, Work

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

# Seconds that a thread runs before another may. Python's own 5 ms are felt by a page that is answered in a tenth of one.
SWITCH_INTERVAL: Final = 0.001
# Bytes that are gathered before they go out; a longer answer is sent in pieces as Django makes them.
MAX_GATHERED_BYTES: Final = 1_000_000
# In an environ: Django is to answer with the page for this refusal.
REFUSAL: Final = "overall_control.refusal"
API: Final = "/api/"
USUAL_PORTS: Final = frozenset({"80", "443"})


class Stream(Protocol):
    """Where an answer goes that is sent in pieces."""

    def send_bytes(self, data: bytes) -> object:
        """Queue a piece, which another thread sends."""


class Client(Protocol):
    """Who sent a request: its body, and where the answer goes."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Return the pieces of the body."""

    def response_empty(self, status: int, headers: Headers) -> None:
        """Answer without a body."""

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None:
        """Answer with a body."""

    def response_stream(self, status: int, headers: Headers) -> Stream:
        """Answer with a body in pieces. It ends when the stream is let go of."""


@dataclass(frozen=True, slots=True)
class Routes:
    """Which pool the requests that are not for a stored page go to, by the start of their path."""

    work: tuple[tuple[str, Work], ...]

    def of(self, path: str, method: str) -> Work:
        """Return the pool for a path. A page with a form for a password waits for no password."""
        for start, work in self.work:
            if path.startswith(start):
                return Work.STAFF if work is Work.SIGN_IN and method in READING else work
        return Work.READING


class Application:
    """Answers requests: from the page cache at once, or by Django in a thread.

    `is_signed_in` is asked, in a thread, whether the cookies of a request are of somebody who is signed in. Without
    stored pages, Django answers everything.
    """

    def __init__(
        self,
        django: WSGIApplication,
        *,
        pools: Pools,
        routes: Routes,
        limits: BodyLimits,
        is_signed_in: Callable[[str], bool],
        stored: StoredPages | None,
    ) -> None:
        self._django = django
        self._pools = pools
        self._routes = routes
        self._limits = limits
        self._is_signed_in = is_signed_in
        self._stored = stored
        self._refusals: dict[tuple[RequestRefusal, bool], Reply] = {}
        # Called in each worker when it has come up; for whoever starts them.
        self.on_start: Callable[[], None] = lambda: None

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Prepare a worker, before its first request."""
        sys.setswitchinterval(SWITCH_INTERVAL)
        self.on_start()

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Let go of a worker's threads, after its last request."""
        self._pools.close()

    async def __rsgi__(self, request: RequestHead, client: Client) -> None:
        """Answer a request."""
        answer: Callable[[], Awaitable[None]] = partial(self._pass_on, request, client)
        stored = self._stored
        if stored is not None:
            key = stored.cache.keys.key_of(request, request.headers)
            if key is not None:
                answer = partial(stored.answer, key, request, client)
        await self._answer(request, client, answer)

    def answer_at_once(self, request: RequestHead, client: Client) -> bool:
        """Answer with a stored page and return True, or return False if that takes a thread or there is none.

        Safe in any thread. Never waits.
        """
        reply = self._stored.reply_at_once(request) if self._stored is not None else None
        if reply is None:
            return False
        send(client, reply)
        return True

    async def _answer(
        self, request: RequestHead, client: Client, answer: Callable[[], Awaitable[None]]
    ) -> None:
        """Await an answer, or say why there is none."""
        try:
            await answer()
        except PoolBusyError:
            await self._refuse(request, client, RequestRefusal.BUSY)
        except RequestRefusedError as refused:
            await self._refuse(request, client, refused.refusal)
        except BodyCutShortError:
            # Nobody is there to be answered; what was sent is a part, and acted upon by nobody.
            client.response_empty(400, [])

    async def _pass_on(self, request: RequestHead, client: Client) -> None:
        """Have Django answer, once the body is there."""
        work = self._routes.of(request.path, request.method)
        length = body_length(request)
        body = b""
        if length:
            if length > MAX_ANONYMOUS_BYTES:
                await self._check_length(request, length)
            body = await read_body(client, length)
        environ = environ_of(request, body)
        is_head = request.method == "HEAD"
        reply = await self._pools.run(
            work, lambda: deliver(call_application(self._django, environ), client, is_head=is_head)
        )
        if reply is not None:
            send(client, reply)

    async def _check_length(self, request: RequestHead, length: int) -> None:
        """Raise RequestRefusedError where the sender of a long body may not send that much there."""
        cookies = "; ".join(request.headers.get_all("cookie"))
        # Whoever makes up a cookie is told so by the database, in a thread that nobody else waits for.
        is_staff = length <= self._limits.of(request.path, is_staff=True) and (
            await self._pools.run(Work.SESSIONS, lambda: self._is_signed_in(cookies))
        )
        if length > self._limits.of(request.path, is_staff=is_staff):
            raise RequestRefusedError(RequestRefusal.TOO_LARGE)

    async def _refuse(self, request: RequestHead, client: Client, refusal: RequestRefusal) -> None:
        """Answer with the page for a refusal, which Django makes once for pages and once for the API."""
        of_api = request.path.startswith(API)
        reply = self._refusals.get((refusal, of_api))
        if reply is None:
            environ = environ_of(request)
            environ |= {REFUSAL: refusal.value, "REQUEST_METHOD": "GET", "QUERY_STRING": ""}
            environ["PATH_INFO"] = API if of_api else "/"
            environ.pop("HTTP_COOKIE", None)
            try:
                reply = await self._pools.run(Work.FILES, partial(self._refusal_page, environ))
            except PoolBusyError:
                reply = Reply(refusal.value, [], b"")
            if reply.status == refusal.value and reply.body:
                self._refusals[refusal, of_api] = reply
        send(client, reply)

    def _refusal_page(self, environ: WSGIEnvironment) -> Reply:
        response = call_application(self._django, environ)
        body = response.read(MAX_GATHERED_BYTES)
        return Reply(response.status, response.headers, body if isinstance(body, bytes) else b"")


class StoredPages:
    """The page cache with what it needs to render what it has not stored: the data version, Django and threads.

    Where `is_behind_proxy`, readers reach the site at the usual port, and not at the server's own.
    """

    def __init__(
        self,
        cache: PageCache,
        *,
        poller: DataVersionPoller,
        django: WSGIApplication,
        pools: Pools,
        is_behind_proxy: bool = False,
    ) -> None:
        self.cache = cache
        self._poller = poller
        self._django = django
        self._pools = pools
        self._is_behind_proxy = is_behind_proxy
        # Pages that are being rendered, each once for all who wait for it.
        self._rendering: dict[tuple[PageKey, Hashable], asyncio.Task[Page | None]] = {}

    def reply_at_once(self, request: RequestHead) -> Reply | None:
        """Return the answer from what is stored, or None where that takes a thread."""
        headers = request.headers
        key = self.cache.keys.key_of(request, headers)
        if key is None:
            return None
        version = self._poller.current()
        if version is UNDECIDED:
            return None
        wanted = wanted_of(request, headers)
        return self.cache.reply_at_once(key, version, self._poller.last_seen, wanted)

    async def answer(self, asked: PageKey, request: RequestHead, client: Client) -> None:
        """Answer with a stored page, which may have to be compressed, or have Django render it.

        Raises PoolBusyError.
        """
        version = await self._poller.wait()
        wanted = wanted_of(request, request.headers)
        reply = self.cache.reply_at_once(asked, version, self._poller.last_seen, wanted)
        if reply is not None:
            send(client, reply)
            return
        key, page = self.cache.find(asked)
        if key is not None and page is not None:
            if page.version == version:
                make = partial(self.cache.reply, key, page, HIT, wanted)
                send(client, await self._pools.run(Work.FILES, make))
                return
            if version is None:
                make = partial(self.cache.stale_reply, key, page, self._poller.last_seen, wanted)
                send(client, await self._pools.run(Work.FILES, make))
                return
        if key is None:
            await self._render(None, None, version, request, client)
            return
        await self._render_once(key, page, version, request, client)

    async def _render_once(
        self,
        key: PageKey,
        page: Page | None,
        version: Hashable | None,
        request: RequestHead,
        client: Client,
    ) -> None:
        """Have Django render a page once for everybody who waits for it at this data version."""
        rendering = self._rendering.get((key, version))
        if rendering is None:
            rendering = asyncio.ensure_future(self._render(key, page, version, request, client))
            self._rendering[key, version] = rendering
            rendering.add_done_callback(lambda _: self._rendering.pop((key, version), None))
            await rendering
            return
        rendered = await rendering
        if rendered is None:
            # It was none to store, so perhaps not the same for everybody.
            await self._render(key, page, version, request, client)
            return
        make = partial(self.cache.reply, key, rendered, MISS, wanted_of(request, request.headers))
        send(client, await self._pools.run(Work.FILES, make))

    async def _render(
        self,
        key: PageKey | None,
        page: Page | None,
        version: Hashable | None,
        request: RequestHead,
        client: Client,
    ) -> Page | None:
        """Have Django render a page and answer with it. Return the page if it may be sent to others too.

        `page` is what is stored of it already, for when Django fails because the database is unavailable.
        """
        environ = environ_of(request)
        wanted = wanted_of(request, request.headers)
        if key is not None:
            # All of it, whatever the reader holds: it is stored for others, as every client's at this host.
            environ["REQUEST_METHOD"] = "GET"
            environ["HTTP_HOST"] = self._host(key, environ)
            environ.pop("HTTP_IF_NONE_MATCH", None)
        work = partial(self._render_in_thread, key, page, version, environ, wanted, client)
        rendered, reply = await self._pools.run(Work.READING, work)
        if reply is not None:
            send(client, reply)
        return rendered

    def _host(self, key: PageKey, environ: WSGIEnvironment) -> str:
        """Return the host that a stored page names in whole addresses: any port in the request is made up."""
        port = environ["SERVER_PORT"]
        return key.host if self._is_behind_proxy or port in USUAL_PORTS else f"{key.host}:{port}"

    def _render_in_thread(
        self,
        key: PageKey | None,
        page: Page | None,
        version: Hashable | None,
        environ: WSGIEnvironment,
        wanted: Wanted,
        client: Client,
    ) -> tuple[Page | None, Reply | None]:
        response = call_application(self._django, environ)
        if (
            key is not None
            and page is not None
            and response.is_server_error
            and self._poller.recheck() is None
        ):
            response.close()
            return None, self.cache.stale_reply(key, page, self._poller.last_seen, wanted)
        if not is_cacheable(response) or (key is None and wanted.is_head):
            return None, deliver(response, client, is_head=wanted.is_head)
        body = response.read(self.cache.longest)
        if not isinstance(body, bytes):
            stream(body, response, client)
            return None, None
        rendered = self.cache.save(
            key,
            body,
            response,
            version=version,
            made_at=datetime.now(UTC),
            encoding=wanted.encoding,
        )
        return rendered, self.cache.reply(key, rendered, MISS, wanted)


def deliver(response: WsgiResponse, client: Client, *, is_head: bool) -> Reply | None:
    """Return a response as a whole answer; one that is long is sent from here in pieces, and None returned."""
    if is_head:
        response.close()
        return Reply(response.status, response.headers, b"")
    body = response.read(MAX_GATHERED_BYTES)
    if isinstance(body, bytes):
        return Reply(response.status, response.headers, body)
    stream(body, response, client)
    return None


def stream(chunks: Iterator[bytes], response: WsgiResponse, client: Client) -> None:
    """Send an answer in pieces, as they come."""
    transport = client.response_stream(response.status, response.headers)
    for chunk in chunks:
        transport.send_bytes(chunk)


def send(client: Client, reply: Reply) -> None:
    """Answer a client."""
    if reply.body:
        client.response_bytes(reply.status, reply.headers, reply.body)
    else:
        client.response_empty(reply.status, reply.headers)
