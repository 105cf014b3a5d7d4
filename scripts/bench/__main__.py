"""Ask all questions, or those that are named, and print what came out beside each target.

    python -m scripts.bench
    python -m scripts.bench made wire --rounds 5
    python -m scripts.bench --short

Nothing here fails for being slow: a target that is not met is said to be. What could not be
measured is said too, and the rest goes on; the run fails in the end. With --short everything is
small and its figures mean nothing: it is for `make test`, which it tells by one line that every
question has an answer, or by all it has to say which has not. Everything runs on this machine alone and is stopped
in the end.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import partial
from io import StringIO
from pathlib import Path
from time import perf_counter

from scripts.bench.country import plain_tables, prepare, surroundings
from scripts.bench.effort import IS_SHORT, ROUNDS
from scripts.bench.measuring import Report, machine
from scripts.bench.servers import NotStartedError
from scripts.bench.tools import ROOT, MissingError
from scripts.bench.wrk import WrongAnswersError

QUESTIONS = (
    "reconciling",
    "queries",
    "wire",
    "kept",
    "hostile",
    "made",
    "memory",
    "growth",
    "loading",
)


def main() -> bool:
    """Load the whole country into a database of this run's own, measure, and return whether all had an answer."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("question", nargs="*", default=QUESTIONS, help=", ".join(QUESTIONS))
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"at least {ROUNDS}")
    parser.add_argument("--short", action="store_true", help="see only that there are answers")
    asked = parser.parse_args()
    if unknown := set(asked.question) - set(QUESTIONS):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(QUESTIONS)}")
    rounds = max(asked.rounds, ROUNDS)
    started = perf_counter()
    report = Report()
    print(f"Machine: {machine()}")
    print(f"Ratios are of medians over {rounds} rounds in which all take their turn.")
    # As the site makes its database: for its owner alone.
    os.umask(0o077)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        os.environ.update(surroundings(folder))
        print("Loading the whole country into a database of this run\u2019s own", flush=True)
        subprocess.run([ROOT / "scripts" / "collect.sh"], cwd=ROOT, check=True)
        prepare(folder)
        _measure(report, folder, asked.question, rounds)
    report.summary()
    print(f"\nTook {perf_counter() - started:,.0f} s.")
    return not report.unanswered


def _measure(report: Report, folder: Path, asked: list[str], rounds: int) -> None:
    import django

    django.setup()
    from scripts.bench import growth, loading, memory, pages, queries, reconciling, weight

    plain_tables(folder / pages.DATABASE)
    questions: dict[str, Callable[[], None]] = {
        "reconciling": partial(reconciling.reconciling, report, rounds),
        "queries": partial(queries.queries, report),
        "wire": partial(weight.wire, report, folder),
        "kept": partial(pages.kept, report, folder, rounds),
        "hostile": partial(pages.hostile, report, folder),
        "made": partial(pages.made, report, folder, rounds),
        "memory": partial(memory.memory, report, folder),
        "growth": partial(growth.growth, report, folder, rounds),
        "loading": partial(loading.loading, report, folder, rounds),
    }
    for name, question in questions.items():
        if name in asked:
            try:
                question()
            except (
                MissingError,
                NotStartedError,
                WrongAnswersError,
                subprocess.CalledProcessError,
            ) as error:
                report.failed(name, str(error))


def _quietly() -> int:
    """Run, and say what was said only where a question had no answer. Return the exit code."""
    said = StringIO()
    is_answered = False
    try:
        with redirect_stdout(said):
            is_answered = main()
    finally:
        if not is_answered:
            print(said.getvalue())
    if is_answered:
        print("Every question of the bench has an answer.")
    return not is_answered


def _stopped(*_: object) -> None:
    """Leave by the way that stops what was started."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _stopped)
    try:
        if IS_SHORT:
            sys.exit(_quietly())
        sys.exit(not main())
    except KeyboardInterrupt:
        sys.exit("Stopped")
