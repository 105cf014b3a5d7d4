"""How long loading the whole country takes, beside the bare insertion of the same files."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from time import perf_counter

from scripts.bench.country import articles, manage, surroundings
from scripts.bench.measuring import Report, in_turn
from scripts.bench.tools import ROOT, packaged

FILES = ROOT / "fixtures" / "country"


def loading(report: Report, folder: Path, rounds: int) -> None:
    """Time `load_data`, which checks, stores, reconciles and publishes, and `sqlite-utils insert`."""
    sqlite_utils = packaged("sqlite-utils")
    report.title(
        "Loading the whole country, seconds",
        "load_data reads, checks, stores, reconciles and publishes; sqlite-utils insert puts each"
        " of the same files into a plain table",
    )
    start = articles(folder)

    def ours() -> float:
        target = folder / "loaded.sqlite3"
        shutil.copy(start, target)
        url = {**surroundings(folder), "DATABASE_URL": f"sqlite:///{target}"}
        started = perf_counter()
        manage("load_data", environment=url)
        taken = perf_counter() - started
        target.unlink()
        return taken

    def theirs() -> float:
        target = folder / "plain.sqlite3"
        with suppress(FileNotFoundError):
            target.unlink()
        started = perf_counter()
        for path in sorted(FILES.glob("*.csv")):
            subprocess.run(
                [
                    *(sqlite_utils, "insert", str(target), path.stem, str(path)),
                    *("--csv", "--silent"),
                ],
                check=True,
                stdout=subprocess.DEVNULL,
            )
        return perf_counter() - started

    taken = in_turn({"load_data": ours, "sqlite-utils insert, file by file": theirs}, rounds)
    for name, seconds in taken.items():
        report.line(name, f"{seconds:.1f}")
    mine, plain = taken.values()
    report.at_most("load_data, to sqlite-utils insert", round(mine / plain, 2), 6, "times")
