"""In which encodings an answer can go out, and which of them a request asks for."""

from __future__ import annotations

import gzip
from functools import lru_cache

import brotli

IDENTITY, GZIP, BROTLI = "identity", "gzip", "br"
# The smaller first: it decides where a request likes several as much.
PREFERRED = (BROTLI, GZIP, IDENTITY)

# Pages are compressed while a reader waits: higher ones take several times as long for a few percent.
BROTLI_QUALITY = 5
GZIP_LEVEL = 6
# Below this, what compressing saves is lost to the header that says so.
SMALLEST = 500

COMPRESSIBLE = (
    "text/",
    "application/json",
    "application/javascript",
    "application/xml",
    "image/svg+xml",
)


def is_compressible(content_type: str) -> bool:
    """Return whether compressing answers of this type makes them smaller."""
    return content_type.startswith(COMPRESSIBLE)


@lru_cache(maxsize=256)
def wanted_encoding(accepted: str | None) -> str:
    """Return the encoding that an Accept-Encoding header likes best of those there are.

    Without the header, and where it refuses all of them, it is `identity`: a page that can be read badly
    is better than none.
    """
    if accepted is None:
        return IDENTITY
    likings = dict(_liking(part) for part in accepted.lower().split(",") if part.strip())
    anything = likings.get("*", 0.0)
    # Identity is fine unless it is refused, and by itself never better than what is asked for.
    likings.setdefault(IDENTITY, anything if "*" in likings else 0.001)
    best = max(PREFERRED, key=lambda encoding: likings.get(encoding, anything))
    return best if likings.get(best, anything) > 0 else IDENTITY


def _liking(part: str) -> tuple[str, float]:
    name, _, parameters = part.partition(";")
    name = name.strip()
    weight = parameters.strip()
    if not weight.startswith("q="):
        return name, 1.0
    try:
        return name, min(max(float(weight[2:]), 0.0), 1.0)
    except ValueError:
        return name, 0.0


def encoded(body: bytes, encoding: str) -> bytes:
    """Return a body in an encoding."""
    if encoding == BROTLI:
        return bytes(brotli.compress(body, quality=BROTLI_QUALITY))
    if encoding == GZIP:
        # Without the time, so that the same page is the same bytes.
        return gzip.compress(body, GZIP_LEVEL, mtime=0)
    return body


def decoded(body: bytes, encoding: str) -> bytes:
    """Return what was encoded."""
    if encoding == BROTLI:
        return bytes(brotli.decompress(body))
    if encoding == GZIP:
        return gzip.decompress(body)
    return body
