"""How many pages a second: kept ones beside "hello" and nginx, and made ones beside Datasette."""

from __future__ import annotations

import gzip
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from statistics import median

from scripts.bench import servers
from scripts.bench.country import API_LIST, COUNCIL, ELECTION
from scripts.bench.measuring import Report, in_turn
from scripts.bench.servers import Server
from scripts.bench.tools import packaged, program
from scripts.bench.wrk import SECONDS, WARM_UP, Load, WrongAnswersError, load

# What browsers ask for, but for brotli, which Debian's nginx does not know.
AS_BROWSERS = {"Accept-Encoding": "gzip"}
DATABASE = "bench.sqlite3"
# Seconds for what answers 32 readers at once, and the first of them after five on a quiet machine.
SLOW = 15


def kept(report: Report, folder: Path, rounds: int) -> None:
    """Measure pages from the cache: an election's of 230 contests, and that it has not changed."""
    wrk, nginx = program("wrk"), program("nginx")
    report.title(
        "Pages kept, answers a second",
        "two server processes each, 32 connections; nginx serves the same bytes as a file",
    )
    files = folder / "files"
    files.mkdir()
    with servers.site(folder, page_cache=True) as site, servers.hello(folder) as hello:
        etag, body = _answer(site.url(ELECTION))
        (files / "page.html.gz").write_bytes(body)
        (files / "page.html").write_bytes(gzip.decompress(body))
        with servers.nginx(folder, nginx, files) as nginx_server:
            slowest: list[float] = []

            def page() -> float:
                found = _asked(wrk, site, ELECTION, AS_BROWSERS)
                slowest.append(found.slowest)
                return found.rate

            rates = _in_turn(
                report,
                {
                    "election\u2019s page of 230 contests, from the cache": page,
                    "the same, which the reader holds already (304)": lambda: (
                        _asked(wrk, site, ELECTION, {**AS_BROWSERS, "If-None-Match": etag}).rate
                    ),
                    "\u201chello\u201d from Django behind the same middleware": lambda: (
                        _asked(wrk, hello, "/", AS_BROWSERS).rate
                    ),
                    "nginx, the same bytes as a file": lambda: (
                        _asked(wrk, nginx_server, "/page.html", AS_BROWSERS).rate
                    ),
                },
                rounds,
            )
    cached, unchanged, plain, file = rates.values()
    report.line("99 of 100 kept pages took at most (ms)", f"{median(slowest):,.2f}")
    report.at_least("kept election page, to \u201chello\u201d", cached / plain, 2)
    report.at_least("kept election page, to nginx with the file", cached / file, 0.5)
    report.at_least("revalidation (304), to \u201chello\u201d", unchanged / plain, 3)


def made(report: Report, folder: Path, rounds: int) -> None:
    """Measure pages with the page cache off, beside Datasette over the same rows."""
    wrk, datasette = program("wrk"), packaged("datasette")
    report.title(
        "Pages made, answers a second",
        "the page cache off; two server processes of the site, Datasette as it comes: one, as it"
        " has no more; 32 connections, nothing compressed",
    )
    table = "/bench/contests?_size=max"
    with (
        servers.site(folder, page_cache=False) as site,
        servers.datasette(folder, datasette, folder / DATABASE, table) as other,
    ):
        rates = _in_turn(
            report,
            {
                name: partial(_rate, wrk, server, path, seconds)
                for name, server, path, seconds in (
                    ("election\u2019s page of 230 contests", site, ELECTION, SECONDS),
                    ("Datasette\u2019s page of a table with these rows", other, table, SLOW),
                    ("council\u2019s page", site, COUNCIL, SECONDS),
                    ("Datasette\u2019s page of this row", other, "/bench/councils/medway", SECONDS),
                    ("API\u2019s list of contests, 100", site, API_LIST, SECONDS),
                    (
                        "Datasette\u2019s JSON of 100 rows",
                        other,
                        "/bench/contests.json?_size=100&_shape=objects",
                        SECONDS,
                    ),
                )
            },
            rounds,
        )
    page, its_table, council, its_row, items, its_json = rates.values()
    report.at_least("election page made, to Datasette\u2019s table page", page / its_table, 10)
    report.at_least("council\u2019s page made, to Datasette\u2019s row page", council / its_row, 5)
    report.at_least("API\u2019s list made, to Datasette\u2019s JSON", items / its_json, 5)


def _in_turn(
    report: Report, contenders: Mapping[str, Callable[[], float]], rounds: int
) -> dict[str, float]:
    rates = in_turn(contenders, rounds)
    for name, rate in rates.items():
        report.line(name, f"{rate:,.0f}")
    return rates


def _rate(wrk: str, server: Server, path: str, seconds: int) -> float:
    return _asked(wrk, server, path, {}, seconds).rate


def _asked(
    wrk: str, server: Server, path: str, headers: Mapping[str, str], seconds: int = SECONDS
) -> Load:
    """Ask once to warm up, so that what a process makes once is made, and once to measure."""
    # A busy machine may not manage one in that time; what is wrong otherwise is so the second time.
    with suppress(WrongAnswersError):
        load(wrk, server.url(path), headers=headers, seconds=WARM_UP)
    return load(wrk, server.url(path), headers=headers, seconds=seconds)


def _answer(url: str) -> tuple[str, bytes]:
    request = urllib.request.Request(url, headers=AS_BROWSERS)  # noqa: S310 (our own server)
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        return answer.headers["ETag"], answer.read()
