"""A claim's columns and what it says are two forms of one thing."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given

from elections.claim_shapes import (
    SHAPES,
    ClaimKind,
    NotASayingError,
    columns_of,
    saying_of,
)
from elections.domain.baselines import AFTER, Baseline
from elections.domain.claims import (
    Claim,
    LeadsBy,
    NeededToGain,
    Remark,
    RemarkTopic,
    Saying,
    SeatsChanged,
    SeatsHeld,
)
from tests.elections.domain.truths import any_claims


@pytest.mark.parametrize(
    ("saying", "columns"),
    [
        (
            SeatsHeld(AFTER, "labour", 33),
            {"kind": "seats_held", "moment": "after", "party": "labour", "value": 33},
        ),
        (
            SeatsChanged(Baseline.NOTIONAL, "conservative", -13),
            {"kind": "seats_changed", "moment": "notional", "party": "conservative", "value": -13},
        ),
        (
            LeadsBy(AFTER, "conservative", "labour", 1),
            {
                "kind": "leads_by",
                "moment": "after",
                "party": "conservative",
                "other_party": "labour",
                "value": 1,
            },
        ),
        (
            NeededToGain(Baseline.EVE_OF_POLL, "labour", 6),
            {"kind": "needed_to_gain", "moment": "eve_of_poll", "party": "labour", "value": 6},
        ),
        (
            Remark(RemarkTopic.HISTORY, "First Labour majority since 1998."),
            {
                "kind": "remark",
                "moment": "",
                "topic": "history",
                "text": "First Labour majority since 1998.",
            },
        ),
    ],
    ids=lambda it: type(it).__name__,
)
def test_a_saying_has_these_columns(saying: Saying, columns: dict[str, object]) -> None:
    assert columns_of(saying) == columns
    assert saying_of(ClaimKind(str(columns["kind"])), columns) == saying


@given(any_claims())
def test_every_saying_comes_back_from_its_columns(claims: list[Claim]) -> None:
    for claim in claims:
        columns = columns_of(claim.saying)
        assert saying_of(ClaimKind(columns["kind"]), columns) == claim.saying


def test_every_saying_of_the_domain_has_a_kind() -> None:
    assert {shape.saying for shape in SHAPES.values()} - {None} == set(get_args(Saying))
    assert SHAPES.keys() == set(ClaimKind)


def test_a_claim_about_a_whole_election_says_nothing_of_a_contest() -> None:
    with pytest.raises(NotASayingError, match="whole election"):
        saying_of(ClaimKind.COUNCILS_DECLARED, {"moment": "", "value": 35, "out_of": 107})
