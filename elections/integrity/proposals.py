"""What must hold of proposals: what is stored of each can be read, and is of something that is there."""

from __future__ import annotations

from collections.abc import Iterator

from elections.domain.desk.proposals import (
    Change,
    CouncilChange,
    DecisionChange,
    ProposalKind,
    ProposalState,
    RetractionChange,
    SizeChange,
    SourceChange,
    change_from_json,
)
from elections.integrity.breaches import Breach, Code
from elections.integrity.facts import Facts


def proposal_breaches(facts: Facts) -> Iterator[Breach]:
    """Yield proposals that cannot be read or say two things, and open ones of what is not there."""
    for each in facts.proposals:
        entry = f"{each.kind} {each.target}"
        try:
            change = change_from_json(ProposalKind(each.kind), each.change)
        except (KeyError, TypeError, ValueError) as error:
            told = f"It cannot be read: {type(error).__name__} {error}."
            yield Breach(Code.PROPOSAL_CANNOT_BE_READ, entry, told)
            continue
        if change.target != each.target or _contest(change) != each.ballot_id:
            told = (
                f"Its change is of {change.target}, and its contest is {each.ballot_id or 'none'}."
            )
            yield Breach(Code.PROPOSAL_SAYS_TWO_THINGS, entry, told)
        elif each.state == ProposalState.OPEN:
            missing = [name for name, is_there in _needs(change, facts) if not is_there]
            if missing:
                told = f"There is no {' and no '.join(missing)}."
                yield Breach(Code.PROPOSAL_OF_NOTHING, entry, told)


def _contest(change: Change) -> str:
    match change:
        case DecisionChange(ballot_id=ballot_id) | RetractionChange(ballot_id=ballot_id):
            return ballot_id
        case _:
            return ""


def _needs(change: Change, facts: Facts) -> Iterator[tuple[str, bool]]:
    """Yield what a change is of besides its contest, which the database keeps, and whether it is there."""
    match change:
        case CouncilChange(slug=slug):
            yield f"council {slug}", slug in facts.councils
        case SizeChange(slug=slug, source=source):
            yield f"council {slug}", slug in facts.councils
            yield f"source of facts {source}", source in facts.fact_sources
        case SourceChange(slug=slug):
            yield f"source {slug}", slug in facts.sources
        case DecisionChange() | RetractionChange():
            return
