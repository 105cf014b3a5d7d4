"""The page of one council: the elections it is here for."""

from __future__ import annotations

from dataclasses import dataclass

from elections.pages.contest_rows import ContestRow, contest_row
from elections.pages.facts import CouncilFacts, CouncilMaterial, what_it_is
from elections.pages.words import day


@dataclass(frozen=True, slots=True)
class CouncilContest:
    """One election of a council."""

    polling_day: str
    row: ContestRow


@dataclass(frozen=True, slots=True)
class CouncilPage:
    """One council and its contests, the newest first."""

    council: CouncilFacts
    lede: str
    contests: tuple[CouncilContest, ...]


def council_page(material: CouncilMaterial) -> CouncilPage:
    """Return the page of a council."""
    council = material.council
    return CouncilPage(
        council=council,
        lede=what_it_is(council),
        contests=tuple(
            CouncilContest(
                day(contest.election.polling_day), contest_row(contest, result, material.parties)
            )
            for contest, result in sorted(
                material.contests, key=lambda each: each[0].election.polling_day, reverse=True
            )
        ),
    )
