"""The page of one election: what changed, who has what, where it was close, and every contest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from elections.browsing.choices import choices
from elections.pages.contest_rows import ContestRow, contest_row
from elections.pages.election.baselines import BaselinesView, baselines_view
from elections.pages.election.by_region import ByRegion, by_region
from elections.pages.election.exactness import Exactness, exactness
from elections.pages.election.reported import ReportedBy, reported_by_source
from elections.pages.election.shown import Query, nothing_fits, shown_contests
from elections.pages.election.side_by_side import SideBySide, side_by_side
from elections.pages.election.standing_out import StandsOut, standing_out
from elections.pages.election.what_changed import in_a_sentence, what_changed
from elections.pages.election.words import elections_in_words
from elections.pages.facts import ElectionFacts, ElectionMaterial, day_beside
from elections.pages.filters import Column, FiltersView, announcement, column, filters_view
from elections.pages.flow import FlowView, flow_view
from elections.pages.maps.drawing import MapView, map_view
from elections.pages.scoreboard import ScoreboardView, scoreboard_view
from elections.pages.words import count

# The sections of what is shown, in the page's order.
SECTIONS = MappingProxyType(
    {
        "changes": "What changed",
        "map": "Map",
        "scoreboard": "Scoreboard",
        "regions": "By region",
        "standing-out": "Closest and furthest",
        "contests": "Council by council",
    }
)

# What the map says of a council that did not vote.
NO_ELECTION_HERE = "not in this election"


@dataclass(frozen=True, slots=True)
class ElectionLink:
    """Another election, to go on to."""

    slug: str
    name: str
    polling_day: str


@dataclass(frozen=True, slots=True)
class ElectionPage:
    """One election. What follows the filters is of the councils they leave.

    `nothing` says what to do where they leave none. `is_right` is false where something was asked
    for that is none; `here` is the address of exactly this page.
    """

    election: ElectionFacts
    headline: str
    polling_day: str
    counts: str
    exactness: Exactness
    has_contests: bool
    filters: FiltersView
    baselines: BaselinesView | None
    shown_text: str
    nothing: str
    contents: tuple[tuple[str, str], ...]
    headlines: tuple[str, ...]
    changes: str
    map: MapView | None
    flow: FlowView | None
    scoreboard: ScoreboardView | None
    side_by_side: SideBySide | None
    by_region: ByRegion | None
    standing_out: tuple[StandsOut, ...]
    columns: tuple[Column, ...]
    rows: tuple[ContestRow, ...]
    csv: str
    here: str
    reported: tuple[ReportedBy, ...]
    others: tuple[ElectionLink, ...]

    @property
    def is_right(self) -> bool:
        """Return whether everything that was asked for makes sense."""
        return not self.filters.problems

    @property
    def announcement(self) -> str:
        """Return what a screen reader says when the list has changed."""
        text = announcement(self.filters, self.shown_text, self.nothing)
        if self.baselines is None or not self.baselines.asked:
            return text
        return f"{text} Changes are counted from: {self.baselines.asked}."

    @property
    def title(self) -> str:
        """Return the title of the browser's window."""
        return f"{self.shown_text}, {self.headline}" if self.filters.is_set else self.headline


def election_page(material: ElectionMaterial, query: Query | None = None) -> ElectionPage:
    """Return the page of an election, narrowed down and sorted as a query string asks.

    Without one every contest is on it, from A to Z.
    """
    shown = shown_contests(material, query or {})
    criteria, parties, address = shown.criteria, material.parties, material.address
    number, total = len(shown.contests), len(shown.all)
    changes = what_changed(shown.contests, parties)
    board = scoreboard_view(shown.contests, parties)
    regions = by_region(shown.contests, material.regions, parties, address, criteria)
    stands_out = standing_out(shown.contests, parties, address, criteria)
    facets = choices(shown.all, criteria, shown.vocabulary)
    drawn = map_view(material.map, shown, facets, parties, address=address, absent=NO_ELECTION_HERE)
    sections = {
        "changes": bool(changes),
        "map": drawn is not None,
        "scoreboard": board is not None,
        "regions": regions is not None,
        "standing-out": bool(stands_out),
        "contests": bool(shown.contests),
    }
    return ElectionPage(
        election=material.election,
        headline=material.election.name,
        polling_day=day_beside(material.election),
        counts=elections_in_words([each.state for each in shown.all]),
        exactness=exactness(material, shown.contests),
        has_contests=bool(total),
        filters=filters_view(
            address,
            criteria,
            facets,
            shown.vocabulary,
            shown.problems,
        ),
        baselines=baselines_view(address, shown),
        shown_text=f"{number} of {count(total, 'council')}"
        if criteria.narrows
        else count(total, "council"),
        nothing=nothing_fits(shown) if total and not number else "",
        contents=_contents(sections),
        headlines=in_a_sentence(shown.contests, parties),
        changes=changes,
        map=drawn,
        flow=flow_view(shown.contests, parties, address, criteria),
        scoreboard=board,
        side_by_side=side_by_side(shown.contests, parties),
        by_region=regions,
        standing_out=stands_out,
        columns=tuple(
            column(address, criteria, label, *sorts)
            for label, *sorts in (
                ("Council", "name", "-name"),
                ("Before",),
                ("After",),
                ("Change", "change"),
                ("Majority", "-majority", "majority"),
                ("Seats after", "-seats", "seats"),
            )
        ),
        rows=tuple(contest_row(each, parties) for each in shown.contests),
        csv=f"{address}contests.csv{criteria.query}",
        here=f"{address}{criteria.query}",
        reported=reported_by_source(material),
        others=tuple(election_link(election) for election in material.other_elections),
    )


def _contents(sections: Mapping[str, bool]) -> tuple[tuple[str, str], ...]:
    """Return the sections that have something to say, each with the id of its heading."""
    return tuple(
        (f"{name}-heading", SECTIONS[name]) for name in SECTIONS if sections.get(name, False)
    )


def election_link(election: ElectionFacts) -> ElectionLink:
    """Return a link to an election, with its day unless the name says it already."""
    return ElectionLink(election.slug, election.name, day_beside(election))
