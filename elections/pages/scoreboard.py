"""The scoreboard of the councils shown, as a table says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from elections.browsing.contests import ContestSummary
from elections.domain.overview.scoreboard import (
    KnownTotal,
    PartyScore,
    Scoreboard,
    Total,
    scoreboard,
)
from elections.domain.results import Reconciliation
from elections.domain.words.naming import joined
from elections.pages.facts import Parties
from elections.pages.words import BASELINE_IN_A_SENTENCE, count, signed


@dataclass(frozen=True, slots=True)
class Cell:
    """One sum: "3", "+2" or "not known", and over how many councils it is known."""

    text: str
    over: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One party, or no overall control, which holds no seats: its `seats` are None."""

    holder: str
    label: str
    councils: Cell
    councils_change: Cell
    seats: Cell | None
    seats_change: Cell | None


@dataclass(frozen=True, slots=True)
class ScoreboardView:
    """Councils and seats by party. `note` says what the sums are and are not."""

    rows: tuple[ScoreRow, ...]
    caption: str
    note: str


def scoreboard_view(summaries: Sequence[ContestSummary], parties: Parties) -> ScoreboardView | None:
    """Return the scoreboard of contests, or None where no result of any is known.

    They are all counted from one baseline, or each from its own.
    """
    board = scoreboard(results_of(summaries), summaries[0].baseline if summaries else None)
    if not board.parties and not isinstance(board.noc.councils, Total):
        return None
    rows = [_party_row(score, parties) for score in _in_order(board, parties)]
    rows.append(
        ScoreRow(
            "noc",
            "No overall control",
            _cell(board.noc.councils),
            _cell(board.noc.councils_change, is_change=True),
            None,
            None,
        )
    )
    return ScoreboardView(
        tuple(rows),
        f"Councils and seats by party, over the {count(board.contests, 'council')} shown, as far "
        "as they are known.",
        _note(board, summaries, parties),
    )


def results_of(summaries: Sequence[ContestSummary]) -> list[Reconciliation | None]:
    """Return the results of contests, None for one of which nothing is published."""
    return [None if each.result is None else each.result.reconciliation for each in summaries]


def _in_order(board: Scoreboard, parties: Parties) -> list[PartyScore]:
    def rank(score: PartyScore) -> tuple[int, int, int]:
        return -_value(score.councils), -_value(score.seats), parties.position(score.party)

    return sorted(board.parties, key=rank)


def _value(total: KnownTotal) -> int:
    return total.value if isinstance(total, Total) else -1


def _party_row(score: PartyScore, parties: Parties) -> ScoreRow:
    is_bundle = parties.is_bundle(score.party)
    nobody = Cell("none", "several parties together", is_known=False)
    return ScoreRow(
        score.party,
        parties.name(score.party),
        nobody if is_bundle else _cell(score.councils),
        nobody if is_bundle else _cell(score.councils_change, is_change=True),
        _cell(score.seats),
        _cell(score.seats_change, is_change=True),
    )


def _cell(total: KnownTotal, *, is_change: bool = False) -> Cell:
    if not isinstance(total, Total):
        return Cell("not known", "", is_known=False)
    text = signed(total.value) if is_change else f"{total.value:,}"
    if total.is_approximate:
        text = f"about {text}"
    return Cell(text, f"over {count(total.over, 'council')}", is_known=True)


def _note(board: Scoreboard, summaries: Sequence[ContestSummary], parties: Parties) -> str:
    counted = [each.counted for each in summaries if each.counted is not None]
    baselines = Counter(each.baseline for each in counted if each.before is not None)
    moments = joined(
        [
            f"{BASELINE_IN_A_SENTENCE[baseline]} ({count(number, 'council')})"
            for baseline, number in baselines.most_common()
        ]
    )
    sentences = [
        (
            "\u201cOver\u201d says of how many councils a sum is known: the rest are in no sum, "
            "and never zero."
        )
    ]
    sentences += [
        f"\u201c{parties.name(score.party)}\u201d is whoever a table does not name apart, "
        "independents and local parties for the most part: they are in no other line."
        for score in board.parties
        if parties.is_bundle(score.party)
    ]
    if moments:
        sentences.append(f"Changes are counted from each council as it stood {moments}.")
    if board.without_control:
        number = count(board.without_control, "council")
        sentences.append(f"In {number} no party has control by design.")
    return " ".join(sentences)
