"""How many queries a page takes, made and kept."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial

from scripts.bench.country import API_LIST, CONTEST, COUNCIL, ELECTION
from scripts.bench.measuring import Report

PAGES = (
    "/",
    "/elections/",
    ELECTION,
    f"{ELECTION}?region=south-east&change=gain",
    f"{ELECTION}contests.csv",
    CONTEST,
    "/councils/",
    COUNCIL,
    "/regions/",
    "/regions/south-east/",
    "/parties/",
    "/parties/labour/",
    "/changes/",
    "/sources/",
    "/sources/commons-library-results-2023/",
    "/search/?q=hull",
    API_LIST,
    "/api/v1/councils",
    "/api/v1/elections/2023-05-04",
)


def count_queries(ask: Callable[[], object]) -> int:
    """Return how many queries a call takes, that for the data version left out."""
    from django.db import connection

    found: list[str] = []
    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(partial(_note, found)))
        ask()
    return sum("elections_dataversion" not in sql for sql in found)


def _note(
    found: list[str],
    execute: Callable[..., object],
    sql: str,
    params: object,
    many: bool,  # noqa: FBT001 (as Django calls it)
    context: object,
) -> object:
    found.append(sql)
    return execute(sql, params, many, context)


def queries(report: Report) -> None:
    """Count each page's queries: by a process that has read nothing yet, and by one that has."""
    from django.test import Client
    from django.utils.timezone import localdate

    from elections.keeping import forget_everything
    from elections.selectors.data_version import current_edition

    report.title(
        "Queries a page, with the page cache off",
        "the first of a data version in a process, then every other one; beside these the data version"
        " is asked for, once, and once more after anything was read anew, and which election is the newest,"
        " once a version",
    )
    reader = Client()
    most = of_the_list = 0
    for path in PAGES:
        forget_everything()
        current_edition(localdate())
        first = count_queries(partial(reader.get, path))
        later = count_queries(partial(reader.get, path))
        report.line(path, f"{first} then {later}")
        if path == API_LIST:
            of_the_list = max(first, later)
        else:
            most = max(most, first, later)
    report.at_most("queries of a page made", most, 12, "queries")
    # It says of each contest what was ever corrected.
    report.at_most("queries of the API\u2019s list of contests", of_the_list, 13, "queries")
