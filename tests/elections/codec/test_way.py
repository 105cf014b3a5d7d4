"""Every state of a result on its way is read back as it was stored."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.domain.control import Majority, NoOverallControl
from elections.codec.way import UnknownStateError, way_json, way_of
from elections.domain.desk.sheets import Counted, Sheet, seats_line
from elections.domain.desk.states import (
    Agreed,
    Approved,
    Differences,
    Expected,
    FirstEntry,
    HandedIn,
    Keep,
    Published,
    Retracted,
    Round,
    SecondEntry,
    Settled,
    State,
    TwoAgree,
    Typist,
)

PARTIES = ("conservative", "green", "labour")
sheets = st.builds(
    Sheet,
    counted=st.sampled_from(Counted),
    seats=st.dictionaries(st.sampled_from(PARTIES), st.integers(0, 60)),
    vacant=st.integers(0, 3),
    control_said=st.none() | st.builds(NoOverallControl) | st.sampled_from(PARTIES).map(Majority),
)
entries = st.builds(
    HandedIn,
    by=st.text(min_size=1),
    sheet=sheets,
    source=st.text(),
    declared_at=st.none() | st.datetimes(timezones=st.just(UTC)),
    note=st.text(),
    ticked=st.lists(st.sampled_from(("W301", "W302"))).map(tuple),
)
lines = st.sampled_from(PARTIES).map(seats_line)
checked = (
    st.builds(Approved, entries, st.text())
    | st.builds(TwoAgree, entries, entries)
    | st.builds(
        Settled,
        entries,
        entries,
        st.lists(st.tuples(lines, st.sampled_from(Keep))).map(tuple),
        st.text(),
    )
)
published = st.builds(Published, sheets, checked, st.text())
rounds = st.builds(Round, st.none() | published, st.text())
asked = st.lists(st.tuples(st.sampled_from(Typist), st.frozensets(lines))).map(tuple)
states: st.SearchStrategy[State] = st.one_of(
    st.builds(Expected),
    st.builds(FirstEntry, rounds, st.text()),
    st.builds(SecondEntry, rounds, entries),
    st.builds(Differences, rounds, entries, entries, asked),
    st.builds(Agreed, rounds, sheets, checked),
    published,
    st.builds(Retracted, st.text()),
)


@given(states)
def test_it_is_read_back_as_it_was_stored(state: State) -> None:
    assert way_of(json.loads(json.dumps(way_json(state)))) == state


def test_a_state_that_nobody_knows_is_told() -> None:
    with pytest.raises(UnknownStateError):
        way_of({"state": "mislaid"})
    agreed = Agreed(
        Round(), Sheet(Counted.HELD, {}), Approved(HandedIn("a", Sheet(Counted.HELD, {})), "b")
    )
    stored = way_json(replace(agreed))
    stored["checked"]["how"] = "guessed"
    with pytest.raises(UnknownStateError):
        way_of(stored)
