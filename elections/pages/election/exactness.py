"""What the figures of an election rest on, and how exact they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from elections.browsing.contests import ContestSummary
from elections.domain.figures import SeatsFigure
from elections.domain.overview.totals import is_approximate
from elections.pages.facts import ElectionMaterial
from elections.pages.words import count


@dataclass(frozen=True, slots=True)
class TableLink:
    """A table of many councils that figures rest on."""

    slug: str
    text: str


@dataclass(frozen=True, slots=True)
class Exactness:
    """How exact the figures are, and the tables that they are from beside what the press said."""

    text: str
    tables: tuple[TableLink, ...]


def exactness(material: ElectionMaterial, contests: Sequence[ContestSummary]) -> Exactness:
    """Return how exact the figures of the contests shown are. Words are empty where all are exact.

    The tables are those of the whole election.
    """
    known = [each for each in contests if each.result is not None]
    after = sum(_has_approximate(_after(each)) for each in known)
    before = sum(_has_approximate(_before(each)) for each in known)
    sentences = []
    if after:
        sentences.append(
            f"Seats after the poll are approximate in {_of(after, len(known))}: the tables they "
            "are from show the council as it was some months later, by-elections and changes of "
            "side since then included."
        )
    if before:
        sentences.append(
            f"Seats before it are approximate in {_of(before, len(known))}, for the same reason."
            if after
            else f"Seats before the poll are approximate in {_of(before, len(known))}: the tables "
            "they are from were made some time before."
        )
    return Exactness(
        " ".join(sentences),
        tuple(TableLink(each.slug, f"{each.name}: {each.title}") for each in material.tables),
    )


def _of(number: int, total: int) -> str:
    """Return in how many of the councils something is so."""
    if number == total:
        return f"all {total:,} councils" if total > 1 else "the one council shown"
    return f"{number:,} of {count(total, 'council')}"


def _after(summary: ContestSummary) -> Sequence[SeatsFigure]:
    return [] if summary.result is None else [*summary.result.reconciliation.after.values()]


def _before(summary: ContestSummary) -> Sequence[SeatsFigure]:
    counted = summary.counted
    return [] if counted is None or counted.before is None else [*counted.before.before.values()]


def _has_approximate(figures: Sequence[SeatsFigure]) -> bool:
    return any(is_approximate(figure) for figure in figures)
