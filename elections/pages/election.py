"""The page of one election: every contest in a table, and what was reported of the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from councils.domain.control import Majority
from elections.browsing.choices import choices, fitting
from elections.browsing.contests import (
    CHANGE_LABELS,
    ContestSummary,
    contest_vocabulary,
    sorted_contests,
)
from elections.browsing.criteria import Criteria, Facet, Problem, Vocabulary, read_criteria
from elections.browsing.names import folded
from elections.domain.changes_of_control import ChangeKind, ChangeOfControl
from elections.domain.results import State
from elections.domain.words.naming import joined
from elections.pages.claim_words import election_claim_sentence
from elections.pages.contest_rows import ContestRow, contest_row
from elections.pages.facts import (
    ElectionClaimFacts,
    ElectionFacts,
    ElectionMaterial,
    Parties,
    day_beside,
)
from elections.pages.figures import Place
from elections.pages.filters import Column, FiltersView, announcement, column, filters_view
from elections.pages.flow import FlowView, flow_view
from elections.pages.scoreboard import ScoreboardView, scoreboard_view
from elections.pages.sources import SourceView, source_view
from elections.pages.words import capitalised, count

Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class AsReported:
    """A claim about the whole election, as one source had it at one moment."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class ReportedBy:
    """What one source reported of the whole election, and when it appeared."""

    source: SourceView
    items: tuple[AsReported, ...]


@dataclass(frozen=True, slots=True)
class ElectionLink:
    """Another election, to go on to."""

    slug: str
    name: str
    polling_day: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The contests of an election that a query string asks for, sorted as it asks.

    `all` are those of the whole election. `problems` are what was asked for and is none.
    """

    criteria: Criteria
    vocabulary: Vocabulary
    problems: tuple[Problem, ...]
    all: tuple[ContestSummary, ...]
    contests: tuple[ContestSummary, ...]


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
        return announcement(self.filters, self.shown_text, self.nothing)

    @property
    def title(self) -> str:
        """Return the title of the browser's window."""
        return f"{self.shown_text}, {self.headline}" if self.filters.is_set else self.headline


def shown_contests(material: ElectionMaterial, query: Query) -> Shown:
    """Return the contests of an election that a query string asks for."""
    vocabulary = contest_vocabulary(material.regions, material.parties)
    reading = read_criteria(query, vocabulary)
    everything = tuple(
        ContestSummary(
            contest, result, material.names.get(contest.ballot_id) or folded([contest.council.name])
        )
        for contest, result in material.contests
    )
    return Shown(
        reading.criteria,
        vocabulary,
        reading.problems,
        everything,
        sorted_contests(fitting(everything, reading.criteria), reading.criteria.sort, vocabulary),
    )


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
        shown_text=f"{number} of {count(total, 'council')}"
        if criteria.narrows
        else count(total, "council"),
        nothing=_nothing(shown) if total and not number else "",
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
        rows=tuple(contest_row(each.contest, each.result, parties) for each in shown.contests),
        csv=f"{address}contests.csv{criteria.query}",
        here=f"{address}{criteria.query}",
        reported=_reported(material),
        others=tuple(election_link(election) for election in material.other_elections),
    )


def _nothing(shown: Shown) -> str:
    """Return what to do where no council fits: which choice to drop, and what that would leave."""
    criteria = shown.criteria
    ways_on = [
        (
            " or ".join(shown.vocabulary.labels[facet][value] for value in criteria.values(facet)),
            len(fitting(shown.all, criteria.without(facet))),
        )
        for facet in Facet
        if criteria.values(facet)
    ]
    if criteria.q:
        left = len(fitting(shown.all, criteria.with_q("")))
        ways_on.append((f"\u201c{criteria.q}\u201d", left))
    better = [f"without {label} there would be {number}" for label, number in ways_on if number]
    if not better:
        return "No council fits all of this."
    return f"No council fits all of this: {joined(better)}."


def election_link(election: ElectionFacts) -> ElectionLink:
    """Return a link to an election, with its day unless the name says it already."""
    return ElectionLink(election.slug, election.name, day_beside(election))


def _counts(states: Sequence[State]) -> str:
    """Return how many councils are here, which are not all that voted, and what is known of them."""
    if not states:
        return "No contest is stored for this election yet."
    by_state = Counter(states)
    total = len(states)
    known = [
        f"{_of_them(by_state[state], total)} {one if by_state[state] == 1 else many} {words}"
        for state, one, many, words in (
            (State.DECLARED, "has", "have", "declared"),
            (State.IN_PART, "is", "are", "reported in part"),
            (State.AWAITED, "is", "are", "awaited"),
        )
        if by_state[state]
    ]
    return f"This site has {total} of the councils that voted; {joined(known)}."


def _of_them(number: int, total: int) -> str:
    if number < total:
        return f"{number}"
    return "it" if total == 1 else f"all {total}"


def changes_in_words(contests: Iterable[ContestSummary], parties: Parties) -> tuple[str, ...]:
    """Return what happened to control, counted over the contests: "Labour gain 3 councils"."""
    order = list(CHANGE_LABELS)
    tally = Counter(_what_happened(each.change) for each in contests if each.result is not None)
    ordered = sorted(
        tally.items(), key=lambda each: (order.index(each[0][0]), -each[1], each[0][1])
    )
    return tuple(
        _change_sentence(kind, party, number, parties) for (kind, party), number in ordered
    )


def _what_happened(change: ChangeOfControl) -> tuple[ChangeKind, str]:
    match change:
        case ChangeOfControl(kind=ChangeKind.GAIN | ChangeKind.HOLD, after=Majority(party)):
            return change.kind, party
        case ChangeOfControl(kind=ChangeKind.NEW, after=Majority(party)):
            return change.kind, party
        case _:
            return change.kind, ""


def _change_sentence(kind: ChangeKind, party: str, number: int, parties: Parties) -> str:
    councils = count(number, "council")
    who = capitalised(parties.by_slug[party].group) if party else ""
    one = number == 1
    match kind:
        case ChangeKind.GAIN:
            return f"{who} gain {councils}"
        case ChangeKind.HOLD:
            return f"{who} hold {councils}"
        case ChangeKind.NEW:
            new = count(number, "new council")
            return f"{who} take {new}" if who else f"{new}, with nobody in overall control"
        case ChangeKind.LOSS_TO_NOC:
            return f"{councils} {'goes' if one else 'go'} to no overall control"
        case ChangeKind.STAYS_NOC:
            return f"{councils} {'stays' if one else 'stay'} under no overall control"
        case ChangeKind.UNDETERMINED:
            return f"{councils} where it is not known whether control changed"
        case ChangeKind.NOT_APPLICABLE:
            return f"{councils} where no party has control by design"


def _reported(material: ElectionMaterial) -> tuple[ReportedBy, ...]:
    """Return what sources reported of the whole election, by source, the newest last."""
    claims = [claim for claim in material.claims if not claim.is_replaced]
    sources = sorted(
        (material.sources[slug] for slug in {claim.source for claim in claims}),
        key=lambda source: (source.published_on, source.edition, source.slug),
    )
    return tuple(
        ReportedBy(
            source_view(source),
            tuple(
                _as_reported(claim, source.name, material.parties)
                for claim in _in_their_order(claims)
                if claim.source == source.slug
            ),
        )
        for source in sources
    )


def _as_reported(claim: ElectionClaimFacts, source: str, parties: Parties) -> AsReported:
    return AsReported(
        election_claim_sentence(claim, parties),
        Place(claim.source, source, claim.reference, claim.paragraph),
    )


def _in_their_order(claims: Iterable[ElectionClaimFacts]) -> list[ElectionClaimFacts]:
    return sorted(claims, key=lambda claim: (claim.paragraph or 0, claim.reference))
