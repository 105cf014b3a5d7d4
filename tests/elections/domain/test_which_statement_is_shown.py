"""Statements of one figure rank; the first is shown, with the reason."""

from __future__ import annotations

from datetime import date

import pytest

from councils.domain.control import Majority, NoOverallControl
from elections.domain.baselines import AFTER, Baseline
from elections.domain.claims import (
    Claim,
    CouncilSize,
    HasControl,
    LostControl,
    NobodyHasControl,
    SeatsChanged,
    SeatsHeld,
)
from elections.domain.figures import Derived, Disputed, Reported, ShownBecause, known_value
from elections.domain.findings import Code
from elections.domain.reconciliation.reconcile import reconcile
from elections.domain.results import ClaimOutcome
from elections.domain.sources import Precision, Source, SourceKind
from elections.domain.words.wording import explain, explain_control
from tests.elections.domain.reports import (
    NAMES,
    article,
    claim,
    council_of,
    precision_of,
    source_of_kind,
)

LAB = "labour"
EDITOR = source_of_kind("an-editor", SourceKind.EDITOR)
DECLARATION = source_of_kind("returning-officer", SourceKind.DECLARATION)
TABLE = source_of_kind("commons-library", SourceKind.DATASET)
EARLY = article("early", day=date(2023, 5, 5))
LATE = article("late", day=date(2023, 5, 6))
ALSO_LATE = article("zz-late", day=date(2023, 5, 6))


def after(source: Source, seats: int, precision: Precision = Precision.EXACT) -> Claim:
    """Return a claim that Labour hold `seats` after."""
    return claim(source, SeatsHeld(AFTER, LAB, seats), precision=precision)


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        (EDITOR, DECLARATION, ShownBecause.EDITORS_CHOICE),
        (DECLARATION, LATE, ShownBecause.DECLARATION),
        (EARLY, TABLE, ShownBecause.ABOUT_THIS_CONTEST),
        (LATE, EARLY, ShownBecause.LATER),
        (LATE, ALSO_LATE, ShownBecause.SLUG),
    ],
)
def test_the_better_source_is_shown_and_says_why(
    first: Source, second: Source, reason: ShownBecause
) -> None:
    result = reconcile(council_of(59), [after(second, 32), after(first, 33)])
    figure = result.after[LAB]
    assert isinstance(figure, Disputed)
    assert figure.value == 33
    assert figure.because is reason
    assert [alternative.value for alternative in figure.alternatives] == [33, 32]
    assert result.outcomes[second.slug, after(second, 32).citation.reference] is (
        ClaimOutcome.DISPUTED
    )
    assert [finding.code for finding in result.findings] == [Code.SOURCES_DIFFER]


def test_an_approximate_figure_never_disputes_an_exact_one() -> None:
    # Medway 2023: 33 on the night, 31 in the snapshot of the autumn.
    result = reconcile(council_of(59), [after(EARLY, 33), after(TABLE, 31, Precision.APPROXIMATE)])
    assert isinstance(result.after[LAB], Reported)
    assert known_value(result.after[LAB]) == 33
    assert result.findings == ()
    assert ClaimOutcome.OUTRANKED in result.outcomes.values()


def test_an_exact_figure_that_follows_outranks_an_approximate_one() -> None:
    # South Tyneside 2024: 28 and 10 down is 38, whatever a snapshot of 2023 says.
    eve = Baseline.EVE_OF_POLL
    result = reconcile(
        council_of(54),
        [
            after(LATE, 28),
            claim(LATE, SeatsChanged(eve, LAB, -10)),
            claim(TABLE, SeatsHeld(eve, LAB, 37), precision=Precision.APPROXIMATE),
        ],
    )
    before = result.baselines[eve].before[LAB]
    assert isinstance(before, Derived)
    assert (before.value, before.precision) == (38, Precision.EXACT)


def test_what_follows_from_an_approximate_figure_is_approximate() -> None:
    eve = Baseline.EVE_OF_POLL
    result = reconcile(
        council_of(54),
        [
            after(LATE, 28),
            claim(TABLE, SeatsHeld(eve, LAB, 37), precision=Precision.APPROXIMATE),
        ],
    )
    change = result.baselines[eve].change[LAB]
    assert isinstance(change, Derived)
    assert (change.value, change.precision) == (-9, Precision.APPROXIMATE)
    assert precision_of(result.baselines[eve].before[LAB]) is Precision.APPROXIMATE


def test_a_newer_article_of_one_outlet_supersedes_its_own_older_figure() -> None:
    older = article("bbc-1", outlet="bbc", edition=1)
    newer = article("bbc-2", outlet="bbc", edition=2)
    result = reconcile(council_of(59), [after(older, 32), after(newer, 33)])
    assert isinstance(result.after[LAB], Reported)
    assert known_value(result.after[LAB]) == 33
    assert result.outcomes["bbc-1", after(older, 32).citation.reference] is ClaimOutcome.SUPERSEDED
    assert result.findings == ()


def test_another_outlets_newer_article_does_not_supersede() -> None:
    result = reconcile(council_of(59), [after(EARLY, 32), after(LATE, 33)])
    assert isinstance(result.after[LAB], Disputed)


def test_a_table_does_not_supersede_its_own_older_edition_silently() -> None:
    older = source_of_kind("table-1", SourceKind.DATASET, day=date(2023, 6, 1))
    result = reconcile(council_of(59), [after(older, 32), after(TABLE, 33)])
    assert isinstance(result.after[LAB], Disputed)


def test_one_source_that_gives_two_values_cannot_be_published() -> None:
    result = reconcile(council_of(59), [after(EARLY, 32), after(EARLY, 33)])
    assert [finding.code for finding in result.findings] == [Code.TWO_VALUES]
    assert not result.may_be_published


def test_sources_may_differ_about_control() -> None:
    result = reconcile(
        council_of(59),
        [claim(EARLY, HasControl(AFTER, LAB)), claim(LATE, NobodyHasControl(AFTER))],
    )
    figure = result.control_after
    assert isinstance(figure, Disputed)
    assert figure.value == NoOverallControl()
    assert [alternative.value for alternative in figure.alternatives] == [
        NoOverallControl(),
        Majority(LAB),
    ]
    assert result.may_be_published


def test_maidstones_lost_control_is_disputed_once_a_table_gives_the_seats_before() -> None:
    # The BBC: the Conservatives lost control. The table: they had 27 of 55, which is none.
    eve = Baseline.EVE_OF_POLL
    lost = claim(LATE, LostControl(eve, "conservative"))
    seats_before = [
        claim(TABLE, SeatsHeld(eve, party, held), precision=Precision.APPROXIMATE)
        for party, held in {"conservative": 27, LAB: 5, "liberal-democrats": 12}.items()
    ]
    result = reconcile(council_of(55), [lost, *seats_before])
    before = result.baselines[eve]
    assert known_value(before.before["conservative"]) == 27
    figure = before.control_before
    assert isinstance(figure, Disputed)
    assert figure.because is ShownBecause.STATED
    assert [alternative.value for alternative in figure.alternatives] == [
        Majority("conservative"),
        NoOverallControl(),
    ]
    assert Code.SOURCES_CONTROL_FAILS in {finding.code for finding in result.findings}
    assert result.may_be_published


def test_a_newer_approximate_article_does_not_supersede_an_exact_figure() -> None:
    older = article("bbc-1", outlet="bbc", edition=1)
    newer = article("bbc-2", outlet="bbc", edition=2)
    result = reconcile(council_of(55), [after(older, 33), after(newer, 30, Precision.APPROXIMATE)])
    assert known_value(result.after[LAB]) == 33
    assert precision_of(result.after[LAB]) is Precision.EXACT


def test_an_editors_approximate_choice_still_ranks_first() -> None:
    result = reconcile(council_of(59), [after(EDITOR, 30, Precision.APPROXIMATE), after(EARLY, 33)])
    figure = result.after[LAB]
    assert isinstance(figure, Disputed)
    assert (figure.value, figure.because) == (30, ShownBecause.EDITORS_CHOICE)


def test_the_edition_of_one_report_says_nothing_of_another_outlet() -> None:
    second = article("bbc-2", outlet="bbc", day=date(2023, 5, 5), edition=2)
    result = reconcile(council_of(59), [after(second, 32), after(EARLY, 33)])
    figure = result.after[LAB]
    assert isinstance(figure, Disputed)
    assert figure.because is ShownBecause.SLUG


def test_the_councils_size_in_force_is_shown_whatever_an_article_says() -> None:
    result = reconcile(council_of(55), [claim(LATE, CouncilSize(AFTER, 59))])
    figure = result.seats_total
    assert isinstance(figure, Disputed)
    assert (figure.value, figure.because) == (55, ShownBecause.STANDING)


def test_an_exact_figure_that_outranks_an_approximate_one_shows_its_own_working() -> None:
    eve = Baseline.EVE_OF_POLL
    result = reconcile(
        council_of(54),
        [
            after(LATE, 28),
            claim(LATE, SeatsChanged(eve, LAB, -10)),
            claim(TABLE, SeatsHeld(eve, LAB, 37), precision=Precision.APPROXIMATE),
        ],
    )
    before = result.baselines[eve]
    assert explain(before.before[LAB], NAMES) == (
        "28 - (-10) = 38: seats now (late, paragraph 1) less the change (paragraph 1).",
    )
    assert "table" not in " ".join(explain_control(before.control_before, NAMES))
    assert "commons-library" not in " ".join(explain(before.majority_before[LAB], NAMES))
