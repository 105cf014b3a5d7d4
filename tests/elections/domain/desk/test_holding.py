"""An entry is somebody's for a while, and can be taken over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from elections.domain.desk.holding import HELD_FOR, HeldError, Hold, taken

AT = datetime(2023, 5, 5, 3, 10, tzinfo=UTC)


def test_an_entry_nobody_has_is_theirs_for_a_while() -> None:
    assert taken(None, by="ruth", at=AT) == Hold("ruth", AT + HELD_FOR)


def test_going_on_with_it_puts_the_end_off() -> None:
    later = AT + timedelta(minutes=3)
    assert taken(Hold("ruth", AT + HELD_FOR), by="ruth", at=later) == Hold("ruth", later + HELD_FOR)


def test_somebody_elses_is_not_to_be_had_while_they_are_at_it() -> None:
    with pytest.raises(HeldError) as held:
        taken(Hold("ruth", AT + HELD_FOR), by="omar", at=AT + HELD_FOR - timedelta(seconds=1))
    assert held.value.hold.by == "ruth"


def test_somebody_elses_is_to_be_had_once_it_lapsed() -> None:
    assert taken(Hold("ruth", AT + HELD_FOR), by="omar", at=AT + HELD_FOR).by == "omar"


@pytest.mark.parametrize("back", [timedelta(seconds=1), timedelta(hours=2), timedelta(days=400)])
def test_clock_that_was_put_back_lengthens_no_lease(back: timedelta) -> None:
    hold = Hold("ruth", AT + HELD_FOR)
    assert not hold.is_live(AT - back)
    assert taken(hold, by="omar", at=AT - back) == Hold("omar", AT - back + HELD_FOR)
    assert taken(hold, by="ruth", at=AT - back) == Hold("ruth", AT - back + HELD_FOR)


@pytest.mark.parametrize(
    ("reason", "is_had"),
    [("Ruth went home", True), ("  ", False), ("33", False), ("33 22 4", False)],
)
def test_somebody_elses_is_to_be_had_at_once_with_a_reason(*, reason: str, is_had: bool) -> None:
    hold = Hold("ruth", AT + HELD_FOR)
    if is_had:
        assert taken(hold, by="omar", at=AT, reason=reason).by == "omar"
    else:
        with pytest.raises(HeldError):
            taken(hold, by="omar", at=AT, reason=reason)
