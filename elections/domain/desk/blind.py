"""Who must not be shown the figures of a result that is being entered: whoever may still type it."""

from __future__ import annotations

from dataclasses import dataclass

from elections.domain.desk.states import (
    Check,
    Differences,
    Expected,
    FirstEntry,
    SecondEntry,
    State,
    typists_of,
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks, by the name they sign in with, and whether they may enter results at all."""

    name: str
    may_enter: bool


def is_to_type_blind(state: State, check: Check, reader: Reader) -> bool:
    """Return whether somebody could yet type this result, and so may not see what others typed.

    Where two entries are asked for, that is everybody who may enter results, as long as the second
    entry is not in, what was given up before among it; but not the first typist, who cannot be the
    second. Once both are in, it is
    the two typists, to whom lines can go back. Elsewhere nobody types blind.
    """
    if check is not Check.SECOND_ENTRY or not reader.may_enter:
        return False
    match state:
        case Expected() | FirstEntry():
            return True
        case SecondEntry():
            return reader.name not in typists_of(state)
        case Differences():
            return reader.name in typists_of(state)
        case _:
            return False
