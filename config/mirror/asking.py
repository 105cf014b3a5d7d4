"""Pages as the site itself sends them, asked of its WSGI application in this process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote_to_bytes

from config.page_cache.cache import is_cacheable
from config.page_cache.encodings import IDENTITY
from config.page_cache.page import Page, page_of
from config.page_cache.response import call_application

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

OK, NOT_FOUND = 200, 404


@dataclass(frozen=True, slots=True)
class Sent:
    """What the site answered, and the page that it sends to others, where it is one."""

    status: int
    headers: dict[str, str]
    body: bytes
    page: Page | None

    @property
    def content_type(self) -> str:
        """Return the type of the body."""
        return self.headers.get("Content-Type", "")

    def compressed(self, encoding: str) -> bytes | None:
        """Return the body as the site sends it in an encoding, or None where it sends it as it is."""
        if self.page is None:
            return None
        form = self.page.form_for(encoding)
        return form.body if form is not self.page.form_for(IDENTITY) else None


@dataclass(frozen=True, slots=True)
class Site:
    """The site at the address that readers know it by, whose host must be one that it answers to."""

    application: WSGIApplication
    address: SplitResult

    def get(self, path: str, query: str = "") -> Sent:
        """Return what the site answers to a reader."""
        port = self.address.port or (443 if self.address.scheme == "https" else 80)
        response = call_application(
            self.application,
            {
                "REQUEST_METHOD": "GET",
                "SCRIPT_NAME": "",
                "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
                "QUERY_STRING": query,
                "SERVER_NAME": self.address.hostname or "",
                "SERVER_PORT": str(port),
                "SERVER_PROTOCOL": "HTTP/1.1",
                "HTTP_HOST": self.address.netloc,
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
        )
        try:
            body = b"".join(response.body)
        finally:
            response.close()
        if not is_cacheable(response):
            return Sent(response.status, dict(response.headers), body, None)
        page = page_of(body, headers=response.headers, version=None, made_at=datetime.now(UTC))
        return Sent(response.status, dict(page.form_for(IDENTITY).headers), body, page)
