"""The page of one council: the elections it is here for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from elections.pages.election import ContestRow, contest_row
from elections.pages.facts import ContestFacts, CouncilFacts, Parties, Result
from elections.pages.words import COUNCIL_TYPE_WORDS, day


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


def council_page(
    council: CouncilFacts,
    contests: Iterable[tuple[ContestFacts, Result | None]],
    parties: Parties,
) -> CouncilPage:
    """Return the page of a council."""
    return CouncilPage(
        council=council,
        lede=f"{council.name} is {COUNCIL_TYPE_WORDS[council.council_type]} in {council.region}.",
        contests=tuple(
            CouncilContest(day(contest.election.polling_day), contest_row(contest, result, parties))
            for contest, result in sorted(
                contests, key=lambda each: each[0].election.polling_day, reverse=True
            )
        ),
    )
