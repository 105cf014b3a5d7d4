"""Responses: what the WSGI application returns, and what goes out to a client."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

Headers = list[tuple[str, str]]

OK: Final = 200
SERVER_ERRORS: Final = range(500, 600)


class Reply(NamedTuple):
    """A whole answer to a client."""

    status: int
    headers: Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class WsgiResponse:
    """What a WSGI application has answered, before any of its body was read."""

    status: int
    headers: Headers
    body: Iterable[bytes]

    @property
    def is_server_error(self) -> bool:
        """Return whether something went wrong on our side."""
        return self.status in SERVER_ERRORS

    def read(self, longest: int) -> bytes | Iterator[bytes]:
        """Return the whole body; or, if it is longer than that many bytes, an iterator over all of it."""
        chunks, length = [], 0
        rest = iter(self.body)
        try:
            for chunk in rest:
                chunks.append(chunk)
                length += len(chunk)
                if length > longest:
                    return self._chunks(chunks, rest)
        except BaseException:
            self.close()
            raise
        self.close()
        return b"".join(chunks)

    def _chunks(self, read: list[bytes], rest: Iterator[bytes]) -> Iterator[bytes]:
        try:
            yield from read
            yield from rest
        finally:
            self.close()

    def close(self) -> None:
        """Release what the response holds, as WSGI asks for."""
        close = getattr(self.body, "close", None)
        if close is not None:
            close()


def call_application(application: WSGIApplication, environ: WSGIEnvironment) -> WsgiResponse:
    """Return what a WSGI application answers. It starts its response before it returns, as Django does."""
    started: list[tuple[str, Headers]] = []

    def start_response(
        status: str, headers: Headers, exc_info: object = None
    ) -> Callable[[bytes], object]:
        started[:] = [(status, headers)]
        return _write

    body = application(environ, start_response)
    ((status, headers),) = started
    return WsgiResponse(int(status.split(" ", 1)[0]), headers, body)


def _write(data: bytes) -> object:
    raise NotImplementedError("Django returns its response; it writes nothing.")
