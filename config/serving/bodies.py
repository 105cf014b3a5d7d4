"""The body of a request, read whole before a thread is taken for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from config.page_cache.request import RequestHead

KB, MB = 1_000, 1_000_000
# Seconds for the whole of a body.
BODY_TIMEOUT: Final = 20.0
# What any address takes: more than any form of sign-in has, and any entry of a result.
MAX_ANONYMOUS_BYTES: Final = 64 * KB


class RequestRefusal(Enum):
    """Why a request is refused before Django sees it, by the status of HTTP that says so."""

    TIMED_OUT = 408
    LENGTH_REQUIRED = 411
    TOO_LARGE = 413
    BUSY = 503


class RequestRefusedError(Exception):
    """A request is refused before Django sees it."""

    def __init__(self, refusal: RequestRefusal) -> None:
        super().__init__(refusal.name)
        self.refusal = refusal


class BodyCutShortError(Exception):
    """The client went away before it had sent all of the body."""


@dataclass(frozen=True, slots=True)
class BodyLimits:
    """How many bytes a body may have: for staff who are signed in at all, and at the addresses of uploads."""

    staff: int
    uploads: int
    is_upload: Callable[[str], bool]

    def of(self, path: str, *, is_staff: bool) -> int:
        """Return the limit at an address."""
        if not is_staff:
            return MAX_ANONYMOUS_BYTES
        return self.uploads if self.is_upload(path) else self.staff


def body_length(request: RequestHead) -> int:
    """Return how many bytes a request says that its body has. Raises RequestRefusedError where it does not say."""
    headers = request.headers
    if "transfer-encoding" in headers:
        # In pieces, without a length: no browser sends forms that way.
        raise RequestRefusedError(RequestRefusal.LENGTH_REQUIRED)
    length = headers.get("content-length") or "0"
    return int(length) if length.isdecimal() else 0


async def read_body(chunks: AsyncIterable[bytes], length: int) -> bytes:
    """Return a body of so many bytes. Raises RequestRefusedError after BODY_TIMEOUT, and BodyCutShortError."""
    try:
        async with asyncio.timeout(BODY_TIMEOUT):
            body = b"".join([chunk async for chunk in chunks])
    except TimeoutError as error:
        raise RequestRefusedError(RequestRefusal.TIMED_OUT) from error
    if len(body) != length:
        raise BodyCutShortError
    return body
