"""Where figures cannot all be right, each keeps its value and a finding names what is bound."""

from __future__ import annotations

import pytest

from councils.domain.control import Majority
from elections.domain.baselines import AFTER, Baseline
from elections.domain.claims import (
    AllSeatsUp,
    Claim,
    CouncilSize,
    FellShortBy,
    HasControl,
    HasMajorityOf,
    HeldControl,
    IsLargest,
    LacksMajority,
    LeadsBy,
    ListIsWhole,
    LostControl,
    NeededToGain,
    NobodyHasControl,
    NobodyLostSeats,
    Saying,
    SeatsChanged,
    SeatsHeld,
    SeatsUp,
    SeatsVacant,
    SeatsWon,
    SizeChanged,
)
from elections.domain.figures import Disputed, Reported, Rule, ShownBecause, Unknown
from elections.domain.findings import Code
from elections.domain.reconciliation.reconcile import reconcile
from elections.domain.results import ClaimOutcome
from tests.elections.domain.reports import BBC, ITV, claim, claims, council_of, values

LAB, CON, GRN = "labour", "conservative", "green"
EVE, NOTIONAL = Baseline.EVE_OF_POLL, Baseline.NOTIONAL


def test_57_seats_reported_of_55_keep_their_values_and_derive_nothing() -> None:
    result = reconcile(
        council_of(55), claims(BBC, SeatsHeld(AFTER, LAB, 27), SeatsHeld(AFTER, CON, 30))
    )
    assert values(result.after) == {LAB: 27, CON: 30}
    assert isinstance(result.vacant_after, Unknown)
    assert isinstance(result.not_named_after, Unknown)
    finding = result.findings[0]
    assert (finding.code, finding.rule, finding.number) == (Code.SUM_FAILS, Rule.SUM, 2)
    assert [name.path for name in finding.fields] == [
        "seats.total",
        "after.conservative",
        "after.labour",
    ]
    assert not result.may_be_published


def test_the_same_between_two_sources_is_published_with_a_warning() -> None:
    result = reconcile(
        council_of(55),
        [*claims(BBC, SeatsHeld(AFTER, LAB, 27)), *claims(ITV, SeatsHeld(AFTER, CON, 30))],
    )
    assert result.findings[0].code is Code.SOURCES_SUM_FAILS
    assert result.may_be_published


BREAKS: list[tuple[Rule, Code, tuple[Saying, ...]]] = [
    (Rule.SUM, Code.SUM_FAILS, (SeatsHeld(AFTER, LAB, 40), SeatsHeld(AFTER, CON, 20))),
    (
        Rule.MOVE,
        Code.CHANGE_FAILS,
        (SeatsHeld(AFTER, LAB, 20), SeatsHeld(EVE, LAB, 10), SeatsChanged(EVE, LAB, 11)),
    ),
    (Rule.NOTIONAL_SIZE, Code.SIZE_FAILS, (CouncilSize(NOTIONAL, 50),)),
    (Rule.MOVE, Code.CHANGE_FAILS, (SizeChanged(EVE, 4), CouncilSize(EVE, 54))),
    (
        Rule.WHOLE_LIST,
        Code.SUM_FAILS,
        (
            SeatsHeld(AFTER, LAB, 30),
            SeatsHeld(AFTER, CON, 20),
            SeatsVacant(AFTER, 0),
            ListIsWhole(AFTER),
        ),
    ),
    (Rule.ALL_UP, Code.SIZE_FAILS, (AllSeatsUp(), SeatsUp(20))),
    (Rule.MAJORITY, Code.CONTROL_FAILS, (SeatsHeld(AFTER, LAB, 33), HasMajorityOf(AFTER, LAB, 9))),
    (Rule.CONTROL, Code.CONTROL_FAILS, (SeatsHeld(AFTER, LAB, 20), HasControl(AFTER, LAB))),
    (Rule.NO_CONTROL, Code.CONTROL_FAILS, (SeatsHeld(AFTER, LAB, 30), NobodyHasControl(AFTER))),
    (
        Rule.LACKS_MAJORITY,
        Code.CONTROL_FAILS,
        (SeatsHeld(AFTER, LAB, 30), LacksMajority(AFTER, LAB)),
    ),
    (Rule.NEEDED, Code.WORDS_FAIL, (SeatsHeld(EVE, LAB, 19), NeededToGain(EVE, LAB, 6))),
    (Rule.SHORT_BY, Code.WORDS_FAIL, (SeatsHeld(AFTER, LAB, 16), FellShortBy(LAB, 2))),
    (
        Rule.LARGEST,
        Code.WORDS_FAIL,
        (SeatsHeld(AFTER, LAB, 16), SeatsHeld(AFTER, CON, 20), IsLargest(AFTER, LAB)),
    ),
    (
        Rule.LEAD,
        Code.WORDS_FAIL,
        (SeatsHeld(AFTER, LAB, 16), SeatsHeld(AFTER, CON, 20), LeadsBy(AFTER, CON, LAB, 1)),
    ),
    (Rule.NO_LOSSES, Code.WORDS_FAIL, (SeatsChanged(EVE, LAB, -1), NobodyLostSeats(EVE))),
    (Rule.WON, Code.SEATS_WON_FAIL, (SeatsWon(LAB, 9), SeatsHeld(AFTER, LAB, 8))),
    (Rule.WON, Code.SEATS_WON_FAIL, (SeatsWon(LAB, 9), SeatsUp(8))),
]


@pytest.mark.parametrize(("rule", "code", "sayings"), BREAKS)
def test_each_rule_that_fails_within_one_source_stops_publication(
    rule: Rule, code: Code, sayings: tuple[Saying, ...]
) -> None:
    result = reconcile(council_of(55), claims(BBC, *sayings))
    failed = [finding for finding in result.findings if finding.rule is rule]
    assert [finding.code for finding in failed] == [code]
    assert failed[0].fields
    assert not result.may_be_published


def test_every_rule_but_the_sum_of_changes_is_shown_to_fail() -> None:
    # Changes that do not add up to the change in size fail the moves or the sums they rest on
    # first, unless nothing else is known.
    assert {rule for rule, _, _ in BREAKS} == set(Rule) - {Rule.SUM_OF_CHANGES}


def test_changes_that_cannot_add_up_fail_between_them() -> None:
    result = reconcile(
        council_of(10),
        [
            *claims(BBC, SeatsChanged(EVE, LAB, 8), SeatsChanged(EVE, CON, 8)),
        ],
    )
    assert not result.may_be_published
    assert values(result.baselines[EVE].change) == {LAB: 8, CON: 8}


def test_control_that_the_seats_deny_is_disputed_and_the_statement_is_shown() -> None:
    result = reconcile(
        council_of(55),
        [
            *claims(BBC, HasControl(AFTER, CON)),
            *claims(ITV, SeatsHeld(AFTER, LAB, 30)),
        ],
    )
    figure = result.control_after
    assert isinstance(figure, Disputed)
    assert figure.value == Majority(CON)
    assert figure.because is ShownBecause.STATED
    assert [alternative.value for alternative in figure.alternatives] == [
        Majority(CON),
        Majority(LAB),
    ]


def test_a_relation_that_cannot_hold_is_set_aside_and_the_rest_still_counts() -> None:
    said = [
        *claims(BBC, SeatsHeld(AFTER, LAB, 16), SeatsHeld(AFTER, CON, 17)),
        *claims(ITV, IsLargest(AFTER, LAB)),
    ]
    result = reconcile(council_of(33), said)
    assert result.outcomes[said[-1].key] is ClaimOutcome.SET_ASIDE
    assert values(result.majority_after)[CON] == 1


def test_a_contradiction_among_figures_that_follow_names_every_statement_in_it() -> None:
    # 20 and 11 up is 31; but 59 less 22 and 4 and nobody else is 33.
    said: list[Claim] = [
        *claims(ITV, SeatsHeld(EVE, LAB, 20), SeatsChanged(EVE, LAB, 11)),
        *claims(BBC, SeatsHeld(AFTER, CON, 22), SeatsHeld(AFTER, GRN, 4), ListIsWhole(AFTER)),
    ]
    result = reconcile(council_of(59), [*said, claim(BBC, SeatsHeld(AFTER, LAB, 33))])
    assert isinstance(result.after[LAB], Reported)
    (finding,) = result.findings
    assert finding.code is Code.SOURCES_CHANGE_FAILS
    assert {name.path for name in finding.fields} == {
        "after.labour",
        "baselines.eve_of_poll.before.labour",
        "baselines.eve_of_poll.change.labour",
    }


def test_losing_and_holding_control_at_once_ends_in_findings() -> None:
    result = reconcile(
        council_of(55), [*claims(BBC, LostControl(EVE, CON)), *claims(ITV, HeldControl(EVE, CON))]
    )
    assert [finding.code for finding in result.findings] == [Code.SOURCES_CONTROL_FAILS]
