"""How much memory both server processes take once each has served every page."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from scripts.bench import servers
from scripts.bench.effort import MOST_PAGES
from scripts.bench.measuring import Report
from scripts.bench.queries import PAGES
from scripts.bench.servers import HOST, PATIENCE, WORKERS, Server

AT_ONCE = 4
MB = 1024


def memory(report: Report, folder: Path) -> None:
    """Ask for every page there is, and weigh the processes."""
    report.title(
        "Memory of both server processes, MB",
        "with the page cache on, after every page was served once; what is shared between processes"
        " counts in equal parts in each (PSS)",
    )
    addresses = every_address()[:MOST_PAGES]
    with servers.site(folder, page_cache=True) as site:
        workers = _workers(site.pid)
        if not workers:
            report.failed("memory of both processes", "this system does not say")
            return
        report.line("at the start", f"{sum(map(_pss, workers)):,.0f}")
        _ask(site, addresses)
        parts = [_pss(worker) for worker in workers]
        report.line(f"after {len(addresses):,} pages", " + ".join(f"{part:,.0f}" for part in parts))
        starters = sum(map(_pss, _starters(site.pid)))
        report.line("the processes that start them, beside these", f"{starters:,.0f}")
    report.at_most("memory of both processes", round(sum(parts)), 200, "MB")


def every_address() -> tuple[str, ...]:
    """Return every page's address, of each kind and of each thing: unfiltered lists, all contests."""
    from django.urls import reverse

    from councils.models import Council, FactSource, Region
    from elections.models import Contest, Election, Party, Source

    contests = Contest.objects.with_names().newest_first()
    return (
        *PAGES,
        *(reverse("election", args=[row.slug]) for row in Election.objects.newest_first()),
        *(reverse("contest", args=[row.election.slug, row.council.slug]) for row in contests),
        *(reverse("council", args=[row.slug]) for row in Council.objects.in_order_of_name()),
        *(reverse("region", args=[row.slug]) for row in Region.objects.in_order()),
        *(reverse("party", args=[row.slug]) for row in Party.objects.in_order()),
        *(reverse("source", args=[row.slug]) for row in Source.objects.newest_first()),
        *(reverse("source", args=[row.slug]) for row in FactSource.objects.in_order_of_name()),
    )


def _ask(site: Server, addresses: Iterable[str]) -> None:
    port = int(site.address.rpartition(":")[2])

    def once(path: str) -> None:
        connection = http.client.HTTPConnection(HOST, port, timeout=60)
        try:
            connection.request("GET", path, headers={"Accept-Encoding": "br"})
            connection.getresponse().read()
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(once, addresses))


def _workers(pid: int) -> list[int]:
    """Return the processes that answer requests, which the server's own children start, once all are there."""
    until = time.monotonic() + PATIENCE
    workers: list[int] = []
    while len(workers) < WORKERS and time.monotonic() < until:
        workers = [worker for child in _children(pid) for worker in _children(child)]
        time.sleep(0.1)
    return workers


def _children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(each) for each in path.read_text().split()] if path.exists() else []


def _starters(pid: int) -> list[int]:
    """Return the server's first process, and those between it and its workers."""
    return [pid, *(child for child in _children(pid) if _children(child))]


def _pss(pid: int) -> float:
    """Return a process's share of memory in megabytes."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / MB
    return 0.0
