"""Answers that are files to keep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from elections.pages.csv_cells import Cell, csv_text


def csv_download(rows: Iterable[Sequence[Cell]], *, name: str) -> HttpResponse:
    """Return a table as a CSV file of that name, safe to open in a spreadsheet."""
    return HttpResponse(
        csv_text(rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
