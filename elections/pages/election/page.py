"""The page of one election: what changed, who has what, where it was close, and every contest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from elections.browsing.choices import choices
from elections.domain.results import State
from elections.domain.words.naming import joined
from elections.pages.contest_rows import ContestRow, contest_row
from elections.pages.election.baselines import BaselinesView, baselines_view
from elections.pages.election.reported import ReportedBy, reported_by_source
from elections.pages.election.shown import Query, nothing_fits, shown_contests
from elections.pages.election.what_changed import changes_in_words
from elections.pages.facts import ElectionFacts, ElectionMaterial, day_beside
from elections.pages.filters import Column, FiltersView, announcement, column, filters_view
from elections.pages.flow import FlowView, flow_view
from elections.pages.scoreboard import ScoreboardView, scoreboard_view
from elections.pages.words import count


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
    has_contests: bool
    filters: FiltersView
    baselines: BaselinesView | None
    shown_text: str
    nothing: str
    changes: tuple[str, ...]
    scoreboard: ScoreboardView | None
    flow: FlowView | None
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
        if self.baselines is None:
            return text
        return f"{text} Changes are counted from: {self.baselines.label}."

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
    return ElectionPage(
        election=material.election,
        headline=material.election.name,
        polling_day=day_beside(material.election),
        counts=_counts([each.state for each in shown.all]),
        has_contests=bool(total),
        filters=filters_view(
            address,
            criteria,
            choices(shown.all, criteria, shown.vocabulary),
            shown.vocabulary,
            shown.problems,
        ),
        baselines=baselines_view(address, shown),
        shown_text=f"{number} of {count(total, 'council')}"
        if criteria.narrows
        else count(total, "council"),
        nothing=nothing_fits(shown) if total and not number else "",
        changes=changes_in_words(shown.contests, parties),
        scoreboard=scoreboard_view(shown.contests, parties),
        flow=flow_view(shown.contests, parties),
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


def election_link(election: ElectionFacts) -> ElectionLink:
    """Return a link to an election, with its day unless the name says it already."""
    return ElectionLink(election.slug, election.name, day_beside(election))


def _counts(states: Sequence[State]) -> str:
    """Return how many councils voted, as far as this site has them, and what is known of them."""
    if not states:
        return "No contest is stored for this election yet."
    by_state = Counter(states)
    elections = f"Elections to {count(len(states), 'council')}"
    if by_state[State.DECLARED] == len(states):
        return f"{elections}, {'all' if len(states) > 1 else 'and it has'} declared."
    known = [
        f"{by_state[state]} {words}"
        for state, words in (
            (State.DECLARED, "declared"),
            (State.IN_PART, "reported in part"),
            (State.AWAITED, "awaited"),
        )
        if by_state[state]
    ]
    return f"{elections}: {joined(known)}."
