"""How many contests a second are reconciled, without and with the working of every figure in words."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

from scripts.bench.effort import RECONCILING
from scripts.bench.measuring import Report, in_turn


def reconciling(report: Report, rounds: int) -> None:
    """Reconcile every contest of 2023 that the database holds."""
    from datetime import date

    from elections.domain.reconciliation.reconcile import reconcile
    from elections.domain.results import Reconciliation
    from elections.domain.words.wording import explain, explain_control
    from elections.models import Contest
    from elections.selectors.inputs import inputs_of
    from elections.selectors.naming import party_names

    inputs = list(inputs_of(Contest.objects.of_election(date(2023, 5, 4))).values())
    names = party_names()
    claims = sum(len(given.claims) for given in inputs)
    report.title(
        "Contests reconciled a second",
        f"the {len(inputs)} of 2023 with {claims:,} claims, in one process",
    )

    def in_words(result: Reconciliation) -> None:
        figures = [result.seats_total, result.seats_up, result.vacant_after]
        figures += [*result.after.values(), *result.majority_after.values()]
        controls = [result.control_after]
        for baseline in result.baselines.values():
            figures += [baseline.seats_total, baseline.vacant_before, baseline.vacant_change]
            figures += [*baseline.before.values(), *baseline.change.values()]
            controls.append(baseline.control_before)
        for figure in figures:
            explain(figure, names)
        for control in controls:
            explain_control(control, names)

    def without() -> None:
        for given in inputs:
            reconcile(given.facts, given.claims)

    def with_words() -> None:
        for given in inputs:
            in_words(reconcile(given.facts, given.claims))

    def rate(work: Callable[[], None]) -> float:
        started, done = process_time(), 0
        while (taken := process_time() - started) < RECONCILING:
            work()
            done += len(inputs)
        return done / taken

    rates = in_turn(
        {
            "without the working in words": lambda: rate(without),
            "with every working in words": lambda: rate(with_words),
        },
        rounds,
    )
    for name, each in rates.items():
        report.line(name, f"{each:,.0f}")
