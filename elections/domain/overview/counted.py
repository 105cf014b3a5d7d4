"""A result counted from one baseline: its own opening one, or the one that somebody asks for."""

from __future__ import annotations

from dataclasses import dataclass

from councils.domain.control import Control, NoCouncilBefore, Undetermined
from elections.domain.baselines import Baseline
from elections.domain.changes_of_control import ChangeOfControl, change_of_control
from elections.domain.results import BaselineResult, Reconciliation


@dataclass(frozen=True, slots=True)
class Counted:
    """What is known of a contest counted from one baseline.

    `before` is None where no source says anything of the council at that moment. Control after
    stays known there; whether it changed does not.
    """

    result: Reconciliation
    baseline: Baseline
    before: BaselineResult | None
    change: ChangeOfControl


def counted_from(result: Reconciliation, asked: Baseline | None = None) -> Counted:
    """Return a result counted from the baseline asked for, or from its opening one.

    A new council had none before it, whatever is counted from.
    """
    opening = result.baselines[result.default_baseline]
    baseline = result.default_baseline if asked is None else asked
    found = result.baselines.get(baseline)
    if found is not None:
        return Counted(result, baseline, found, found.change_of_control)
    before: Control = Undetermined()
    if isinstance(opening.change_of_control.before, NoCouncilBefore):
        before = opening.change_of_control.before
    after = opening.change_of_control.after
    return Counted(result, baseline, None, change_of_control(before, after))
