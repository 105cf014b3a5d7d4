"""A result is counted from the baseline asked for, and where nothing is known from there it says so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.domain.control import Majority, NoCouncilBefore, NoOverallControl, Undetermined
from elections.domain.baselines import Baseline
from elections.domain.changes_of_control import ChangeKind
from elections.domain.overview.counted import counted_from
from elections.domain.overview.scoreboard import KnownTotal, Total, scoreboard
from elections.domain.reconciliation.reconcile import reconcile
from elections.domain.results import Reconciliation
from elections.pages.facts import ContestMaterial
from tests.elections.domain.truths import facts_of, true_claims, truths
from tests.elections.pages import cases

EVE, FOUGHT, NOTIONAL = Baseline.EVE_OF_POLL, Baseline.LAST_FOUGHT, Baseline.NOTIONAL


def result(material: ContestMaterial) -> Reconciliation:
    """Return the result of a contest that has one."""
    assert material.result is not None
    return material.result.reconciliation


GRAVESHAM, HULL, EREWASH = (result(each()) for each in (cases.gravesham, cases.hull, cases.erewash))
CUMBERLAND = result(cases.cumberland())


@pytest.mark.parametrize(
    ("council", "asked", "before", "kind"),
    [
        (GRAVESHAM, None, NoOverallControl(), ChangeKind.GAIN),
        (GRAVESHAM, EVE, NoOverallControl(), ChangeKind.GAIN),
        (GRAVESHAM, FOUGHT, Majority("labour"), ChangeKind.HOLD),
        (HULL, EVE, Majority("liberal-democrats"), ChangeKind.HOLD),
        (HULL, FOUGHT, Majority("labour"), ChangeKind.GAIN),
        # Nobody says how Erewash stood in 2019: control now is known, a change is not.
        (EREWASH, FOUGHT, Undetermined(), ChangeKind.UNDETERMINED),
        # Cumberland was no council before, whatever is counted from.
        (CUMBERLAND, NOTIONAL, NoCouncilBefore(), ChangeKind.NEW),
        (CUMBERLAND, None, NoCouncilBefore(), ChangeKind.NEW),
    ],
)
def test_a_change_is_counted_from_what_is_asked_for(
    council: Reconciliation, asked: Baseline | None, before: object, kind: ChangeKind
) -> None:
    change = counted_from(council, asked).change
    assert (change.before, change.kind) == (before, kind)


def test_control_after_stays_known_where_nothing_is_known_before() -> None:
    counted = counted_from(EREWASH, FOUGHT)
    assert counted.before is None
    assert counted.change.after == Majority("labour")


def value(total: KnownTotal) -> tuple[int, int] | None:
    return (total.value, total.over) if isinstance(total, Total) else None


def test_the_scoreboard_is_counted_from_one_baseline_for_all() -> None:
    def labour(asked: Baseline | None) -> object:
        board = scoreboard([GRAVESHAM, HULL, EREWASH], asked)
        score = next(each for each in board.parties if each.party == "labour")
        return value(score.councils), value(score.councils_change), value(score.seats_change)

    assert labour(None) == labour(EVE) == ((2, 3), (2, 3), (0 - 2 + 13, 3))
    # Since last fought Labour holds Gravesham and lost Hull; of Erewash nothing is known.
    assert labour(FOUGHT) == ((2, 3), (-1, 2), (-2 - 6, 2))
    assert labour(NOTIONAL) == ((2, 3), None, None)


@given(st.data())
def test_what_is_counted_from_never_changes_what_is_known_after(data: st.DataObject) -> None:
    truth = data.draw(truths())
    reconciled = reconcile(facts_of(truth), data.draw(true_claims(truth)))
    own = counted_from(reconciled)
    assert own.before is reconciled.baselines[reconciled.default_baseline]
    for asked in Baseline:
        counted = counted_from(reconciled, asked)
        assert counted.change.after == own.change.after
        assert (counted.before is None) == (asked not in reconciled.baselines)
