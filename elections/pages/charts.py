"""Seats as stacked bars: one dataset that the chart, the drawing without a script and the table share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from councils.domain.control import majority_threshold
from elections.domain.figures import SeatsFigure, known_value
from elections.domain.words.naming import joined
from elections.pages.facts import Parties
from elections.pages.words import count

# Not parties, and drawn with a pattern. No party's slug is one of these.
VACANT = "vacant"
NOT_KNOWN = "not-known"
# A table bundles independents with others; a report beside it names them.
INDEPENDENT = "independent"
LABELS = {VACANT: "Vacant", NOT_KNOWN: "Not known"}


@dataclass(frozen=True, slots=True)
class Segment:
    """The seats of one holder in a bar. `holder` is a party's slug, or one of the two above."""

    holder: str
    label: str
    seats: int
    start: int

    @property
    def text(self) -> str:
        """Return the segment in words: "Labour 33", "22 not known"."""
        if self.holder in LABELS:
            return f"{self.seats} {self.label.lower()}"
        return f"{self.label} {self.seats}"


@dataclass(frozen=True, slots=True)
class Bar:
    """A council's seats at one moment, as far as they are known.

    `scale` is the number of seats that the whole width stands for, which bars of one chart
    share. `total` is None where the council's size is not known.
    """

    label: str
    segments: tuple[Segment, ...]
    total: int | None
    scale: int

    @property
    def majority_at(self) -> int | None:
        """Return the fewest seats that are a majority, or None where the size is not known."""
        return None if self.total is None else majority_threshold(self.total)

    @property
    def half(self) -> str:
        """Return where the majority line stands: whoever is beyond it has more than half."""
        if self.total is None:
            return ""
        whole, odd = divmod(self.total, 2)
        return f"{whole}.5" if odd else f"{whole}"

    @property
    def shows_anything(self) -> bool:
        """Return whether the seats of anybody are known."""
        return any(segment.holder != NOT_KNOWN for segment in self.segments)

    @property
    def not_known(self) -> int:
        """Return how many seats are nobody's for certain."""
        return sum(each.seats for each in self.segments if each.holder == NOT_KNOWN)

    def drawn(self, holder: str) -> int:
        """Return how many seats of a holder the bar shows."""
        return sum(each.seats for each in self.segments if each.holder == holder)

    @property
    def text(self) -> str:
        """Return the bar in words: "Labour 33, Conservative 22 and Independent 4, of 59 seats"."""
        if not self.shows_anything:
            return "Nobody's seats are known"
        seats = joined([segment.text for segment in self.segments])
        return seats if self.total is None else f"{seats}, of {count(self.total, 'seat')}"


@dataclass(frozen=True, slots=True)
class SeatsChart:
    """Before and after, one bar each."""

    before: Bar
    after: Bar

    @property
    def bars(self) -> tuple[Bar, Bar]:
        """Return the two bars from top to bottom."""
        return self.before, self.after

    @property
    def shows_anything(self) -> bool:
        """Return whether there is anything to draw."""
        return any(bar.shows_anything for bar in self.bars)

    @property
    def has_majority_line(self) -> bool:
        """Return whether a bar shows where a majority begins."""
        return any(bar.shows_anything and bar.half for bar in self.bars)

    @property
    def description(self) -> str:
        """Return the chart in words, for whoever cannot see it."""
        return " ".join(
            f"{bar.label}: {bar.text}"
            + (f"; {bar.majority_at} for a majority." if bar.majority_at is not None else ".")
            for bar in self.bars
        )

    @property
    def payload(self) -> dict[str, Any]:
        """Return what the script draws: the very numbers of the table, and nothing else."""
        holders = dict.fromkeys(s.holder for bar in reversed(self.bars) for s in bar.segments)
        labels = {s.holder: s.label for bar in self.bars for s in bar.segments}
        # The seats nobody is known to hold come last in either bar.
        order = sorted(holders, key=lambda holder: (holder == NOT_KNOWN, holder == VACANT))
        return {
            "labels": [bar.label for bar in self.bars],
            "totals": [bar.total for bar in self.bars],
            "majorities": [bar.majority_at for bar in self.bars],
            "scale": self.before.scale,
            "series": [
                {
                    "holder": holder,
                    "label": labels[holder],
                    "seats": [_seats_of(bar, holder) for bar in self.bars],
                }
                for holder in order
            ],
        }


def _seats_of(bar: Bar, holder: str) -> int | None:
    return next((s.seats for s in bar.segments if s.holder == holder), None)


def seats_bar(
    label: str,
    seats: Mapping[str, SeatsFigure],
    *,
    order: Sequence[str],
    vacant: SeatsFigure,
    total: SeatsFigure,
    parties: Parties,
) -> Bar:
    """Return the bar of a council's seats, in the order given.

    What is left of a known size and is nobody's for certain is drawn as not known: it is never
    shared out, and never left out. Of a bundle, who is named beside it is drawn once.
    """
    size = known_value(total)
    known = {party: known_value(seats[party]) or 0 for party in order if party in seats}
    known |= {VACANT: known_value(vacant) or 0}
    named = sum(number for holder, number in known.items() if not _is_bundle(holder, parties))
    segments: list[Segment] = []
    start = 0
    for holder, value in known.items():
        number = value
        if size is not None and _is_bundle(holder, parties) and 0 <= size - named < value:
            number = min(size - named, max(0, value - known.get(INDEPENDENT, 0)))
        if number:
            name = LABELS.get(holder) or parties.name(holder)
            segments.append(Segment(holder, name, number, start))
            start += number
    if size is not None and size > start:
        segments.append(Segment(NOT_KNOWN, LABELS[NOT_KNOWN], size - start, start))
        start = size
    return Bar(label, tuple(segments), size, max(start, size or 0))


def _is_bundle(holder: str, parties: Parties) -> bool:
    return holder not in LABELS and parties.is_bundle(holder)


def side_by_side(before: Bar, after: Bar) -> SeatsChart:
    """Return both bars on one scale, so that a seat is as wide in either."""
    scale = max(before.scale, after.scale)
    return SeatsChart(
        Bar(before.label, before.segments, before.total, scale),
        Bar(after.label, after.segments, after.total, scale),
    )
