"""bench.py: how fast the site's own work is, as ratios between things done side by side in this one run.

Each line names both sides. A ratio compares two medians of rounds that took turns; a second is one of this process's own
on a processor, so that whatever else the machine does takes no part. Numbers a second are of this machine, to give the
ratios a scale. Nothing here passes or fails.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 15
# A round of quick work is repeated until it takes this long, in seconds.
ROUND = 0.1

Work = Callable[[], int]


def each_a_second(work: Mapping[str, Work]) -> dict[str, float]:
    """Return how many of its own units each piece of work does a second: the median of rounds in turn.

    A piece of work returns how many units one call of it did.
    """
    rates: dict[str, list[float]] = {name: [] for name in work}
    for once in work.values():
        once()
    for _ in range(ROUNDS):
        for name, once in work.items():
            started, done = process_time(), 0
            while (taken := process_time() - started) < ROUND:
                done += once()
            rates[name].append(done / taken)
    return {name: median(rounds) for name, rounds in rates.items()}


def table(title: str, unit: str, rates: Mapping[str, float]) -> None:
    """Print what was compared with what: each rate, and its ratio to the first one's."""
    (first, base), *_ = rates.items()
    print(f"\n{title}\n  ({unit} a second; the ratio is to \u201c{first}\u201d)")
    for name, rate in rates.items():
        print(f"  {name:<58} {rate:>9,.0f}   {rate / base:5.2f}")


def reconciling() -> None:
    """Reconcile every contest of the fixtures, without its working in words and with it."""
    from elections.domain.reconciliation.reconcile import reconcile
    from elections.domain.results import Reconciliation
    from elections.domain.words.wording import explain, explain_control
    from elections.models import Contest
    from elections.selectors.inputs import inputs_of
    from elections.selectors.naming import party_names

    inputs = list(inputs_of(Contest.objects.all()).values())
    names = party_names()

    def in_words(result: Reconciliation) -> None:
        figures = [
            result.seats_total,
            result.seats_up,
            result.vacant_after,
            *result.after.values(),
            *result.majority_after.values(),
            *result.seats_won.values(),
        ]
        controls = [result.control_after]
        for baseline in result.baselines.values():
            figures += [baseline.seats_total, baseline.vacant_before, baseline.vacant_change]
            figures += [*baseline.before.values(), *baseline.change.values()]
            controls.append(baseline.control_before)
        for figure in figures:
            explain(figure, names)
        for control in controls:
            explain_control(control, names)

    def without() -> int:
        for given in inputs:
            reconcile(given.facts, given.claims)
        return len(inputs)

    def with_words() -> int:
        for given in inputs:
            in_words(reconcile(given.facts, given.claims))
        return len(inputs)

    claims = sum(len(given.claims) for given in inputs)
    table(
        f"Reconciling the {len(inputs)} contests of the fixtures, {claims} claims, in one process",
        "contests",
        each_a_second(
            {"without the working in words": without, "with every working in words": with_words}
        ),
    )


def pages() -> None:
    """Make pages through the whole of Django, in this process: no server, no network, no page kept."""
    from django.test import Client

    from tests.country import grow

    reader = Client()
    election = f"/elections/{grow(20)}/"
    held = reader.get(election)["ETag"]

    def answer(
        address: str, *, headers: Mapping[str, str] | None = None, status: int = 200
    ) -> Work:
        def once() -> int:
            response = reader.get(address, headers=headers)
            if response.status_code != status:
                sys.exit(f"{address} answered {response.status_code}")
            return 1

        return once

    day = election.split("/")[2]
    table(
        "Answers of one process, an election of 20 contests; Django\u2019s test client is part of each",
        "answers",
        each_a_second(
            {
                "an election\u2019s page": answer(election),
                "the same, the part that htmx swaps": answer(
                    election, headers={"HX-Request": "true"}
                ),
                "the same, which the reader holds already (304)": answer(
                    election, headers={"If-None-Match": held}, status=304
                ),
                "the same, narrowed down to gains": answer(f"{election}?change=gain"),
                "its contests as CSV": answer(f"{election}contests.csv"),
                "its contests as JSON": answer(f"/api/v1/contests?election={day}"),
                "one contest\u2019s page": answer("/elections/2023-05-04/medway/"),
                "all councils": answer("/councils/"),
                "/healthz: one query, no template": answer("/healthz"),
            }
        ),
    )


def more_contests() -> None:
    """Make an election's page at more and more contests."""
    from django.db import connection
    from django.test import Client

    from tests.country import grow

    print(
        "\nAn election\u2019s page as contests are added, each one of the fixtures\u2019 over again"
    )
    print("  (the ratio is of the time a contest takes, to that at the fewest)")
    print(f"  {'contests':>8} {'queries':>8} {'HTML, KB':>9} {'pages/s':>8} {'ratio':>8}")
    reader, first = Client(), 0.0
    for step in (20, 40, 140):
        address = f"/elections/{grow(step, polling_day=date(2025, 6, 5))}/"
        queries: list[str] = []
        with connection.execute_wrapper(partial(_count, queries)):
            page = reader.get(address).content
        number = page.count(b'<td data-label="Before">')

        def once(address: str = address) -> int:
            reader.get(address)
            return 1

        rate = each_a_second({"page": once})["page"]
        a_contest = 1 / rate / number
        first = first or a_contest
        kilobytes = len(page) / 1024
        print(
            f"  {number:>8} {len(queries):>8} {kilobytes:>9.0f} {rate:>8.1f} {a_contest / first:>8.2f}"
        )


def _count(
    queries: list[str],
    execute: Callable[..., object],
    sql: str,
    params: object,
    many: bool,  # noqa: FBT001 (as Django calls it)
    context: object,
) -> object:
    """Take note of a query and let it run."""
    queries.append(sql)
    return execute(sql, params, many, context)


def main() -> None:
    """Load the fixtures into a database of this run's own and measure."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            DATABASE_URL=f"sqlite:///{folder}/db.sqlite3",
            DJANGO_SETTINGS_MODULE="config.settings",
            ALLOWED_HOSTS="testserver",
            HTTPS="false",
            STATIC_HASHED="false",
            STATIC_ROOT=folder,
            LOG_LEVEL="ERROR",
        )
        sys.path.insert(0, str(ROOT))
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("load_fixtures", verbosity=0)
        reconciling()
        pages()
        more_contests()


if __name__ == "__main__":
    main()
