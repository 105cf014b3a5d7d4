"""Seats and control before and after: the views that the table, the chart and the cards share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from councils.domain.control import Majority
from elections.domain.changes_of_control import ChangeKind, ChangeOfControl
from elections.domain.figures import SeatsFigure, Unknown, known_value
from elections.domain.results import BaselineResult, Reconciliation
from elections.domain.words.naming import joined
from elections.domain.words.wording import change_words, why_change
from elections.pages.charts import (
    LABELS,
    NOT_KNOWN,
    VACANT,
    Bar,
    SeatsChart,
    seats_bar,
    side_by_side,
)
from elections.pages.facts import Parties
from elections.pages.figures import FigureView, Shelf
from elections.pages.words import (
    BASELINE_IN_A_SENTENCE,
    SINCE_BASELINE,
    capitalised,
    count,
    signed,
)


@dataclass(frozen=True, slots=True)
class SeatsRow:
    """One line of the table: whose seats, before, change and after.

    `holder` is the colour class. A view is None where the question does not arise.
    """

    holder: str
    label: str
    before: FigureView | None
    change: FigureView | None
    after: FigureView | None

    @property
    def views(self) -> tuple[FigureView, ...]:
        """Return the figures in the row."""
        return tuple(v for v in (self.before, self.change, self.after) if v is not None)


@dataclass(frozen=True, slots=True)
class ControlView:
    """Who had control before, who has it after, and what that makes.

    A margin is the majority of whoever has control, None where nobody has or it is not known.
    """

    before: FigureView
    after: FigureView
    before_margin: FigureView | None
    after_margin: FigureView | None
    change: FigureView
    kind: ChangeKind

    @property
    def views(self) -> tuple[FigureView, ...]:
        """Return the figures shown."""
        views = (self.before, self.before_margin, self.after, self.after_margin, self.change)
        return tuple(view for view in views if view is not None)


@dataclass(frozen=True, slots=True)
class SeatsTable:
    """Everybody's seats before and after, with the total and what is not accounted for."""

    rows: tuple[SeatsRow, ...]
    total: SeatsRow
    change_in_size: str
    unaccounted: tuple[str, ...]
    chart: SeatsChart

    @property
    def changed_size(self) -> bool:
        """Return whether the council is known to have grown or shrunk."""
        before, after = self.chart.before.total, self.chart.after.total
        return before is not None and after is not None and before != after


def control_view(
    reconciliation: Reconciliation, result: BaselineResult, parties: Parties, shelf: Shelf
) -> ControlView:
    """Return control before and after, counted from one baseline."""
    when = BASELINE_IN_A_SENTENCE[result.baseline]
    change = result.change_of_control
    before = _control_before(result, parties, shelf, about=f"Control {when}")
    after = shelf.control(
        reconciliation.control_after,
        change.after,
        key="control-after",
        about="Control after the poll",
    )
    return ControlView(
        before=before,
        after=after,
        before_margin=_margin(
            change.before,
            result.majority_before,
            shelf,
            "majority-before",
            f"Majority {when}",
            is_before=True,
        ),
        after_margin=_margin(
            change.after,
            reconciliation.majority_after,
            shelf,
            "majority-after",
            "Majority after the poll",
        ),
        change=_change_view(change, before, after, parties),
        kind=change.kind,
    )


def _change_view(
    change: ChangeOfControl, before: FigureView, after: FigureView, parties: Parties
) -> FigureView:
    """Return what happened to control, which always follows from control before and after."""
    unknown = change.kind is ChangeKind.UNDETERMINED
    disputed = "disputed" in (before.status, after.status)
    status = "unknown" if unknown else "disputed" if disputed else "derived"
    return FigureView(
        key="change-of-control",
        about="Change of control",
        text=capitalised(change_words(change, parties.names)) + from_nobody_named(change),
        status=status,
        status_text="Not known" if unknown else status.capitalize(),
        sentences=(
            f"{before.about}: {before.text}. {' '.join(before.sentences)}",
            f"{after.about}: {after.text}. {' '.join(after.sentences)}",
            why_change(change, parties.names),
        ),
        places=tuple({place.text: place for place in (*after.places, *before.places)}.values()),
        inferences=(),
    )


def from_nobody_named(change: ChangeOfControl) -> str:
    """Return what to add to a gain where no source says from whom, and nothing elsewhere."""
    return "; sources do not say from whom" if change.gained_from_unnamed else ""


def who_had_it_not(change: ChangeOfControl, parties: Parties) -> str:
    """Return what is certain of control before a gain from somebody not named, or nothing."""
    match change:
        case ChangeOfControl(gained_from_unnamed=True, after=Majority(party)):
            return f"Not {parties.by_slug[party].group}; who is not known"
        case _:
            return ""


def _control_before(
    result: BaselineResult, parties: Parties, shelf: Shelf, *, about: str
) -> FigureView:
    change = result.change_of_control
    view = shelf.control(
        result.control_before, change.before, key="control-before", about=about, is_before=True
    )
    return replace(view, text=who_had_it_not(change, parties) or view.text)


def _margin(
    control: object,
    majorities: Mapping[str, SeatsFigure],
    shelf: Shelf,
    key: str,
    about: str,
    *,
    is_before: bool = False,
) -> FigureView | None:
    if not isinstance(control, Majority):
        return None
    figure = majorities.get(control.party, Unknown())
    # Whoever has control as reported may have no majority by the seats: that is a dispute.
    if (known_value(figure) or 0) <= 0:
        return None
    return shelf.seats(figure, key=key, about=about, is_before=is_before)


def seats_table(
    reconciliation: Reconciliation, result: BaselineResult, parties: Parties, shelf: Shelf
) -> SeatsTable:
    """Return seats before and after, counted from one baseline, with the chart of the same."""
    order = seats_order(reconciliation, result, parties)
    chart = side_by_side(
        before_bar(result, order, parties), after_bar(reconciliation, order, parties)
    )
    rows = [_party_row(slug, reconciliation, result, parties, shelf, chart) for slug in order]
    rows.append(_vacant_row(reconciliation, result, shelf))
    if chart.shows_anything:
        rows.append(_not_known_row(chart))
    sizes = known_value(result.seats_total), known_value(reconciliation.seats_total)
    return SeatsTable(
        rows=tuple(row for row in rows if row is not None),
        total=SeatsRow(
            "",
            "All seats",
            shelf.seats(
                result.seats_total, key="total-before", about="All seats before", is_before=True
            ),
            None,
            shelf.seats(reconciliation.seats_total, key="total-after", about="All seats after"),
        ),
        change_in_size="" if None in sizes else signed((sizes[1] or 0) - (sizes[0] or 0)),
        unaccounted=_unaccounted(reconciliation, result, chart),
        chart=chart,
    )


def seats_order(
    reconciliation: Reconciliation, result: BaselineResult | None, parties: Parties
) -> tuple[str, ...]:
    """Return the parties by seats after, then before, then their own order."""

    def rank(slug: str) -> tuple[int, int, int, str]:
        after = known_value(reconciliation.after.get(slug, Unknown()))
        before = known_value(result.before.get(slug, Unknown())) if result else None
        return (
            -(after if after is not None else -1),
            -(before if before is not None else -1),
            parties.position(slug),
            slug,
        )

    named = {*reconciliation.after, *(result.before if result else ())}
    return tuple(sorted(named, key=rank))


def before_bar(result: BaselineResult, order: Sequence[str], parties: Parties) -> Bar:
    """Return the bar of the council before, counted from one baseline."""
    return seats_bar(
        "Before",
        result.before,
        order=order,
        vacant=result.vacant_before,
        total=result.seats_total,
        parties=parties,
    )


def after_bar(reconciliation: Reconciliation, order: Sequence[str], parties: Parties) -> Bar:
    """Return the bar of the council after the poll."""
    return seats_bar(
        "After",
        reconciliation.after,
        order=order,
        vacant=reconciliation.vacant_after,
        total=reconciliation.seats_total,
        parties=parties,
    )


def _party_row(
    slug: str,
    reconciliation: Reconciliation,
    result: BaselineResult,
    parties: Parties,
    shelf: Shelf,
    chart: SeatsChart,
) -> SeatsRow | None:
    """Return a party's row, or None where the page would say "not known" three times."""
    name, since = parties.name(slug), SINCE_BASELINE[result.baseline]
    shares = parties.is_bundle(slug) and any(
        bar.drawn(slug) < (known_value(figures.get(slug, Unknown())) or 0)
        for bar, figures in zip(chart.bars, (result.before, reconciliation.after), strict=True)
    )
    before = result.before.get(slug, Unknown())
    change = result.change.get(slug, Unknown())
    after = reconciliation.after.get(slug, Unknown())
    row = SeatsRow(
        slug,
        f"{name}, some also named apart" if shares else name,
        shelf.seats(before, key=f"before-{slug}", about=f"{name}: seats before", is_before=True),
        shelf.change(change, key=f"change-{slug}", about=f"{name}: change {since}"),
        shelf.seats(after, key=f"after-{slug}", about=f"{name}: seats after"),
    )
    return row if any(view.says_something for view in row.views) else None


def _vacant_row(
    reconciliation: Reconciliation, result: BaselineResult, shelf: Shelf
) -> SeatsRow | None:
    """Return the row of vacant seats, or None where none is known to have been."""
    if not any(
        known_value(figure) for figure in (result.vacant_before, reconciliation.vacant_after)
    ):
        return None
    return SeatsRow(
        VACANT,
        "Vacant",
        shelf.seats(
            result.vacant_before, key="before-vacant", about="Vacant seats before", is_before=True
        ),
        shelf.change(result.vacant_change, key="change-vacant", about="Vacant seats: change"),
        shelf.seats(reconciliation.vacant_after, key="after-vacant", about="Vacant seats after"),
    )


def _not_known_row(chart: SeatsChart) -> SeatsRow | None:
    """Return the row of the seats that are nobody's for certain, or None where all are known."""
    if not any(bar.not_known for bar in chart.bars):
        return None
    before, after = (_not_known_view(bar) for bar in chart.bars)
    return SeatsRow(NOT_KNOWN, LABELS[NOT_KNOWN], before, None, after)


def _not_known_view(bar: Bar) -> FigureView | None:
    """Return what is left of all seats when those known are counted, with that sum."""
    if bar.total is None:
        return None
    known = [each for each in bar.segments if each.holder != NOT_KNOWN]
    terms = "".join(f" - {each.seats}" for each in known)
    less = f" less {joined([each.label for each in known])}" if known else ""
    return FigureView(
        key=f"{bar.label.lower()}-not-known",
        about=f"Seats {bar.label.lower()} of which no source says whose",
        text=str(bar.not_known),
        status="derived",
        status_text="Derived",
        sentences=(f"{bar.total}{terms} = {bar.not_known}: all seats{less}.",)
        if known
        else (f"No source says whose any of the {bar.total} seats are.",),
        places=(),
        inferences=(),
        value=bar.not_known,
    )


def _unaccounted(
    reconciliation: Reconciliation, result: BaselineResult, chart: SeatsChart
) -> tuple[str, ...]:
    """Return in words how many seats no source accounts for, where all parties' are given.

    Where no party's are known at that moment, there is nothing that the rest is missing from.
    """
    sentences = []
    for bar, figures, when in (
        (chart.before, result.before, BASELINE_IN_A_SENTENCE[result.baseline]),
        (chart.after, reconciliation.after, "after the poll"),
    ):
        if not bar.shows_anything:
            continue
        if bar.not_known and all(known_value(each) is not None for each in figures.values()):
            verb = "is" if bar.not_known == 1 else "are"
            sentences.append(
                f"{bar.not_known} of the {count(bar.total or 0, 'seat')} {when} {verb} not "
                "accounted for: no source says whose."
            )
    return tuple(sentences)
