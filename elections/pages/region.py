"""The page of one region or nation, and the list of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from elections.browsing.contests import ContestSummary
from elections.domain.words.naming import joined
from elections.pages.contest_rows import ContestRow, contest_row
from elections.pages.election.what_changed import changes_in_words
from elections.pages.facts import ElectionFacts, Parties, RegionFacts, named_with_its_day
from elections.pages.register import RegionHistory, RegionRecord
from elections.pages.scoreboard import ScoreboardView, scoreboard_view
from elections.pages.words import capitalised, count


@dataclass(frozen=True, slots=True)
class AtElection:
    """What happened at one election, over some of its contests."""

    election: ElectionFacts
    name: str
    summary: str
    rows: tuple[ContestRow, ...]
    scoreboard: ScoreboardView | None


@dataclass(frozen=True, slots=True)
class RegionPage:
    """One region and what happened there at each election, the newest first.

    `name` is as it stands in a sentence: "the South East".
    """

    region: RegionRecord
    name: str
    headline: str
    lede: str
    elections: tuple[AtElection, ...]

    @property
    def title(self) -> str:
        """Return the title of the browser's window."""
        return self.headline


@dataclass(frozen=True, slots=True)
class RegionLink:
    """A region in the list."""

    slug: str
    name: str
    councils: str


def region_page(history: RegionHistory) -> RegionPage:
    """Return the page of a region."""
    region = history.region
    elections = at_elections(history.contests, history.parties)
    name = RegionFacts(region.slug, region.name).in_a_sentence
    here = f"{count(region.councils, 'council')} of {name} {'is' if region.councils == 1 else 'are'} here"
    if region.ending:
        here += f", {region.ending:,} of them abolished or due to be"
    voted = (
        f", with results of {count(len(elections), 'election')}"
        if elections
        else ", and no election of theirs yet"
    )
    return RegionPage(
        region,
        name,
        f"Councils in {name}",
        f"{here}{voted}." if region.councils else f"No council of {name} is here yet.",
        elections,
    )


def at_elections(contests: Sequence[ContestSummary], parties: Parties) -> tuple[AtElection, ...]:
    """Return contests election by election, the newest first, each with what happened in words."""
    by_election: dict[ElectionFacts, list[ContestSummary]] = {}
    for each in contests:
        by_election.setdefault(each.contest.election, []).append(each)
    return tuple(
        AtElection(
            election,
            named_with_its_day(election),
            _summary(of_election, parties),
            tuple(
                contest_row(each, parties)
                for each in sorted(of_election, key=lambda each: each.contest.council.name)
            ),
            scoreboard_view(of_election, parties),
        )
        for election, of_election in sorted(
            by_election.items(), key=lambda each: each[0].polling_day, reverse=True
        )
    )


def _summary(contests: Sequence[ContestSummary], parties: Parties) -> str:
    changes = changes_in_words(contests, parties)
    return f"{capitalised(joined(list(changes)))}." if changes else "No result is known yet."


def region_links(regions: Sequence[RegionRecord]) -> tuple[RegionLink, ...]:
    """Return the regions as their list shows them."""
    return tuple(
        RegionLink(
            region.slug,
            region.name,
            count(region.councils, "council") if region.councils else "no council here yet",
        )
        for region in regions
    )
