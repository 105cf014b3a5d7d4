"""From a request as RSGI has it to the environ of WSGI."""

from __future__ import annotations

import sys
from io import BytesIO
from typing import TYPE_CHECKING, Final

from config.page_cache.request import RequestHead

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

# Headers whose several values are one list, and what stands between them (RFC 9110, 5.3; RFC 6265, 5.4). Of any other
# header only the first value counts, which is the one that a page's key was made from.
LISTS: Final = {
    "accept": ",",
    "accept-encoding": ",",
    "accept-language": ",",
    "cache-control": ",",
    "cookie": "; ",
    "forwarded": ",",
    "if-match": ",",
    "if-none-match": ",",
    "via": ",",
    "x-forwarded-for": ",",
}
# Named without HTTP_ in an environ.
CONTENT: Final = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


def environ_of(request: RequestHead, body: bytes = b"") -> WSGIEnvironment:
    """Return the WSGI environ of a request whose body was read.

    A header whose name has an underscore is left out: it could pass for one with a hyphen.
    """
    server, _, port = request.server.rpartition(":")
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": _as_wsgi(request.path),
        "QUERY_STRING": _as_wsgi(request.query_string),
        "SERVER_NAME": server,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{request.http_version}",
        "REMOTE_ADDR": request.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": request.scheme,
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    headers = request.headers
    for name in headers.keys():  # noqa: SIM118 - not a dict
        separator = LISTS.get(name)
        value = headers.get(name) if separator is None else separator.join(headers.get_all(name))
        if value is None and name == "host":
            # It can't be read, and is not to pass for none: Django then takes the server's own name.
            value = ""
        if value is not None and "_" not in name:
            environ[CONTENT.get(name) or f"HTTP_{name.upper().replace('-', '_')}"] = value
    # Of the body that was read, however it came.
    environ["CONTENT_LENGTH"] = str(len(body)) if body else ""
    return environ


def _as_wsgi(text: str) -> str:
    """Return a text as WSGI hands it on: its bytes, each as one character (PEP 3333)."""
    return text.encode("utf-8", "replace").decode("latin-1")
