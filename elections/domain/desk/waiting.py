"""Whom a result waits for: what the board shows beside each council that is not done."""

from __future__ import annotations

from enum import StrEnum

from elections.domain.desk.states import (
    Agreed,
    Check,
    Differences,
    Expected,
    FirstEntry,
    Retracted,
    SecondEntry,
    State,
    Typist,
)


class WaitsFor(StrEnum):
    """Who has to do something before a result goes on."""

    # Anybody who enters results: nobody has begun, the first entry is under way, or the result was
    # taken back.
    FIRST_TYPIST = "first_typist"
    # Anybody who enters results but the first typist.
    SECOND_TYPIST = "second_typist"
    # Whoever may approve, but the typist.
    VERIFIER = "verifier"
    # The typists to whom lines were sent back.
    TYPISTS_AGAIN = "typists_again"
    # An editor who typed neither entry.
    EDITOR = "editor"
    # An editor, to publish.
    PUBLISHER = "publisher"
    NOBODY = "nobody"


def waits_for(state: State, check: Check) -> WaitsFor:
    """Return whom a result waits for in a state, where the election asks for this check."""
    match state:
        case Expected() | FirstEntry() | Retracted():
            return WaitsFor.FIRST_TYPIST
        case SecondEntry() if check is Check.SECOND_ENTRY:
            return WaitsFor.SECOND_TYPIST
        case SecondEntry():
            return WaitsFor.VERIFIER
        case Differences(asked=asked):
            return WaitsFor.TYPISTS_AGAIN if asked else WaitsFor.EDITOR
        case Agreed():
            return WaitsFor.PUBLISHER
        case _:
            return WaitsFor.NOBODY


def asked_of(state: State, by: str) -> frozenset[str]:
    """Return the keys of the lines that somebody is to type again; none for everybody else."""
    match state:
        case Differences(first=first, second=second):
            return frozenset(
                line.key
                for typist, entry in ((Typist.FIRST, first), (Typist.SECOND, second))
                if entry.by == by
                for line in state.asked_of(typist)
            )
        case _:
            return frozenset()


def is_open(state: State) -> bool:
    """Return whether somebody may begin a first entry."""
    return isinstance(state, Expected | Retracted)
