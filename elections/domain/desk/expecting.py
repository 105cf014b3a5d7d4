"""What an admin may still change of a contest: everything until somebody has said something of it."""

from __future__ import annotations

from enum import StrEnum

from elections.domain.desk.states import StateName


class Stage(StrEnum):
    """How far a contest has come, for whoever would change what is expected of it."""

    EXPECTED = "expected"
    BEGUN = "begun"
    HANDED_IN = "handed_in"
    CLAIMED = "claimed"
    PUBLISHED = "published"


# At the desk, before anybody has handed anything in.
_BEGUN = frozenset({StateName.EXPECTED.value, StateName.FIRST_ENTRY.value})


def stage_of(*, is_published: bool, has_claims: bool, state: str | None) -> Stage:
    """Return how far a contest has come; `state` is where the desk has its result, if it has one."""
    if is_published:
        return Stage.PUBLISHED
    if state is not None and state not in _BEGUN:
        return Stage.HANDED_IN
    if has_claims:
        return Stage.CLAIMED
    return Stage.EXPECTED if state is None else Stage.BEGUN


def why_not_changed(stage: Stage) -> str:
    """Return why what is expected can't be changed any more, or nothing where it can."""
    match stage:
        case Stage.EXPECTED | Stage.BEGUN:
            return ""
        case Stage.HANDED_IN:
            return (
                "An entry is handed in that was checked against this: it has to be given up first."
            )
        case Stage.CLAIMED:
            return "A source has said something of it already: correct it in the data files."
        case Stage.PUBLISHED:
            return "A result is published that rests on this: correct it in the data files."


def why_not_taken_away(stage: Stage) -> str:
    """Return why a contest can't be taken away any more, or nothing where it can."""
    if stage is Stage.BEGUN:
        return "Somebody has begun to enter it, which is on record."
    return why_not_changed(stage)
