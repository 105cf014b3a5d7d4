"""What ten times the contests cost: to reconcile and publish them, and on a council's page."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time

from scripts.bench.country import articles
from scripts.bench.effort import CALLS, FEW
from scripts.bench.measuring import Report

TIMES = 10
COUNCIL = "/councils/medway/"


def growth(report: Report, folder: Path, rounds: int) -> None:
    """Measure in a database of its own, of the articles' contests over again."""
    from django.test import Client

    from elections.keeping import forget_everything
    from tests.country import grow

    many = FEW * TIMES
    report.title(
        f"Growth, {FEW} contests and {many}",
        "the articles\u2019 contests over again; seconds of this process on a processor",
    )
    reader = Client()
    few_took, many_took, first, later = [], [], [], []
    polling_day = date(2031, 5, 1)
    for number in range(rounds):
        with_few = _fresh(folder, f"few-{number}")
        few_took.append(_seconds(partial(grow, FEW, polling_day=polling_day)))
        at_first = _page(reader.get, forget_everything)
        afterwards = _page(reader.get, None)
        with_few()
        done = _fresh(folder, f"many-{number}")
        many_took.append(_seconds(partial(grow, many, polling_day=polling_day)))
        first.append(_page(reader.get, forget_everything) / at_first)
        later.append(_page(reader.get, None) / afterwards)
        done()
        polling_day += timedelta(days=7)
    report.line(f"{FEW} contests stored, reconciled and published (s)", f"{median(few_took):.2f}")
    report.line(f"{many} contests (s)", f"{median(many_took):.2f}")
    report.at_most(
        "ten times the contests, reconciled and loaded",
        round(median(many_took) / median(few_took), 2),
        12,
        "times",
    )
    report.at_most("the same on a council\u2019s page", round(median(later), 2), 1.5, "times")
    report.at_most(
        "the same on the first one of a data version", round(median(first), 2), 1.5, "times"
    )


def _seconds(work: Callable[[], object]) -> float:
    started = process_time()
    work()
    return process_time() - started


def _page(get: Callable[[str], object], before: Callable[[], None] | None) -> float:
    """Return how long a council's page takes: the median of several."""
    get(COUNCIL)
    taken = []
    for _ in range(CALLS):
        if before is not None:
            before()
        taken.append(_seconds(partial(get, COUNCIL)))
    return median(taken)


def _fresh(folder: Path, name: str) -> Callable[[], None]:
    """Point this process to a database of its own with the articles; return what leads back."""
    from django.db import connection

    from elections.keeping import forget_everything

    path = folder / f"{name}.sqlite3"
    before = connection.settings_dict["NAME"]
    shutil.copyfile(articles(folder), path)

    def switch(to: str) -> None:
        connection.close()
        connection.settings_dict["NAME"] = to
        forget_everything()

    switch(str(path))

    def back() -> None:
        switch(before)
        path.unlink()

    return back
