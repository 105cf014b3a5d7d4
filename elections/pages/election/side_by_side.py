"""The totals of an election by each baseline, beside each other, and why they are not the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from elections.browsing.contests import ContestSummary
from elections.domain.baselines import Baseline
from elections.domain.contests import Scope
from elections.domain.overview.counted import Counted, counted_from
from elections.domain.overview.totals import (
    Disagreement,
    GainsAndLosses,
    KnownMoves,
    Totals,
    disagreement,
    totals,
)
from elections.pages.facts import Parties
from elections.pages.words import BASELINE_LABELS, count, signed

# A baseline that fewer than one in so many councils have makes no total worth comparing.
LEAST_SHARE = 10
# Parties that gained or lost no council by any baseline: so many of them, by seats.
MOST_BY_SEATS = 3


@dataclass(frozen=True, slots=True)
class TotalCell:
    """One total: net, what came and what went, and over how many councils it is known."""

    net: str
    moves: str
    over: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class FromOne:
    """One party's totals by one baseline; no overall control has no seats."""

    baseline: str
    councils: TotalCell
    seats: TotalCell | None


@dataclass(frozen=True, slots=True)
class TotalsRow:
    """One party, or no overall control: its totals by each baseline."""

    holder: str
    label: str
    cells: tuple[FromOne, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Councils and seats gained and lost, a column for each baseline, and why they differ."""

    baselines: tuple[str, ...]
    rows: tuple[TotalsRow, ...]
    why: str


def side_by_side(contests: Sequence[ContestSummary], parties: Parties) -> SideBySide | None:
    """Return the totals by each baseline, or None where there are not two to compare."""
    known = [each for each in contests if each.result is not None]
    results = [each.result.reconciliation for each in known if each.result is not None]
    there = [
        baseline
        for baseline in Baseline
        if sum(baseline in each.baselines for each in results) * LEAST_SHARE >= len(results)
    ]
    if len(results) < 2 or len(there) < 2:
        return None
    counted = {baseline: [counted_from(each, baseline) for each in results] for baseline in there}
    by_baseline = {BASELINE_LABELS[each]: totals(found) for each, found in counted.items()}
    worth_it = _worth_a_row(list(by_baseline.values()), parties)
    noc = tuple(FromOne(label, _cell(each.noc), None) for label, each in by_baseline.items())
    return SideBySide(
        tuple(by_baseline),
        (
            *(_row(slug, by_baseline, parties) for slug in worth_it),
            TotalsRow("noc", "No overall control", noc),
        ),
        _why(known, next(iter(counted.values()))),
    )


def _worth_a_row(by_baseline: Sequence[Totals], parties: Parties) -> list[str]:
    """Return the parties that gained or lost a council by any baseline, and some more by seats."""
    councils: dict[str, int] = {}
    seats: dict[str, int] = {}
    for each in by_baseline:
        for party in each.parties:
            councils[party] = max(councils.get(party, 0), _moved(each.councils(party)))
            seats[party] = max(seats.get(party, 0), _moved(each.seats(party)))
    order = sorted(
        councils, key=lambda slug: (-councils[slug], -seats[slug], parties.position(slug))
    )
    by_seats = [slug for slug in order if not councils[slug] and seats[slug]][:MOST_BY_SEATS]
    return [slug for slug in order if councils[slug] or slug in by_seats]


def _moved(moves: KnownMoves) -> int:
    return moves.moved if isinstance(moves, GainsAndLosses) else 0


def _row(slug: str, by_baseline: Mapping[str, Totals], parties: Parties) -> TotalsRow:
    cells = []
    for label, each in by_baseline.items():
        councils, seats = _cell(each.councils(slug)), _cell(each.seats(slug))
        cells.append(FromOne(label, _NOBODY if parties.is_bundle(slug) else councils, seats))
    return TotalsRow(slug, parties.name(slug), tuple(cells))


_NOBODY = TotalCell("none", "", "", is_known=False)


def _cell(moves: KnownMoves) -> TotalCell:
    if not isinstance(moves, GainsAndLosses):
        return TotalCell("not known", "", "", is_known=False)
    about = "about " if moves.is_approximate else ""
    return TotalCell(
        f"{about}{signed(moves.net)}",
        f"{moves.gained:,} gained, {moves.lost:,} lost",
        f"over {moves.over:,}",
        is_known=True,
    )


def _why(contests: Sequence[ContestSummary], counted: Sequence[Counted]) -> str:
    """Return why the totals differ, with how many councils it makes a difference in."""
    found = disagreement(counted, Baseline.EVE_OF_POLL, Baseline.LAST_FOUGHT)
    sentences = []
    if found.both:
        sentences.append(_difference(found))
    partly = sum(each.contest.scope in (Scope.THIRDS, Scope.HALVES) for each in contests)
    lived = (
        "By-elections and councillors who changed sides since then are in the council just before "
        "polling day, and not in the council when last fought."
    )
    sentences.append(lived)
    if partly:
        sentences.append(
            f"In {count(partly, 'council')} only a third or half of the seats were up, last fought "
            "four years earlier: there, the polls in between make a difference too."
        )
    return " ".join(sentences)


def _difference(found: Disagreement) -> str:
    if not found.differ:
        return (
            f"In all {count(found.both, 'council')} of which both are known, the same had control "
            "by either."
        )
    have = "has" if found.differ == 1 else "have"
    return (
        f"{found.differ:,} of {count(found.both, 'council')} {have} another answer to who had "
        "control just before polling day than when these seats were last fought."
    )
