"""Every contest is in exactly one flow of control."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from councils.domain.control import (
    Control,
    Majority,
    NoCouncilBefore,
    NocReason,
    NoOverallControl,
    Undetermined,
)
from elections.domain.changes_of_control import ChangeKind, change_of_control
from elections.domain.overview.flow import flows_of_control

LABOUR, CONSERVATIVE = Majority("labour"), Majority("conservative")
KENT_2023 = {
    "medway": change_of_control(CONSERVATIVE, LABOUR),
    "ashford": change_of_control(NoOverallControl(), NoOverallControl()),
    "dover": change_of_control(CONSERVATIVE, LABOUR),
    "canterbury": change_of_control(Undetermined(), Undetermined()),
}


def test_contests_that_went_the_same_way_are_one_flow_the_largest_first() -> None:
    flows = flows_of_control(KENT_2023)
    assert [flow.contests for flow in flows] == [("medway", "dover"), ("ashford",), ("canterbury",)]
    assert (flows[0].before, flows[0].after) == (CONSERVATIVE, LABOUR)


def test_control_has_changed_only_where_it_is_known_to_be_elsewhere() -> None:
    changed = {flow.contests[0]: flow.has_changed for flow in flows_of_control(KENT_2023)}
    assert changed == {"medway": True, "ashford": False, "canterbury": False}


def test_a_gain_from_somebody_not_named_is_no_hold_and_no_unknown() -> None:
    redditch = change_of_control(Undetermined(), LABOUR, winner_had_none=True)
    harlow = change_of_control(Undetermined(), CONSERVATIVE)
    (gain, unknown) = flows_of_control({"redditch": redditch, "harlow": harlow})
    assert (gain.kind, gain.has_changed) == (ChangeKind.GAIN, True)
    assert (unknown.kind, unknown.has_changed) == (ChangeKind.UNDETERMINED, False)


def test_why_nobody_has_control_parts_no_flow() -> None:
    half = NoOverallControl(NocReason.EXACTLY_HALF)
    (flow,) = flows_of_control(
        {
            "a": change_of_control(LABOUR, half),
            "b": change_of_control(LABOUR, NoOverallControl()),
        }
    )
    assert flow.contests == ("a", "b")


ENDS: list[Control] = [
    LABOUR,
    CONSERVATIVE,
    NoOverallControl(),
    Undetermined(),
    NoCouncilBefore(),
]


@given(st.lists(st.tuples(st.sampled_from(ENDS), st.sampled_from(ENDS[:4]), st.booleans())))
def test_each_contest_is_in_exactly_one_flow(moves: list[tuple[Control, Control, bool]]) -> None:
    changes = {
        number: change_of_control(before, after, winner_had_none=had_none)
        for number, (before, after, had_none) in enumerate(moves)
    }
    flows = flows_of_control(changes)
    assert Counter(each for flow in flows for each in flow.contests) == Counter(changes.keys())
    assert [len(flow.contests) for flow in flows] == sorted(
        (len(flow.contests) for flow in flows), reverse=True
    )
    for flow in flows:
        for contest in flow.contests:
            change = changes[contest]
            assert (change.before, change.after, change.kind) == (
                flow.before,
                flow.after,
                flow.kind,
            )
