"""Answers go out in the encoding that is asked for."""

from __future__ import annotations

import pytest

from config.page_cache.encodings import BROTLI, GZIP, IDENTITY, decoded, encoded, wanted_encoding


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        (None, IDENTITY),
        ("", IDENTITY),
        ("gzip, deflate, br, zstd", BROTLI),
        ("gzip, deflate", GZIP),
        ("GZIP", GZIP),
        ("br;q=0.5, gzip;q=0.8", GZIP),
        ("br;q=0, gzip", GZIP),
        ("br; q=0, gzip; q=0", IDENTITY),
        ("*", BROTLI),
        ("*;q=0", IDENTITY),
        ("gzip;q=0, *;q=0.1", BROTLI),
        ("identity", IDENTITY),
        ("identity;q=1, gzip;q=0.5", IDENTITY),
        ("gzip;q=0.3, identity;q=0", GZIP),
        ("deflate", IDENTITY),
        ("br;q=nonsense, gzip;q=0.1", GZIP),
        ("gzip;q=7", GZIP),
        (",;,", IDENTITY),
    ],
)
def test_the_best_liked_of_those_there_are(accepted: str | None, encoding: str) -> None:
    assert wanted_encoding(accepted) == encoding


@pytest.mark.parametrize("encoding", [BROTLI, GZIP, IDENTITY])
def test_what_is_encoded_can_be_read_again(encoding: str) -> None:
    body = b"33 councils changed hands. " * 100
    assert decoded(encoded(body, encoding), encoding) == body
    assert encoded(body, encoding) == encoded(body, encoding)
