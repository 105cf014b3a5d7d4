"""One side of a comparison: a council at one moment, from a result or from a yearly table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from councils.domain.composition import Composition
from councils.domain.control import Control, Undetermined, control_of
from councils.domain.council_types import CouncilType, why_no_party_control
from elections.browsing.contests import ContestSummary, control_value
from elections.domain.figures import Reported, SeatsFigure, Unknown, known_value
from elections.domain.words.wording import control_words
from elections.pages.charts import Bar, seats_bar
from elections.pages.compare.question import CouncilChoice
from elections.pages.contest_rows import contest_row
from elections.pages.facts import Parties
from elections.pages.words import BASELINE_LABELS, capitalised, day


@dataclass(frozen=True, slots=True)
class YearOfCouncil:
    """A council in one year, as a yearly table has it. Seats of nobody it names are vacant."""

    council: str
    council_type: CouncilType
    year: int
    seats: int
    by_party: Mapping[str, int]

    def control(self, bundles: frozenset[str]) -> Control:
        """Return who had control: more than half of all seats, unless control is not the question."""
        vacant = self.seats - sum(self.by_party.values())
        instead = why_no_party_control(self.council_type)
        if instead is not None:
            return instead
        if vacant < 0:
            return Undetermined()
        return control_of(Composition(self.by_party, vacant), bundles=bundles)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment at which a council may be looked at, as addresses name it and as pages do."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Side:
    """A council at one moment. `figures` are the seats after the poll, or of the year.

    `before` are those before the poll, which a yearly table has not. `href` leads to where each
    figure says how it is known.
    """

    council: CouncilChoice
    moment: Moment
    heading: str
    href: str
    is_result: bool
    figures: Mapping[str, SeatsFigure]
    before: Mapping[str, SeatsFigure]
    vacant: SeatsFigure
    total: SeatsFigure
    total_before: SeatsFigure
    control: Control
    control_text: str
    control_before_text: str
    change: str
    majority: str
    counted_from: str
    bar: Bar

    @property
    def holder(self) -> str:
        """Return the colour of whoever has control."""
        return control_value(self.control)


def side_of_contest(
    council: CouncilChoice, summary: ContestSummary, parties: Parties, *, href: str
) -> Side | None:
    """Return a council at one of its elections, or None where nothing of it is published."""
    counted = summary.counted
    if summary.result is None or counted is None:
        return None
    result, row = summary.result.reconciliation, contest_row(summary, parties)
    before = {} if counted.before is None else counted.before.before
    return Side(
        council,
        moment_of(summary),
        f"Election of {day(summary.contest.election.polling_day)}",
        href,
        is_result=True,
        figures=result.after,
        before=before,
        vacant=result.vacant_after,
        total=result.seats_total,
        total_before=Unknown() if counted.before is None else counted.before.seats_total,
        control=counted.change.after,
        control_text=row.after,
        control_before_text=row.before,
        change=row.change,
        majority=row.majority,
        counted_from=BASELINE_LABELS[counted.baseline],
        bar=_bar(result.after, result.vacant_after, result.seats_total, parties),
    )


def side_of_year(
    council: CouncilChoice, year: YearOfCouncil, parties: Parties, *, href: str
) -> Side:
    """Return a council in one year."""
    bundles = bundles_of(parties)
    control = year.control(bundles)
    figures = {party: Reported(seats, ()) for party, seats in year.by_party.items()}
    total = Reported(year.seats, ())
    return Side(
        council,
        Moment(str(year.year), str(year.year)),
        f"In {year.year}",
        href,
        is_result=False,
        figures=figures,
        before={},
        vacant=Unknown(),
        total=total,
        total_before=Unknown(),
        control=control,
        control_text=capitalised(control_words(control, parties.names)),
        control_before_text="",
        change="",
        majority="",
        counted_from="",
        bar=_bar(figures, Unknown(), total, parties),
    )


def moment_of(summary: ContestSummary) -> Moment:
    """Return an election as a moment of its council."""
    election = summary.contest.election
    return Moment(election.slug, f"Election of {day(election.polling_day)}")


def bundles_of(parties: Parties) -> frozenset[str]:
    """Return the names that stand for several parties."""
    return frozenset(slug for slug in parties.by_slug if parties.is_bundle(slug))


def parties_of(sides: Iterable[Side], parties: Parties) -> tuple[str, ...]:
    """Return the parties that any side names, those with the most seats first."""
    both = tuple(sides)
    named = {slug for side in both for slug in (*side.figures, *side.before)}

    def rank(slug: str) -> tuple[int, int, str]:
        most = max(known_value(side.figures.get(slug, Unknown())) or 0 for side in both)
        return -most, parties.position(slug), slug

    return tuple(sorted(named, key=rank))


def on_one_scale(bars: Sequence[Bar]) -> tuple[Bar, ...]:
    """Return the bars so that each is as wide as another of its size would be."""
    scale = max((bar.scale for bar in bars), default=0)
    return tuple(Bar(bar.label, bar.segments, bar.total, scale) for bar in bars)


def _bar(
    figures: Mapping[str, SeatsFigure], vacant: SeatsFigure, total: SeatsFigure, parties: Parties
) -> Bar:
    order = sorted(
        figures,
        key=lambda slug: (-(known_value(figures[slug]) or 0), parties.position(slug), slug),
    )
    return seats_bar("", figures, order=order, vacant=vacant, total=total, parties=parties)
