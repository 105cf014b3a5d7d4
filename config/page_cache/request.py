"""What of a request the server has read before its body: the part of RSGI's scope that the site uses."""

from __future__ import annotations

from typing import Protocol


class RequestHeaders(Protocol):
    """Headers by their names in lower case. Values that are not ASCII are left out."""

    def get(self, key: str, default: None = None) -> str | None:
        """Return the first value of a header, or None."""

    def get_all(self, key: str) -> list[str]:
        """Return all values of a header, in their order."""

    def keys(self) -> list[str]:
        """Return the names, each once."""

    def __contains__(self, key: str) -> bool:
        """Return whether there is such a header."""


class RequestHead(Protocol):
    """A request without its body."""

    @property
    def method(self) -> str:
        """Return the method, as in `GET`."""

    @property
    def path(self) -> str:
        """Return the path, percent-decoded as UTF-8."""

    @property
    def query_string(self) -> str:
        """Return the query as it was sent, without the question mark."""

    @property
    def scheme(self) -> str:
        """Return `http` or `https`, as the server itself was reached."""

    @property
    def http_version(self) -> str:
        """Return the version, as in `1.1`."""

    @property
    def client(self) -> str:
        """Return the address and port of the client."""

    @property
    def server(self) -> str:
        """Return the address and port that the server listens at."""

    @property
    def headers(self) -> RequestHeaders:
        """Return the headers."""
