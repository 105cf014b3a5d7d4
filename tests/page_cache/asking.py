"""Requests as the server hands them on, and an application to store the pages of."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, unquote_to_bytes

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import DEFAULT_DB_ALIAS, close_old_connections, connections
from typing_extensions import override

from config.page_cache.response import Headers, call_application
from config.serving.application import Application
from config.serving.pools import Pools
from config.serving.site import make_application

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


@dataclass
class Answered:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


class FakeHeaders:
    """Headers as granian hands them on: names in lower case, and no values that are not ASCII."""

    def __init__(self, values: Iterable[tuple[str, str]]) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in values:
            self._values.setdefault(name.lower(), []).append(value)

    def get(self, key: str, default: None = None) -> str | None:
        """Return the first value, or None where it is not there or not ASCII."""
        first = self._values.get(key, [None])[0]
        return first if first is None or first.isascii() else default

    def get_all(self, key: str) -> list[str]:
        """Return all values that are ASCII."""
        return [value for value in self._values.get(key, []) if value.isascii()]

    def keys(self) -> list[str]:
        """Return the names."""
        return list(self._values)

    def __contains__(self, key: str) -> bool:
        """Return whether there is such a header."""
        return key in self._values


@dataclass
class FakeRequest:
    """A request as granian hands it on."""

    method: str
    path: str
    query_string: str
    headers: FakeHeaders
    scheme: str = "http"
    http_version: str = "1.1"
    client: str = "127.0.0.1:50000"
    server: str = "127.0.0.1:8000"


@dataclass
class FakeClient:
    """Sends a body in pieces, and takes the answer."""

    pieces: tuple[bytes, ...] = ()
    status: int = 0
    headers: Headers = field(default_factory=list)
    sent: list[bytes] = field(default_factory=list)
    # Seconds before each piece.
    pause: float = 0.0
    is_read: bool = False

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Return the pieces, once."""
        assert not self.is_read, "A body was read twice."
        self.is_read = True
        return self._in_pieces()

    async def _in_pieces(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            await asyncio.sleep(self.pause)
            yield piece

    def response_empty(self, status: int, headers: Headers) -> None:
        """Take an answer without a body."""
        self._start(status, headers)

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None:
        """Take an answer."""
        self._start(status, headers)
        self.sent.append(body)

    def response_stream(self, status: int, headers: Headers) -> FakeClient:
        """Take an answer in pieces."""
        self._start(status, headers)
        return self

    def send_bytes(self, data: bytes) -> None:
        """Take a piece."""
        self.sent.append(data)

    def _start(self, status: int, headers: Headers) -> None:
        assert self.status == 0, "A request was answered twice."
        self.status, self.headers = status, headers

    @property
    def answered(self) -> Answered:
        """Return what came back."""
        assert self.status, "A request was not answered."
        assert len(self.headers) == len(dict(self.headers)), "A header came twice."
        return Answered(self.status, dict(self.headers), b"".join(self.sent))


class AtOnce(Executor):
    """Does in this thread what it is given."""

    @override
    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return what came of it."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def pools_at_once() -> Pools:
    """Return pools whose work is done in the thread that asks for it."""
    return Pools(lambda _work: AtOnce())


@contextmanager
def site_in_threads() -> Iterator[Application]:
    """Yield the site as production serves it, whose threads see what the test has stored.

    They share the test's connection, and leave it open, as the test client does.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    connection.inc_thread_sharing()

    def borrow_connection() -> None:
        connections[DEFAULT_DB_ALIAS] = connection

    # One thread for all, as there is one connection.
    thread = ThreadPoolExecutor(1, initializer=borrow_connection)
    with _connections_left_open():
        try:
            yield make_application(WSGIHandler(), pools=Pools(lambda _work: thread))
        finally:
            thread.shutdown()
            connection.dec_thread_sharing()


@contextmanager
def _connections_left_open() -> Iterator[None]:
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    try:
        yield
    finally:
        request_started.connect(close_old_connections)
        request_finished.connect(close_old_connections)


@contextmanager
def django_alone() -> Iterator[WSGIApplication]:
    """Yield Django's own handler, which leaves the test's connection open."""
    with _connections_left_open():
        yield WSGIHandler()


def request_of(address: str, method: str = "GET", **headers: str) -> FakeRequest:
    """Return a request; `headers` are named as in `If_None_Match`."""
    path, _, query = address.partition("?")
    named = {
        "Host": "testserver:8000",
        **{name.replace("_", "-"): headers[name] for name in headers},
    }
    return FakeRequest(
        method=method,
        path=unquote(path, errors="replace"),
        query_string=query,
        headers=FakeHeaders({name.lower(): value for name, value in named.items()}.items()),
    )


def ask(
    application: Application,
    address: str,
    method: str = "GET",
    **headers: str,
) -> Answered:
    """Return what the site answers."""
    return exchange(application, request_of(address, method, **headers), FakeClient())


def exchange(application: Application, request: FakeRequest, client: FakeClient) -> Answered:
    """Return what the site answers to a request and the body that the client sends, asked as the server asks."""
    if not application.answer_at_once(request, client):
        asyncio.run(application.__rsgi__(request, client))
    return client.answered


def ask_all(application: Application, requests: Iterable[FakeRequest]) -> list[Answered]:
    """Return what the site answers to requests that come at the same time."""

    async def together() -> list[Answered]:
        clients = [(request, FakeClient()) for request in requests]
        await asyncio.gather(
            *(application.__rsgi__(request, client) for request, client in clients)
        )
        return [client.answered for _, client in clients]

    return asyncio.run(together())


def environ_of(address: str, method: str = "GET", **headers: str) -> WSGIEnvironment:
    """Return a request as WSGI has it; `headers` are named as in `If_None_Match`."""
    path, _, query = address.partition("?")
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SCRIPT_NAME": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "testserver:8000",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }


def ask_wsgi(
    application: WSGIApplication, address: str, method: str = "GET", **headers: str
) -> Answered:
    """Return what a WSGI application answers."""
    response = call_application(application, environ_of(address, method, **headers))
    body = b"".join(response.body)
    response.close()
    assert len(response.headers) == len(dict(response.headers)), "A header came twice."
    return Answered(response.status, dict(response.headers), body)


PAGE = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "public, no-cache",
    "CDN-Cache-Control": "max-age=5, stale-while-revalidate=60, stale-if-error=86400",
    "Vary": "HX-Request",
}


@dataclass
class Site:
    """An application whose pages say what they were asked for, and at which data version."""

    version: int = 1
    status: str = "200 OK"
    headers: dict[str, str] = field(default_factory=lambda: dict(PAGE))
    filler: str = "All of Medway’s wards. " * 50
    asked: list[str] = field(default_factory=list)
    closed: int = 0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer with a page."""
        self.asked.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")
        words = f"<main>{environ['PATH_INFO']}?{environ['QUERY_STRING']} at {self.version}"
        body = f"{words} {self.filler}</main>".encode()
        start_response(
            self.status,
            [
                *self.headers.items(),
                ("ETag", f'W/"{self.version}-page"'),
                ("Content-Length", str(len(body))),
            ],
        )
        return _Body(self, [body])


class _Body(list[bytes]):
    def __init__(self, site: Site, chunks: list[bytes]) -> None:
        super().__init__(chunks)
        self.site = site

    def close(self) -> None:
        self.site.closed += 1
