"""Looking at what others typed: approving, sending back, settling, asking again."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import datetime

from elections.domain.desk import way
from elections.domain.desk.sheets import Line
from elections.domain.desk.states import Check, Keep, State, Typist
from elections.models import Action
from elections.services.desk.stepping import Actor, Seen, Stepped, take_step


def approve(*, seen: Seen, by: Actor, at: datetime) -> Stepped:
    """Approve the one entry with the sheet in hand. Raises WayError, StaleError."""
    return take_step(
        seen=seen,
        by=by,
        at=at,
        action=Action.APPROVED,
        step=lambda state, check: way.approve(state, by=by.name, check=check),
    )


def send_back(*, seen: Seen, by: Actor, at: datetime, reason: str) -> Stepped:
    """Send the one entry back to be typed again, and say why. Raises WayError, StaleError."""
    return take_step(
        seen=seen,
        by=by,
        at=at,
        action=Action.SENT_BACK,
        step=lambda state, check: way.send_back(state, by=by.name, check=check, reason=reason),
        reason=reason,
    )


def settle(*, seen: Seen, kept: Mapping[Line, Keep], by: Actor, at: datetime) -> Stepped:
    """Say of every line on which two entries differ which is right. Raises WayError, StaleError."""
    return take_step(
        seen=seen,
        by=by,
        at=at,
        action=Action.SETTLED,
        step=lambda state, _: way.settle(state, kept, by=by.name),
    )


def ask_again(*, seen: Seen, asked: Mapping[Typist, Set[Line]], by: Actor, at: datetime) -> Stepped:
    """Send lines that differ back to one of their typists or both. Raises WayError, StaleError."""

    def step(state: State, _: Check) -> State:
        for typist, lines in asked.items():
            if lines:
                state = way.ask_again(state, lines, typist, by=by.name)
        return state

    return take_step(seen=seen, by=by, at=at, action=Action.ASKED_AGAIN, step=step)
