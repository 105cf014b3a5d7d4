"""What is kept back while somebody may still type a result without knowing what others typed."""

from __future__ import annotations

from elections.domain.desk.states import (
    Check,
    Differences,
    Expected,
    FirstEntry,
    Published,
    Retracted,
    SecondEntry,
    State,
    typists_of,
)


def is_kept_back(state: State, check: Check, *, name: str, is_out: bool = False) -> bool:
    """Return whether somebody must not read figures and reasons of a result's entries.

    This applies where an election asks for two entries. Until both are in, it applies to
    everybody: whoever may not type today can be given the right, or another account, tonight. Once
    both are in, it applies to the two typists, to whom lines can go back. A published result can be
    corrected: what was typed for a correction that never went out stays kept back. `is_out` says
    that the entries in question came before a sheet was last published.
    """
    if check is not Check.SECOND_ENTRY:
        return False
    match state:
        case Expected() | FirstEntry() | SecondEntry() | Retracted():
            return True
        case Differences():
            return name in typists_of(state)
        case Published():
            return not is_out
        case _:
            return False


def is_proposal_kept_back(state: State, check: Check, *, name: str, may_publish: bool) -> bool:
    """Return whether somebody must not read why something is proposed of a result, while it is open.

    Whoever may publish it has to know why, unless the result is being typed: the reason often holds
    the right figures.
    """
    if may_publish and isinstance(state, Expected | Published | Retracted):
        return False
    return is_kept_back(state, check, name=name)
