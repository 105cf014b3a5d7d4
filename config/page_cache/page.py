"""One page as it is kept: its headers, and its body in each of the forms in which it was asked for."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from config.page_cache.encodings import (
    GZIP,
    IDENTITY,
    SMALLEST,
    decoded,
    encoded,
    is_compressible,
)
from config.page_cache.response import Headers

# What a 304 repeats, after RFC 9110; and who may read it, which a browser asks of it too.
OF_A_304 = frozenset(
    {
        "access-control-allow-origin",
        "access-control-expose-headers",
        "as-of",
        "cache-control",
        "cdn-cache-control",
        "etag",
        "vary",
    }
)
# Of one body, not of the page.
OF_A_BODY = frozenset({"content-encoding", "content-length", "etag", "vary"})

# What Python needs for a page and its headers beside the bytes that are counted; measured, rounded up.
OVERHEAD = 3_000


class Form(NamedTuple):
    """A body in one encoding, with the headers that go with it."""

    headers: Headers
    body: bytes


@dataclass(slots=True)
class Page:
    """What Django made of one key at one data version.

    `made_at` is when. The ETag is a weak one: it is the same for every encoding of the page.
    `unchanged_headers` are those of an answer that says the reader has it already.
    """

    version: Hashable
    etag: str
    headers: Headers
    made_at: datetime
    is_compressible: bool
    unchanged_headers: Headers
    forms: dict[str, Form] = field(default_factory=dict)

    @property
    def cost(self) -> int:
        """Return about how many bytes of memory it takes."""
        return OVERHEAD + sum(len(form.body) for form in self.forms.values())

    @property
    def body(self) -> bytes:
        """Return the page as Django made it, without an encoding."""
        encoding, form = next(iter(self.forms.items()))
        return decoded(form.body, encoding)

    def has_form(self, encoding: str) -> bool:
        """Return whether the body to send in an encoding is there, so that `form_for` has nothing to do."""
        if encoding in self.forms:
            return True
        plain = self.forms.get(IDENTITY)
        return plain is not None and not self._gains(len(plain.body))

    def form_for(self, encoding: str) -> Form:
        """Return the body in an encoding, compressed now if it was not yet.

        Where it gains nothing by being compressed, it goes out as it is.
        """
        form = self.forms.get(encoding)
        if form is not None:
            return form
        body = self.body
        if encoding != IDENTITY and not self._gains(len(body)):
            return self.form_for(IDENTITY)
        form = self._form(encoded(body, encoding), encoding)
        self.forms[encoding] = form
        return form

    def thinned(self) -> None:
        """Leave one form alone: a compressed one, if it gains by it."""
        for encoding, form in self.forms.items():
            if encoding != IDENTITY:
                self.forms = {encoding: form}
                return
        if self._gains(len(self.forms[IDENTITY].body)):
            self.forms = {GZIP: self.form_for(GZIP)}

    def _gains(self, length: int) -> bool:
        return self.is_compressible and length >= SMALLEST

    def _form(self, body: bytes, encoding: str) -> Form:
        headers = [*self.headers, ("Content-Length", str(len(body)))]
        if encoding != IDENTITY:
            headers.append(("Content-Encoding", encoding))
        return Form(headers, body)


def page_of(body: bytes, *, headers: Headers, version: Hashable, made_at: datetime) -> Page:
    """Return a page from an answer of Django's, which has an ETag, in the form in which it came."""
    named = {name.lower(): value for name, value in headers}
    etag = named["etag"]
    if not etag.startswith("W/"):
        # The same name for several encodings can only mean "as good as".
        etag = f"W/{etag}"
    vary = [each.strip() for each in named.get("vary", "").split(",") if each.strip()]
    if "accept-encoding" not in {each.lower() for each in vary}:
        vary.append("Accept-Encoding")
    kept = [(name, value) for name, value in headers if name.lower() not in OF_A_BODY]
    kept += [("ETag", etag), ("Vary", ", ".join(vary))]
    page = Page(
        version=version,
        etag=etag,
        headers=kept,
        made_at=made_at,
        is_compressible=is_compressible(named.get("content-type", "")),
        unchanged_headers=[(name, value) for name, value in kept if name.lower() in OF_A_304],
    )
    page.forms[IDENTITY] = page._form(body, IDENTITY)
    return page
