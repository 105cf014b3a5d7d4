"""A table of all 230 contests of 2023 is imported at once, in seconds and in few queries."""

from __future__ import annotations

import csv
import io
import time
from collections import defaultdict
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from elections.models import Claim, Source
from elections.services.importing import (
    LAYOUTS,
    ClaimState,
    Description,
    Imported,
    Lists,
    Order,
    Terms,
    import_results,
    table_of,
)
from elections.services.importing.importing import what_is_known
from elections.services.publishing import Refused
from tests.fixtures.tables import TABLES

DAY = date(2023, 5, 4)
PARTIES = ("conservative", "labour", "liberal-democrats", "green", "other")


def wide() -> bytes:
    """Return all of 2023 as a table with a column a party, as the Commons Library has it."""
    rows: dict[str, dict[str, int | None]] = defaultdict(dict)
    claims = Claim.objects.of_source("commons-library-results-2023")
    for name, moment, party, value in claims.values_list(
        "contest__council__name", "moment", "party__slug", "value"
    ):
        if moment == "after" and party in PARTIES:
            rows[name][party] = value
    file = io.StringIO()
    out = csv.DictWriter(file, ["authority", *PARTIES])
    out.writeheader()
    out.writerows({"authority": name, **seats} for name, seats in rows.items())
    return file.getvalue().encode()


def test_a_whole_election_is_imported_in_seconds() -> None:
    order = Order(
        table=table_of("wide.csv", wide()),
        layout="wide",
        source="all-of-2023",
        terms=Terms(polling_day=DAY, lists=Lists.PARTIAL),
        description=Description(
            name="A table",
            title="Seats after the polls of 2023",
            outlet_name="Somebody",
            published_on=date(2023, 6, 1),
            date_basis="Printed on it.",
        ),
    )
    started = time.process_time()
    with CaptureQueriesContext(connection) as queries:
        done = import_results(order=order, at=timezone.now(), by="tests", reason="All of it.")
    took = time.process_time() - started
    assert isinstance(done, Imported), [str(each) for each in done.report.problems[:5]]
    assert len(done.report.rows) == 230
    assert done.report.claims[ClaimState.NEW] > 1_000
    assert not any(isinstance(each, Refused) for each in done.report.outcomes.values())
    assert Source.objects.of_slugs(["all-of-2023"]).exists()
    # Rows go in batches, which are small on SQLite; all else is asked and done at once.
    asked = [query["sql"] for query in queries if query["sql"].startswith(("SELECT", "UPDATE"))]
    assert len(asked) < 80
    # Some 4 s on an old machine; several tests run beside it.
    assert took < 30


@pytest.mark.skipif(not TABLES.exists(), reason="the articles are not beside this checkout")
@pytest.mark.parametrize(
    ("file", "layout"),
    [
        ("elections/council_elections_2021_2026.csv", "commons-library"),
        ("compositions/history2016-26.csv", "open-council-data"),
    ],
)
def test_the_tables_that_the_field_publishes_are_read_as_they_are(file: str, layout: str) -> None:
    path = TABLES / file
    known, _ = what_is_known()
    table = table_of(path.name, path.read_bytes())
    reading = LAYOUTS[layout](table, known, Terms(polling_day=DAY))
    assert reading.problems == ()
    assert {each.polling_day for each in reading.stated} == {DAY}
    assert len({each.council for each in reading.stated}) == 230
