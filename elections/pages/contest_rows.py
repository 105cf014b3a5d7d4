"""One contest's line in a table, wherever a table of contests stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from councils.domain.control import Majority, NoOverallControl, NotApplicable
from elections.browsing.contests import ContestSummary
from elections.domain.baselines import Baseline
from elections.domain.changes_of_control import ChangeKind, ChangeOfControl
from elections.domain.figures import (
    ControlFigure,
    Derived,
    Disputed,
    Reported,
    Unknown,
    known_value,
)
from elections.domain.overview.counted import Counted
from elections.domain.results import BaselineResult, Reconciliation, State
from elections.domain.words.headlines import headline
from elections.domain.words.naming import joined
from elections.domain.words.wording import change_words, control_words
from elections.keeping import same_for_same
from elections.pages.before_and_after import (
    after_bar,
    from_nobody_named,
    seats_order,
    who_had_it_not,
)
from elections.pages.charts import Bar
from elections.pages.facts import ContestFacts, Parties, Result
from elections.pages.words import BASELINE_LABELS, STATE_WORDS, capitalised, signed


@dataclass(frozen=True, slots=True)
class ContestRow:
    """One council in the table. Control before and change are counted from one baseline.

    `counted_from` is empty where nothing is known of the council at that moment. `query` opens the
    contest's page on the baseline that was asked for. `mark` says of a result that was wrong that
    it is corrected or taken back.
    """

    contest: ContestFacts
    headline: str
    state: State
    state_text: str
    before: str
    after: str
    change: str
    kind: ChangeKind
    counted_from: str
    majority: str
    bar: Bar | None
    seats_text: str
    query: str = ""
    mark: str = ""


def contest_row(summary: ContestSummary, parties: Parties) -> ContestRow:
    """Return a contest's line in a table, counted from its summary's baseline."""
    return _row(summary.contest, summary.result, summary.baseline, parties)


# A page has a row for each contest; the whole country's are a thousand.
@same_for_same(most=2_000)
def _row(
    contest: ContestFacts, result: Result | None, baseline: Baseline | None, parties: Parties
) -> ContestRow:
    summary = ContestSummary(contest, result, (), baseline)
    counted = summary.counted
    if result is None or counted is None:
        return ContestRow(
            contest,
            f"{contest.council.name}: result awaited",
            State.AWAITED,
            STATE_WORDS[State.AWAITED],
            before="Not known",
            after="Awaited",
            change="Not known",
            kind=ChangeKind.UNDETERMINED,
            counted_from="",
            majority="Not known",
            bar=None,
            seats_text="Awaited",
            mark=mark_words(result),
        )
    reconciliation, before, change = result.reconciliation, counted.before, counted.change
    order = seats_order(reconciliation, before, parties)
    bar = after_bar(reconciliation, order, parties)
    return ContestRow(
        contest,
        headline_of_summary(summary, parties),
        reconciliation.state,
        STATE_WORDS[reconciliation.state],
        before=_before_text(counted, parties),
        after=_control_text(reconciliation.control_after, parties),
        change=_short_change(change, parties),
        kind=change.kind,
        counted_from="" if before is None else BASELINE_LABELS[counted.baseline],
        majority=_majority_text(reconciliation, change),
        bar=bar if bar.shows_anything else None,
        seats_text=bar.text if bar.shows_anything else _changes_text(before, order, parties),
        query="" if baseline is None or before is None else f"?baseline={baseline}",
        mark=mark_words(result),
    )


def mark_words(result: Result | None) -> str:
    """Return what a list says of a result that was wrong; nothing of one that never was."""
    return "" if result is None or result.mark is None else result.mark.value


def headline_of_summary(summary: ContestSummary, parties: Parties) -> str:
    """Return the sentence a person would say first about a contest, counted as the list is.

    Where the list's baseline does not say who ran the council before this poll, the sentence is
    that of the contest's own baseline, as on its page.
    """
    name = summary.contest.council.name
    if summary.result is None:
        return f"{name}: result awaited"
    own = summary if summary.says_who_ran_it else replace(summary, baseline=None)
    return headline(name, summary.result.reconciliation, own.change, parties.names)


def _before_text(counted: Counted, parties: Parties) -> str:
    if counted.before is None:
        return capitalised(control_words(counted.change.before, parties.names))
    return who_had_it_not(counted.change, parties) or _control_text(
        counted.before.control_before, parties
    )


def _short_change(change: ChangeOfControl, parties: Parties) -> str:
    """Return what happened to control in two words, for a column beside before and after."""
    match change:
        case ChangeOfControl(kind=ChangeKind.GAIN, after=Majority(party)):
            return f"{parties.name(party)} gain{from_nobody_named(change)}"
        case ChangeOfControl(kind=ChangeKind.HOLD, after=Majority(party)):
            return f"{parties.name(party)} hold"
        case ChangeOfControl(kind=ChangeKind.LOSS_TO_NOC, before=Majority(party)):
            return f"{parties.name(party)} loss"
        case ChangeOfControl(kind=ChangeKind.LOSS_TO_NOC):
            return "Loss"
        case ChangeOfControl(kind=ChangeKind.STAYS_NOC):
            return "No change"
        case _:
            return capitalised(change_words(change, parties.names))


def _changes_text(baseline: BaselineResult | None, order: Sequence[str], parties: Parties) -> str:
    """Return the changes that are known where no seats after are, the largest gain first."""
    known = [
        (value, parties.name(slug))
        for slug in order
        if baseline
        and slug in baseline.change
        and (value := known_value(baseline.change[slug])) is not None
    ]
    if not known:
        return "Not known"
    known.sort(key=lambda each: -each[0])
    return f"Not known; {joined([f'{name} {signed(value)}' for value, name in known])}"


def _control_text(figure: ControlFigure, parties: Parties) -> str:
    match figure:
        case Reported(value=control) | Derived(value=control) | Disputed(value=control):
            disputed = " (disputed)" if isinstance(figure, Disputed) else ""
            return capitalised(control_words(control, parties.names)) + disputed
        case _:
            return "Not known"


def _majority_text(reconciliation: Reconciliation, change: ChangeOfControl) -> str:
    """Return the majority of whoever has control, in words where there is none or nobody knows."""
    match change.after:
        case Majority(party=party):
            value = known_value(reconciliation.majority_after.get(party, Unknown()))
            return "Not known" if value is None else str(value)
        case NoOverallControl() | NotApplicable():
            return "None"
        case _:
            return "Not known"
