"""An election on a screen on the wall: how many have declared, whose control changed, who declared last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from elections.browsing.contests import ContestSummary, control_value
from elections.domain.overview.flow import CHANGED
from elections.domain.results import State
from elections.pages.contest_rows import contest_row
from elections.pages.election.what_changed import in_a_sentence
from elections.pages.facts import ContestFacts, ElectionFacts, ElectionMaterial, Result
from elections.pages.words import count

# What can be read from the other end of a room.
MOST_CHANGES, MOST_NEWEST = 6, 6


@dataclass(frozen=True, slots=True)
class WallLine:
    """One council on the wall. `holder` names the colour of whoever has control."""

    contest: ContestFacts
    headline: str
    when: str
    holder: str
    change: str
    mark: str


@dataclass(frozen=True, slots=True)
class WallPage:
    """What is public of one election, for a wall."""

    election: ElectionFacts
    title: str
    declared: int
    in_part: int
    awaited: int
    total_text: str
    sentences: tuple[str, ...]
    changes: tuple[WallLine, ...]
    newest: tuple[WallLine, ...]


def wall_page(material: ElectionMaterial) -> WallPage:
    """Return the wall of an election: published results and nothing else."""
    summaries = [ContestSummary(contest, result, ()) for contest, result in material.contests]
    told = sorted(
        ((each, each.result) for each in summaries if each.result is not None),
        key=lambda pair: (pair[1].published_at, pair[0].contest.council.name),
        reverse=True,
    )
    changed = [
        (each, result)
        for each, result in told
        if each.says_who_ran_it and each.change.kind in CHANGED
    ]
    return WallPage(
        election=material.election,
        title=f"{material.election.name}: as it stands",
        declared=sum(each.state is State.DECLARED for each in summaries),
        in_part=sum(each.state is State.IN_PART for each in summaries),
        awaited=sum(each.state is State.AWAITED for each in summaries),
        total_text=f"of {count(len(summaries), 'council')}",
        sentences=in_a_sentence(summaries, material.parties),
        changes=_lines(changed[:MOST_CHANGES], material),
        newest=_lines(told[:MOST_NEWEST], material),
    )


def _lines(
    told: Sequence[tuple[ContestSummary, Result]], material: ElectionMaterial
) -> tuple[WallLine, ...]:
    return tuple(_line(summary, result, material) for summary, result in told)


def _line(summary: ContestSummary, result: Result, material: ElectionMaterial) -> WallLine:
    row = contest_row(summary, material.parties)
    return WallLine(
        summary.contest,
        row.headline,
        f"{result.published_at:%a %H:%M}",
        control_value(summary.change.after),
        row.change,
        row.mark,
    )
