"""No CSV that the site hands out holds a formula, whatever names councils, parties and sources bear."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import quote

import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import Client
from django.urls import URLPattern

from councils.models import Composition, Council, FactSource, Region
from elections.models import Election, Party, Source
from elections.pages.downloads.tables import TABLES
from elections.urls import urlpatterns

# What stands in addresses for the parts that they leave open.
OPEN_PARTS = {
    "election": "2023-05-04",
    "council": "medway",
    "region": "south-east",
    "party": "labour",
    "source": "bbc-2023-medway-1",
    "table": "results",
}
# Addresses that need more than their parts, by name: the query string to ask with.
QUERIES: dict[str, str] = {}


def csv_addresses() -> Iterator[str]:
    """Yield an address of each kind that answers with CSV."""
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        route = str(pattern.pattern)
        if route.endswith(".csv"):
            parts = set(re.findall(r"<(?:\w+:)?(\w+)>", route))
            missing = parts - set(OPEN_PARTS)
            assert not missing, f"Say in OPEN_PARTS what stands for {missing}."
            address = re.sub(r"<(?:\w+:)?(\w+)>", lambda m: quote(OPEN_PARTS[m[1]]), route)
            yield f"/{address}{QUERIES.get(pattern.name or '', '')}"


@pytest.fixture
def names_like_formulas(published_articles: None, db: None) -> None:
    """Let every name that anybody may give begin like a formula."""
    for model, column in (
        (Council, "name"),
        (Council, "official_name"),
        (Region, "name"),
        (Party, "name"),
        (Party, "group_name"),
        (Party, "short_name"),
        (Source, "name"),
        (Source, "title"),
        (Source, "outlet_name"),
        (Election, "name"),
    ):
        model._default_manager.update(**{column: Concat(Value("=1+1;@"), F(column))})
    source = FactSource.objects.create(
        slug="table", name="=1+1", publisher="@", licence="+1;-2", retrieved_on=date(2026, 11, 23)
    )
    Composition.objects.create(
        council=Council.objects.get(slug="medway"), year=2026, seats=59, label="=A1", source=source
    )


def looks_like_a_formula(cell: str) -> bool:
    """Return whether a spreadsheet would take a cell, or a part of it, for a formula."""
    is_number = re.fullmatch(r"[+-]?\d+(\.\d+)?", cell) is not None
    return not is_number and any(
        part.startswith(("=", "+", "-", "@")) for part in re.split("[;\t\r\n]", cell)
    )


def rows_of(client: Client, address: str) -> list[list[str]]:
    """Return the cells of a download."""
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"].startswith("text/csv"), address
    body = b"".join(response)
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "address", sorted({*csv_addresses(), *(f"/about/data/{each.name}.csv" for each in TABLES)})
)
def test_a_download_holds_no_formula(
    client: Client, names_like_formulas: None, address: str
) -> None:
    rows = rows_of(client, address)
    assert len(rows) > 1
    assert [cell for row in rows for cell in row if looks_like_a_formula(cell)] == []


def test_the_names_do_come_through(client: Client, names_like_formulas: None) -> None:
    rows = rows_of(client, "/elections/2023-05-04/contests.csv")
    assert "'=1+1;'@Medway" in [cell for row in rows for cell in row]
