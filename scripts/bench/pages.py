"""How many pages a second: kept ones beside "hello" and nginx, and made ones beside Datasette."""

from __future__ import annotations

import gzip
import sqlite3
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from statistics import median
from threading import Event, Thread

from django.conf import settings

from scripts.bench import servers
from scripts.bench.attack import HALF_SENT, PASSWORD_CLIENTS, feel
from scripts.bench.country import API_LIST, COUNCIL, ELECTION
from scripts.bench.effort import ATTACK, SECONDS, SLOW, WARM_UP
from scripts.bench.measuring import Report, in_turn
from scripts.bench.servers import Server
from scripts.bench.staff import signed_in
from scripts.bench.tools import packaged, program
from scripts.bench.wrk import Load, WrongAnswersError, load

# What browsers ask for, but for brotli, which Debian's nginx does not know.
AS_BROWSERS = {"Accept-Encoding": "gzip"}
DATABASE = "bench.sqlite3"
# What staff ask for while the database is locked, and for how many seconds it is and is not.
ENTRY = "/desk/2023-05-04/medway/enter/"
LOCKED, UNLOCKED = 1.5, 0.75


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


def hostile(report: Report, folder: Path) -> None:
    """Measure what readers feel while the server is under attack and staff wait for a lock."""
    sessions = tuple(signed_in(["staff-00", "staff-01"]).values())
    report.title(
        "Under attack, milliseconds",
        f"{HALF_SENT} half-sent bodies and {HALF_SENT} heads, {PASSWORD_CLIENTS} clients posting wrong passwords and"
        " two of staff who wait for a lock in the database, for ten seconds",
    )
    with servers.site(folder, page_cache=True) as site, _locked_by_turns():
        port = int(site.address.rpartition(":")[2])
        felt = feel(port, ELECTION, seconds=ATTACK, sessions=sessions, address=ENTRY)
    for what, times in sorted(felt.crowd.items()):
        report.line(what, f"{times:,}")
    report.line("stored pages read", f"{felt.pages:,}")
    report.line("half of them within", f"{felt.page_p50:,.2f}")
    report.at_most("stored page under attack, 99 of 100", round(felt.page_p99, 2), 20, "ms")
    report.at_most("/healthz under attack, the slowest", round(felt.health_slowest, 2), 200, "ms")


@contextmanager
def _locked_by_turns() -> Iterator[None]:
    """Hold SQLite's one lock for writing most of the time: in between, passwords come to be hashed."""
    stop = Event()

    def lock() -> None:
        connection = sqlite3.connect(settings.DATABASES["default"]["NAME"], isolation_level=None)
        while not stop.is_set():
            with suppress(sqlite3.OperationalError):
                connection.execute("BEGIN IMMEDIATE")
            stop.wait(LOCKED)
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            stop.wait(UNLOCKED)
        connection.close()

    thread = Thread(target=lock)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


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
    if WARM_UP:
        # A busy machine may not manage one in that time; what is wrong otherwise is so the second time.
        with suppress(WrongAnswersError):
            load(wrk, server.url(path), headers=headers, seconds=WARM_UP)
    return load(wrk, server.url(path), headers=headers, seconds=seconds)


def _answer(url: str) -> tuple[str, bytes]:
    request = urllib.request.Request(url, headers=AS_BROWSERS)  # noqa: S310 (our own server)
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        return answer.headers["ETag"], answer.read()
