"""Pages as the site itself sends them, asked of its WSGI application in this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote_to_bytes

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

OK, NOT_FOUND = 200, 404


@dataclass(frozen=True, slots=True)
class Sent:
    """What the site answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def content_type(self) -> str:
        """Return the type of the body."""
        return self.headers.get("Content-Type", "")

    @property
    def encoding(self) -> str:
        """Return how the body is compressed, or nothing."""
        return self.headers.get("Content-Encoding", "")


@dataclass(frozen=True, slots=True)
class Site:
    """The site at the address that readers know it by, whose host must be one that it answers to."""

    application: WSGIApplication
    address: SplitResult

    def get(self, path: str, query: str = "", *, encoding: str = "identity") -> Sent:
        """Return what the site answers to a reader who takes that encoding."""
        started: list[tuple[str, list[tuple[str, str]]]] = []

        def start(
            status: str, headers: list[tuple[str, str]], exc_info: object = None
        ) -> Callable[[bytes], object]:
            started[:] = [(status, headers)]
            return _nothing

        port = self.address.port or (443 if self.address.scheme == "https" else 80)
        chunks = self.application(
            {
                "REQUEST_METHOD": "GET",
                "SCRIPT_NAME": "",
                "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
                "QUERY_STRING": query,
                "SERVER_NAME": self.address.hostname or "",
                "SERVER_PORT": str(port),
                "SERVER_PROTOCOL": "HTTP/1.1",
                "HTTP_HOST": self.address.netloc,
                "HTTP_ACCEPT_ENCODING": encoding,
                # As a proxy in front says it, where one is trusted.
                "HTTP_X_FORWARDED_PROTO": self.address.scheme,
                "wsgi.version": (1, 0),
                "wsgi.url_scheme": self.address.scheme,
                "wsgi.input": BytesIO(),
                "wsgi.errors": BytesIO(),
                "wsgi.multithread": False,
                "wsgi.multiprocess": False,
                "wsgi.run_once": False,
            },
            start,
        )
        try:
            body = b"".join(chunks)
        finally:
            close = getattr(chunks, "close", None)
            if close is not None:
                close()
        ((status, headers),) = started
        return Sent(int(status.split(" ", 1)[0]), dict(headers), body)


def _nothing(data: bytes) -> object:
    raise NotImplementedError("Django returns what it has to say; it writes nothing.")
