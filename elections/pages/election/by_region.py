"""Gains and losses region by region: what became of control, and each large party's seats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from elections.browsing.contests import ContestSummary
from elections.browsing.criteria import Criteria, Facet
from elections.domain.changes_of_control import ChangeKind
from elections.domain.overview.counted import Counted
from elections.domain.overview.totals import (
    GainsAndLosses,
    KnownMoves,
    Totals,
    kinds_of_change,
    totals,
)
from elections.pages.facts import Parties, RegionFacts
from elections.pages.words import signed

# Columns of seats: as many as a table is read with.
MOST_PARTIES = 5


@dataclass(frozen=True, slots=True)
class SeatsCell:
    """A party's seats gained less seats lost. `over` is said where not all councils are known."""

    name: str
    text: str
    over: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One region: councils, what became of control in them, and seats by party."""

    label: str
    href: str
    councils: int
    gains: int
    to_noc: int
    unchanged: int
    others: int
    seats: tuple[SeatsCell, ...]


@dataclass(frozen=True, slots=True)
class ByRegion:
    """Every region with contests, and all of them together.

    `others` says what its column counts; it is empty where there is nothing of the kind. `caption`
    says what the sums are and are not.
    """

    caption: str
    rows: tuple[RegionRow, ...]
    total: RegionRow
    parties: tuple[tuple[str, str], ...]
    others: str


def by_region(
    contests: Sequence[ContestSummary],
    regions: Sequence[RegionFacts],
    parties: Parties,
    address: str,
    criteria: Criteria,
) -> ByRegion | None:
    """Return what happened region by region, or None where there are not two to compare."""
    grouped: dict[RegionFacts, list[ContestSummary]] = {region: [] for region in regions}
    for each in contests:
        grouped.setdefault(each.contest.council.region, []).append(each)
    there = {region: found for region, found in grouped.items() if found}
    if len(there) < 2:
        return None
    whole = totals(_counted(contests))
    named = _largest(whole, parties)
    total = _row("All", "", contests, whole, named, parties)
    return ByRegion(
        caption=_caption(whole, named),
        rows=tuple(
            _row(
                region.name,
                f"{address}{criteria.narrowed_to(Facet.REGION, region.slug).query}",
                found,
                totals(_counted(found)),
                named,
                parties,
            )
            for region, found in there.items()
        ),
        total=total,
        parties=tuple((slug, parties.name(slug)) for slug in named),
        others=_others(contests),
    )


def _caption(whole: Totals, named: Sequence[str]) -> str:
    councils = "Councils by what became of control"
    if not named:
        return f"{councils}."
    seats = [whole.seats(party) for party in named]
    is_about = any(isinstance(each, GainsAndLosses) and each.is_approximate for each in seats)
    about = ", some of them approximate" if is_about else ""
    return (
        f"{councils}, and seats gained less seats lost of the parties that most came to or "
        f"left{about}. \u201cOver\u201d stands where they are known of fewer councils."
    )


def _counted(contests: Sequence[ContestSummary]) -> list[Counted]:
    return [each.counted for each in contests if each.counted is not None]


def _largest(whole: Totals, parties: Parties) -> tuple[str, ...]:
    """Return the parties of which most seats came and went, in the order of what was left."""
    moved = {
        party: moves
        for party in whole.parties
        if isinstance(moves := whole.seats(party), GainsAndLosses)
        and moves.moved
        and not parties.is_bundle(party)
    }
    most = sorted(moved, key=lambda slug: (-moved[slug].moved, parties.position(slug)))
    return tuple(sorted(most[:MOST_PARTIES], key=lambda slug: -moved[slug].net))


def _row(
    label: str,
    href: str,
    contests: Sequence[ContestSummary],
    scores: Totals,
    named: Sequence[str],
    parties: Parties,
) -> RegionRow:
    kinds = kinds_of_change(_counted(contests))
    gains, to_noc = kinds[ChangeKind.GAIN], kinds[ChangeKind.LOSS_TO_NOC]
    unchanged = kinds[ChangeKind.HOLD] + kinds[ChangeKind.STAYS_NOC]
    return RegionRow(
        label,
        href,
        len(contests),
        gains,
        to_noc,
        unchanged,
        len(contests) - gains - to_noc - unchanged,
        tuple(_cell(parties.name(slug), scores.seats(slug), len(contests)) for slug in named),
    )


def _cell(name: str, moves: KnownMoves, councils: int) -> SeatsCell:
    if not isinstance(moves, GainsAndLosses):
        return SeatsCell(name, "not known", "", is_known=False)
    over = "" if moves.over == councils else f"over {moves.over:,}"
    text = signed(moves.net) if moves.net else "0"
    return SeatsCell(name, text, over, is_known=True)


def _others(contests: Sequence[ContestSummary]) -> str:
    """Return what to call councils that neither changed hands nor stayed in them."""
    kinds = {
        ChangeKind.NEW: "New council",
        ChangeKind.NOT_APPLICABLE: "No party control",
        ChangeKind.UNDETERMINED: "Not known",
    }
    found = {each.change.kind for each in contests}
    return " or ".join(label for kind, label in kinds.items() if kind in found).capitalize()
