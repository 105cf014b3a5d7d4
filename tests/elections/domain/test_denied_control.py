"""Control lost, gained or lacking is a source's word too: arithmetic never turns it round."""

from __future__ import annotations

import pytest

from councils.domain.control import Majority, NoCouncilBefore, NotApplicable, NotApplicableReason
from elections.domain.baselines import AFTER, Baseline
from elections.domain.changes_of_control import ChangeKind
from elections.domain.claims import (
    AllSeatsUp,
    GainedControl,
    HasControl,
    HeldControl,
    LostControl,
    NewCouncil,
    NobodyHasControl,
    SeatsChanged,
    SeatsHeld,
)
from elections.domain.contests import ContestFacts
from elections.domain.figures import Derived, Disputed, ShownBecause, Unknown
from elections.domain.findings import Code
from elections.domain.reconciliation.reconcile import reconcile
from elections.domain.results import ClaimOutcome
from elections.domain.sources import Precision, SourceKind
from tests.elections.domain.reports import (
    BBC,
    ITV,
    article,
    claim,
    claims,
    council_of,
    source_of_kind,
)

LAB, CON = "labour", "conservative"
EVE, LAST = Baseline.EVE_OF_POLL, Baseline.LAST_FOUGHT
TABLE = source_of_kind("table", SourceKind.DATASET)


@pytest.mark.parametrize("precision", list(Precision))
def test_a_party_said_to_have_lost_control_is_never_said_to_hold_it(precision: Precision) -> None:
    result = reconcile(
        council_of(55),
        [
            *claims(BBC, LostControl(EVE, CON)),
            claim(TABLE, SeatsHeld(AFTER, CON, 30), precision=precision),
        ],
    )
    assert isinstance(result.control_after, Unknown)
    assert result.baselines[EVE].change_of_control.kind is ChangeKind.UNDETERMINED
    assert Code.SOURCES_CONTROL_FAILS in {finding.code for finding in result.findings}


def test_a_party_said_to_have_gained_control_is_never_said_to_hold_it() -> None:
    result = reconcile(
        council_of(55),
        [*claims(BBC, GainedControl(EVE, LAB)), claim(TABLE, SeatsHeld(EVE, LAB, 30))],
    )
    assert isinstance(result.baselines[EVE].control_before, Unknown)
    assert result.baselines[EVE].change_of_control.kind is ChangeKind.GAIN


def test_two_parties_over_half_give_control_to_neither() -> None:
    result = reconcile(
        council_of(55),
        [*claims(BBC, SeatsHeld(AFTER, LAB, 29)), *claims(ITV, SeatsHeld(AFTER, CON, 28))],
    )
    assert isinstance(result.control_after, Unknown)
    assert result.findings[0].code is Code.SOURCES_SUM_FAILS


def test_a_newer_article_that_says_held_supersedes_its_own_gained() -> None:
    older = article("bbc-1", outlet="bbc", edition=1)
    newer = article("bbc-2", outlet="bbc", edition=2)
    gained = claim(older, GainedControl(EVE, LAB))
    result = reconcile(council_of(55), [gained, claim(newer, HeldControl(EVE, LAB))])
    assert result.baselines[EVE].change_of_control.kind is ChangeKind.HOLD
    assert result.outcomes[gained.key] is ClaimOutcome.SUPERSEDED
    assert result.findings == ()


def test_a_withdrawn_gain_bounds_nothing_any_more() -> None:
    older = article("bbc-1", outlet="bbc", edition=1)
    newer = article("bbc-2", outlet="bbc", edition=2)
    result = reconcile(
        council_of(55),
        [claim(older, GainedControl(EVE, LAB)), claim(newer, GainedControl(EVE, CON))],
    )
    assert isinstance(result.baselines[EVE].before[LAB], Unknown)
    assert result.baselines[EVE].change_of_control.after == Majority(CON)


def test_a_new_council_had_no_control_before_whatever_is_said() -> None:
    result = reconcile(
        council_of(46, is_new=True), claims(BBC, GainedControl(EVE, LAB), LostControl(EVE, CON))
    )
    before = result.baselines[EVE]
    assert isinstance(before.control_before, Disputed)
    assert before.control_before.value == NoCouncilBefore()
    assert before.control_before.because is ShownBecause.STANDING
    assert before.change_of_control.kind is ChangeKind.NEW
    assert before.before == {}
    assert Code.SOURCES_CONTROL_FAILS in {finding.code for finding in result.findings}


def test_a_council_only_called_new_is_disputed_by_who_controlled_it() -> None:
    result = reconcile(
        council_of(46), [*claims(BBC, NewCouncil()), *claims(ITV, HasControl(EVE, CON))]
    )
    figure = result.baselines[EVE].control_before
    assert isinstance(figure, Disputed)
    assert figure.value == Majority(CON)
    assert NoCouncilBefore() in {alternative.value for alternative in figure.alternatives}


def test_a_council_without_party_control_shows_none_and_finds_no_fault() -> None:
    belfast = ContestFacts(
        size_after=council_of(60).size_after,
        no_party_control=NotApplicable(NotApplicableReason.POSTS_SHARED_IN_PROPORTION),
    )
    result = reconcile(
        belfast, claims(BBC, NobodyHasControl(AFTER), SeatsHeld(AFTER, "sinn-fein", 40))
    )
    assert isinstance(result.control_after, Derived)
    assert isinstance(result.control_after.value, NotApplicable)
    assert result.baselines[EVE].change_of_control.kind is ChangeKind.NOT_APPLICABLE
    assert result.findings == ()


def test_every_seat_up_opens_on_the_council_when_last_fought_even_where_its_size_is_not_known() -> (
    None
):
    said = claims(BBC, AllSeatsUp(), HasControl(LAST, CON), SeatsChanged(EVE, LAB, 3))
    assert reconcile(ContestFacts(), said).default_baseline is LAST


def test_by_thirds_the_council_when_last_fought_is_never_opened_on_for_its_control() -> None:
    said = claims(BBC, HasControl(LAST, CON), SeatsChanged(EVE, LAB, 3))
    assert reconcile(council_of(55), said).default_baseline is EVE


def test_with_no_control_before_known_the_baseline_with_most_figures_opens() -> None:
    said = claims(
        BBC, SeatsChanged(EVE, LAB, 3), SeatsChanged(LAST, LAB, 5), SeatsChanged(LAST, CON, 1)
    )
    assert reconcile(council_of(55), said).default_baseline is LAST


def test_control_that_follows_from_approximate_seats_is_approximate() -> None:
    result = reconcile(
        council_of(54), [claim(TABLE, SeatsHeld(AFTER, LAB, 37), precision=Precision.APPROXIMATE)]
    )
    assert isinstance(result.control_after, Derived)
    assert result.control_after.precision is Precision.APPROXIMATE
