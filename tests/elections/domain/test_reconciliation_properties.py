"""What holds of reconciliation whatever is claimed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from councils.domain.control import Control, Majority, NoOverallControl
from elections.domain.baselines import AFTER, Baseline, Moment
from elections.domain.changes_of_control import ChangeKind
from elections.domain.claims import Claim, SeatsChanged, SeatsHeld
from elections.domain.contests import ContestFacts
from elections.domain.figures import (
    Bounded,
    ControlFigure,
    Derived,
    Disputed,
    Reported,
    SeatsFigure,
    Unknown,
    known_value,
)
from elections.domain.reconciliation.reconcile import reconcile
from elections.domain.results import Reconciliation
from elections.domain.sources import SourceKind
from elections.domain.words.wording import explain, explain_control
from tests.elections.domain.reports import NAMES, claim, council_of, source_of_kind
from tests.elections.domain.truths import BEFORE, Truth, any_claims, true_claims, truths

NOTHING_KNOWN = ContestFacts()


def figures_of(result: Reconciliation) -> dict[str, SeatsFigure]:
    """Return every figure of seats by a name, the council before and after alike."""
    figures: dict[str, SeatsFigure] = {
        "total": result.seats_total,
        "up": result.seats_up,
        "vacant": result.vacant_after,
        "not named": result.not_named_after,
    }
    figures |= {f"after {party}": figure for party, figure in result.after.items()}
    figures |= {f"majority {party}": each for party, each in result.majority_after.items()}
    for baseline, before in result.baselines.items():
        figures[f"total {baseline}"] = before.seats_total
        figures[f"vacant {baseline}"] = before.vacant_before
        figures[f"vacant change {baseline}"] = before.vacant_change
        figures |= {f"before {baseline} {party}": f for party, f in before.before.items()}
        figures |= {f"change {baseline} {party}": f for party, f in before.change.items()}
    return figures


def known(result: Reconciliation) -> dict[str, int]:
    """Return every figure that has one value."""
    return {
        name: value
        for name, figure in figures_of(result).items()
        if (value := known_value(figure)) is not None
    }


def control_value(figure: ControlFigure) -> Control | None:
    match figure:
        case Unknown():
            return None
        case Reported(value=value) | Derived(value=value) | Disputed(value=value):
            return value


@given(any_claims(), st.randoms(use_true_random=False))
def test_the_order_of_the_claims_makes_no_difference(claims: list[Claim], random: Random) -> None:
    shuffled = list(claims)
    random.shuffle(shuffled)
    facts = council_of(30)
    assert reconcile(facts, claims) == reconcile(facts, shuffled)


@given(any_claims())
def test_contradictory_claims_never_raise_and_what_is_stated_is_never_thrown_out(
    claims: list[Claim],
) -> None:
    result = reconcile(council_of(30), claims)
    for each in claims:
        match each.saying:
            case SeatsHeld(moment=moment, party=party):
                figures = result.after if moment is AFTER else result.baselines[moment].before
            case SeatsChanged(baseline=baseline, party=party):
                figures = result.baselines[baseline].change
            case _:
                continue
        assert isinstance(figures[party], Reported | Disputed)
    assert set(result.outcomes) == {each.key for each in claims}


@given(any_claims())
def test_every_figure_can_be_explained_in_words(claims: list[Claim]) -> None:
    result = reconcile(council_of(30), claims)
    for name, figure in figures_of(result).items():
        for line in explain(figure, NAMES):
            assert line.endswith("."), (name, line)
        assert explain(figure, NAMES), name
        if isinstance(figure, Derived | Bounded) and figure != result.not_named_after:
            assert figure.workings, name
    controls = [result.control_after, *(b.control_before for b in result.baselines.values())]
    for control in controls:
        assert explain_control(control, NAMES)


SUM_SHOWN = re.compile(r"^(?:At (least|most) (-?\d+): )?([-+x/() \d]+) = (-?\d+):")


@given(any_claims())
def test_every_sum_that_is_shown_is_right_and_gives_the_figure(claims: list[Claim]) -> None:
    result = reconcile(council_of(30), claims)
    for name, figure in figures_of(result).items():
        for line in explain(figure, NAMES):
            shown = SUM_SHOWN.match(line)
            if shown is None:
                continue
            end, bound, terms, given_as = shown.groups()
            # Whole numbers, signs and brackets alone, as the pattern sees to.
            assert eval(terms.replace("x", "*").replace("/", "//")) == int(given_as), line  # noqa: S307
            if isinstance(figure, Derived) and end is None:
                assert int(given_as) == figure.value, (name, line)
            if end is not None:
                assert int(given_as) == int(bound), (name, line)


@given(st.data())
def test_true_claims_never_lead_away_from_the_truth(data: st.DataObject) -> None:
    truth = data.draw(truths())
    result = reconcile(NOTHING_KNOWN, data.draw(true_claims(truth)))
    assert not [f for f in result.findings if f.code.value[1] == "1"]
    for party, figure in result.after.items():
        assert_allows(figure, truth.seats[AFTER][party])
    assert_allows(result.vacant_after, truth.vacant[AFTER])
    assert_control(result.control_after, truth, AFTER)
    for baseline, before in result.baselines.items():
        for party, figure in before.before.items():
            assert_allows(figure, truth.seats[baseline][party])
        for party, figure in before.change.items():
            assert_allows(figure, truth.seats[AFTER][party] - truth.seats[baseline][party])
        assert_control(before.control_before, truth, baseline)
        assert_change(before.change_of_control.kind, truth, baseline)


def assert_allows(figure: SeatsFigure, value: int) -> None:
    match figure:
        case Unknown():
            return
        case Bounded(span=span):
            assert span.holds(value)
        case Reported() | Derived() | Disputed():
            assert figure.value == value


def assert_control(figure: ControlFigure, truth: Truth, moment: Moment) -> None:
    said = control_value(figure)
    winners = [party for party in truth.seats[moment] if truth.controls(moment, party)]
    if said is not None:
        assert said == (Majority(winners[0]) if winners else NoOverallControl())


def assert_change(kind: ChangeKind, truth: Truth, baseline: Baseline) -> None:
    had = [party for party in truth.seats[baseline] if truth.controls(baseline, party)]
    have = [party for party in truth.seats[AFTER] if truth.controls(AFTER, party)]
    if not have:
        true_kind = ChangeKind.LOSS_TO_NOC if had else ChangeKind.STAYS_NOC
    else:
        true_kind = ChangeKind.HOLD if have == had else ChangeKind.GAIN
    assert kind in (true_kind, ChangeKind.UNDETERMINED)


@given(st.data())
def test_one_more_true_claim_never_makes_a_known_figure_unknown(data: st.DataObject) -> None:
    truth = data.draw(truths())
    some = data.draw(true_claims(truth))
    more = data.draw(true_claims(truth))
    size_after = council_of(truth.size(AFTER)).size_after if data.draw(st.booleans()) else None
    facts = ContestFacts(size_after=size_after)
    fewer, all_known = known(reconcile(facts, some)), known(reconcile(facts, [*some, *more]))
    assert fewer.items() <= all_known.items()


@given(st.data())
def test_repeating_a_known_figure_of_contradictory_claims_makes_nothing_unknown(
    data: st.DataObject,
) -> None:
    claims = data.draw(any_claims())
    facts = council_of(30)
    result = reconcile(facts, claims)
    repeatable = list(restated(result))
    if not repeatable:
        return
    table = source_of_kind("zz-table", SourceKind.DATASET)
    again = claim(table, data.draw(st.sampled_from(repeatable)))
    after = reconcile(facts, [*claims, again])
    assert known(result).items() <= known(after).items()


def restated(result: Reconciliation) -> Iterable[SeatsHeld | SeatsChanged]:
    """Return what a source would say that repeats a figure as it came out."""
    for party, figure in result.after.items():
        if (value := known_value(figure)) is not None:
            yield SeatsHeld(AFTER, party, value)
    for baseline, before in result.baselines.items():
        for party, figure in before.before.items():
            if (value := known_value(figure)) is not None:
                yield SeatsHeld(baseline, party, value)
        for party, figure in before.change.items():
            if (value := known_value(figure)) is not None:
                yield SeatsChanged(baseline, party, value)


@given(st.data())
def test_parties_and_vacant_seats_make_the_total_wherever_all_are_known(
    data: st.DataObject,
) -> None:
    truth = data.draw(truths())
    result = reconcile(NOTHING_KNOWN, data.draw(true_claims(truth)))
    moments = [(result.after, result.vacant_after, result.not_named_after, result.seats_total)]
    moments += [
        (b.before, b.vacant_before, b.not_named_before, b.seats_total)
        for b in result.baselines.values()
    ]
    for parties, vacant, not_named, total in moments:
        parts = [known_value(figure) for figure in (*parties.values(), vacant, not_named)]
        whole = known_value(total)
        if whole is not None and all(part is not None for part in parts):
            assert sum(part for part in parts if part is not None) == whole


@given(st.data())
def test_baselines_are_never_mixed(data: st.DataObject) -> None:
    """Claims about one baseline say nothing of another council before, only of the one after."""
    truth = data.draw(truths())
    after = {
        p: claim(source_of_kind("ro", SourceKind.DECLARATION), SeatsHeld(AFTER, p, n))
        for p, n in truth.seats[AFTER].items()
    }
    changes = [
        claim(source_of_kind("ro", SourceKind.DECLARATION), SeatsChanged(BEFORE[0], p, 1))
        for p in truth.seats[AFTER]
    ]
    other = [
        claim(source_of_kind("ro", SourceKind.DECLARATION), SeatsHeld(BEFORE[1], p, 3))
        for p in truth.seats[AFTER]
    ]
    alone = reconcile(NOTHING_KNOWN, [*after.values(), *changes]).baselines[BEFORE[0]]
    beside = reconcile(NOTHING_KNOWN, [*after.values(), *changes, *other]).baselines[BEFORE[0]]
    assert alone == beside
