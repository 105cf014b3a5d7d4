"""What became of each claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from elections.domain.claims import Claim, Remark
from elections.domain.fields import Measure
from elections.domain.reconciliation.propagation import Solved
from elections.domain.reconciliation.statements import (
    Said,
    control_stated,
    numbers_stated,
    relation_stated,
)
from elections.domain.results import ClaimOutcome

# Where one claim says several things, the first of these that applies to any is what it became.
_TELLING = (
    ClaimOutcome.DISPUTED,
    ClaimOutcome.SET_ASIDE,
    ClaimOutcome.OUTRANKED,
    ClaimOutcome.USED,
    ClaimOutcome.AGREES,
    ClaimOutcome.SUPERSEDED,
)


def outcomes_of(
    claims: Sequence[Claim], said: Said, exact: Solved, full: Solved
) -> Mapping[tuple[str, str], ClaimOutcome]:
    """Return what became of every claim, by its key."""
    dropped = [conflict.constraints[0] for conflict in (*exact.conflicts, *full.conflicts)]
    left_out = {citation for constraint in dropped for citation in constraint.because}
    # A number that is no figure of its own, and that nothing was derived from.
    idle = {
        name
        for constraint in dropped
        for name in constraint.fields
        if name.measure in (Measure.NEEDED, Measure.SHORT_BY, Measure.LEAD)
    }
    meaningless = {claim.citation for claim in said.meaningless}
    return {
        claim.key: ClaimOutcome.SET_ASIDE
        if claim.citation in meaningless
        or any(name in idle for name, _ in numbers_stated(claim.saying))
        else _outcome(claim, said, exact, set_aside=claim.citation in left_out)
        for claim in sorted(set(claims), key=lambda claim: (*claim.key, repr(claim)))
    }


def _outcome(claim: Claim, said: Said, exact: Solved, *, set_aside: bool) -> ClaimOutcome:
    if isinstance(claim.saying, Remark):
        return ClaimOutcome.TOLD
    outcomes = set()
    for name, number in numbers_stated(claim.saying):
        ranked = said.numbers[name]
        settled = exact.narrowed.spans[name]
        if any(s.citation == claim.citation for s in ranked.superseded):
            outcomes.add(ClaimOutcome.SUPERSEDED)
        elif any(s.citation == claim.citation for s in ranked.outranked):
            shown = ranked.standing[0].value
            outcomes.add(ClaimOutcome.AGREES if number == shown else ClaimOutcome.OUTRANKED)
        elif number != ranked.standing[0].value:
            outcomes.add(ClaimOutcome.DISPUTED)
        elif ranked.standing[0].citation != claim.citation:
            outcomes.add(ClaimOutcome.AGREES)
        elif settled.is_single and settled.low != number:
            outcomes.add(ClaimOutcome.OUTRANKED)
        else:
            outcomes.add(ClaimOutcome.USED)
    for name, who in control_stated(claim.saying):
        holders = said.control[name]
        if any(s.citation == claim.citation for s in holders.superseded):
            outcomes.add(ClaimOutcome.SUPERSEDED)
        elif any(s.citation == claim.citation for s in holders.outranked):
            outcomes.add(ClaimOutcome.OUTRANKED)
        elif who != holders.standing[0].value:
            outcomes.add(ClaimOutcome.DISPUTED)
        elif holders.standing[0].citation != claim.citation:
            outcomes.add(ClaimOutcome.AGREES)
        else:
            outcomes.add(ClaimOutcome.USED)
    if relation_stated(claim.saying) is not None:
        if claim.key in said.superseded_relations:
            outcomes.add(ClaimOutcome.SUPERSEDED)
        else:
            outcomes.add(ClaimOutcome.SET_ASIDE if set_aside else ClaimOutcome.USED)
    return next(outcome for outcome in _TELLING if outcome in outcomes)
