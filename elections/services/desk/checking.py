"""Looking at what others typed: approving, sending back, settling, asking again."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import datetime

from django.db import transaction

from elections.domain.desk import way
from elections.domain.desk.checking import Beside, check_sheet
from elections.domain.desk.sheets import Line
from elections.domain.desk.states import (
    Agreed,
    Check,
    Keep,
    Published,
    State,
    Typist,
    entry_of,
)
from elections.models import Action
from elections.selectors.desk.beside import beside_of
from elections.services.desk.entering import FoundError
from elections.services.desk.stepping import (
    Actor,
    Seen,
    Stepped,
    hold_as_seen,
    move,
    refuse_too_early,
    take_step,
)


@transaction.atomic
def approve(*, seen: Seen, by: Actor, at: datetime) -> Stepped:
    """Approve the one entry with the sheet in hand. Raises WayError, StaleError."""
    standing = hold_as_seen(seen, at=at)
    refuse_too_early(standing, at=at)
    after = way.approve(standing.state, by=by.name, check=standing.check)
    return move(standing, after, action=Action.APPROVED, by=by, at=at)


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


@transaction.atomic
def settle(*, seen: Seen, kept: Mapping[Line, Keep], by: Actor, at: datetime) -> Stepped:
    """Say of every line on which two entries differ which is right.

    What comes of it is a sheet that nobody typed as it is, and is checked as theirs were. Raises
    WayError, StaleError, and FoundError where it has errors.
    """
    standing = hold_as_seen(seen, at=at)
    refuse_too_early(standing, at=at)
    after = way.settle(standing.state, kept, by=by.name)
    refuse_errors(after, beside_of(standing.contest), at=at)
    return move(standing, after, action=Action.SETTLED, by=by, at=at)


def refuse_errors(checked: Agreed | Published, beside: Beside, *, at: datetime) -> None:
    """Raise FoundError where a sheet that was checked has errors, by what is known of the council now."""
    declared_at = entry_of(checked.checked).declared_at
    found = check_sheet(checked.sheet, beside, declared_at=declared_at, now=at)
    stops = tuple(each for each in found if each.code.stops)
    if stops:
        raise FoundError(stops)


def ask_again(*, seen: Seen, asked: Mapping[Typist, Set[Line]], by: Actor, at: datetime) -> Stepped:
    """Send lines that differ back to one of their typists or both. Raises WayError, StaleError."""

    def step(state: State, _: Check) -> State:
        for typist, lines in asked.items():
            if lines:
                state = way.ask_again(state, lines, typist, by=by.name)
        return state

    return take_step(seen=seen, by=by, at=at, action=Action.ASKED_AGAIN, step=step)
