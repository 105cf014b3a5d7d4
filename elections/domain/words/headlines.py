"""The sentence a person would say first about a contest."""

from __future__ import annotations

from councils.domain.control import Majority, NoOverallControl
from elections.domain.changes_of_control import ChangeKind, ChangeOfControl
from elections.domain.figures import known_value
from elections.domain.results import Reconciliation, State
from elections.domain.words.naming import Names
from elections.domain.words.wording import from_whom


def headline(council: str, result: Reconciliation, change: ChangeOfControl, names: Names) -> str:
    """Return what happened at `council`, counted from the baseline that `change` is.

    Where too little is known to say who won, it says so rather than guess.
    """
    match change:
        case ChangeOfControl(kind=ChangeKind.GAIN, before=before, after=Majority(party=party)):
            return f"{names.party(party).opening} gain {council}{from_whom(before, names)}"
        case ChangeOfControl(kind=ChangeKind.HOLD, after=Majority(party=party)):
            return f"{names.party(party).opening} hold {council}"
        case ChangeOfControl(kind=ChangeKind.LOSS_TO_NOC, before=Majority(party=party)):
            return f"{names.party(party).opening} lose {council} to no overall control"
        case ChangeOfControl(kind=ChangeKind.STAYS_NOC):
            return f"{council} stays under no overall control"
        case ChangeOfControl(kind=ChangeKind.NEW, after=Majority(party=party)):
            return f"{names.party(party).opening} win the new {council} council"
        case ChangeOfControl(kind=ChangeKind.NEW, after=NoOverallControl()):
            return f"The new {council} council is under no overall control"
        case ChangeOfControl(after=Majority(party=party)):
            margin = known_value(result.majority_after[party])
            size = f" of {margin}" if margin is not None and margin > 0 else ""
            return f"{names.party(party).opening} have a majority{size} in {council}"
        case ChangeOfControl(after=NoOverallControl()):
            return f"{council} is under no overall control"
        case ChangeOfControl(kind=ChangeKind.NOT_APPLICABLE):
            return f"{council}: seats by party"
        case _:
            return _not_known(council, result.state)


def _not_known(council: str, state: State) -> str:
    match state:
        case State.AWAITED:
            return f"{council}: result awaited"
        case State.IN_PART:
            return f"{council}: reported in part, control not known"
        case State.DECLARED:
            return f"{council}: control not known"
