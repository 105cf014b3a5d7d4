"""Requests as a WSGI server hands them on, and an application to keep the pages of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


@dataclass
class Answered:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


def environ_of(address: str, method: str = "GET", **headers: str) -> WSGIEnvironment:
    """Return a request; `headers` are named as in `If_None_Match`."""
    path, _, query = address.partition("?")
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SCRIPT_NAME": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "testserver",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }


def ask(
    application: WSGIApplication, address: str, method: str = "GET", **headers: str
) -> Answered:
    """Return what an application answers."""
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start(
        status: str, headers: list[tuple[str, str]], exc_info: object = None
    ) -> Callable[[bytes], object]:
        started.append((status, headers))
        return lambda _data: None

    chunks = application(environ_of(address, method, **headers), start)
    body = b"".join(chunks)
    close = getattr(chunks, "close", None)
    if close is not None:
        close()
    ((status, sent),) = started
    assert len(sent) == len(dict(sent)), "A header came twice."
    return Answered(int(status[:3]), dict(sent), body)


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
