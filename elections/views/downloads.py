"""Answers that are files to keep."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from django.http import HttpResponse, StreamingHttpResponse

from elections.pages.csv_cells import Cell, csv_lines, csv_text

# Characters sent at once of what is too much to hold.
AT_ONCE: Final = 64_000


def csv_download(rows: Iterable[Sequence[Cell]], *, name: str) -> HttpResponse:
    """Return a table as a CSV file of that name, safe to open in a spreadsheet."""
    return HttpResponse(
        csv_text(rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def long_csv(rows: Iterable[Sequence[Cell]], *, name: str) -> StreamingHttpResponse:
    """Return a table of any length as `csv_download` does, sent as it is read."""
    return _sent(csv_lines(rows), "text/csv; charset=utf-8", name)


def long_json(
    documents: Iterable[Mapping[str, Any]], *, within: str, name: str
) -> StreamingHttpResponse:
    """Return a document of any length, sent as it is read: `{within: [...], "count": n}`."""
    return _sent(_document(documents, within), "application/json", name)


def _document(documents: Iterable[Mapping[str, Any]], within: str) -> Iterator[str]:
    number = 0
    yield f"{{{json.dumps(within)}: ["
    for number, each in enumerate(documents, start=1):
        yield f"{', ' if number > 1 else ''}{json.dumps(each)}"
    # Whoever has this has all of it: what breaks off on its way is no document.
    yield f'], "count": {number}}}\n'


def _sent(texts: Iterable[str], content_type: str, name: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        _in_pieces(texts),
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _in_pieces(texts: Iterable[str]) -> Iterator[str]:
    held: list[str] = []
    length = 0
    for text in texts:
        held.append(text)
        length += len(text)
        if length >= AT_ONCE:
            yield "".join(held)
            held, length = [], 0
    yield "".join(held)
