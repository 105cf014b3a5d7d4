"""Changes of control over all elections: what they are narrowed down by, and in which order they come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from councils.domain.control import Majority
from elections.browsing.choices import FacetChoices, choices, fitting
from elections.browsing.contests import (
    CHANGE_LABELS,
    NO_COUNCIL,
    ContestSummary,
    contest_vocabulary,
    control_labels,
)
from elections.browsing.criteria import FACET_LABELS, Criteria, Facet, Switch, Vocabulary
from elections.domain.changes_of_control import ChangeKind
from elections.pages.facts import Parties, RegionFacts

# What a change of control is, unless another kind of outcome is asked for.
CHANGED_HANDS = (ChangeKind.GAIN, ChangeKind.LOSS_TO_NOC)
SINCE, UNTIL = "since", "until"

SORTS = MappingProxyType(
    {
        "-day": "Newest first",
        "day": "Oldest first",
        "name": "Council, A to Z",
        "-name": "Council, Z to A",
        "region": "Region",
        "change": "Change of control",
    }
)
HEADINGS = MappingProxyType({**FACET_LABELS, Facet.PARTY: "Party that gained or lost"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a contest did to control, as a list of such outcomes has it."""

    contest: ContestSummary

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names its council answers to, folded."""
        return self.contest.names

    @property
    def kind(self) -> ChangeKind:
        """Return what happened to control."""
        return self.contest.change.kind

    @property
    def year(self) -> int:
        """Return the year of the poll."""
        return self.contest.contest.election.polling_day.year

    @property
    def council(self) -> str:
        """Return the council's slug."""
        return self.contest.contest.council.slug

    def values_of(self, facet: Facet) -> frozenset[str]:
        """Return the outcome's values of a facet. Its parties are those that had or have control."""
        if facet is not Facet.PARTY:
            return self.contest.values_of(facet)
        change = self.contest.change
        return frozenset(
            control.party
            for control in (change.before, change.after)
            if isinstance(control, Majority)
        )


def years_of(contests: Iterable[ContestSummary]) -> tuple[int, ...]:
    """Return the years of the polls, each once, the oldest first."""
    return tuple(sorted({each.contest.election.polling_day.year for each in contests}))


def changes_vocabulary(
    regions: Iterable[RegionFacts], parties: Parties, contests: Sequence[ContestSummary]
) -> Vocabulary:
    """Return every value by which changes of control can be narrowed down.

    `since` and `until` take a year, or the day of an election for the year it lies in.
    """
    common = contest_vocabulary(regions, parties)
    controls = control_labels(parties)
    years = years_of(contests)
    when = {str(year): str(year) for year in years}
    when.update(
        {
            each.slug: str(each.polling_day.year)
            for each in sorted({each.contest.election for each in contests}, key=lambda e: e.slug)
        }
    )
    return replace(
        common,
        labels={
            Facet.REGION: common.labels[Facet.REGION],
            Facet.PARTY: {
                slug: party.name for slug, party in parties.by_slug.items() if not party.is_bundle
            },
            Facet.BEFORE: {**controls, NO_COUNCIL: "No council before"},
            Facet.CONTROL: controls,
            Facet.CHANGE: common.labels[Facet.CHANGE],
            Facet.TYPE: common.labels[Facet.TYPE],
        },
        sorts=SORTS,
        headings=HEADINGS,
        switches=(
            *common.switches,
            Switch(SINCE, "year or election", when, str(years[0]) if years else ""),
            Switch(UNTIL, "year or election", when, str(years[-1]) if years else ""),
        ),
    )


def period(criteria: Criteria, vocabulary: Vocabulary) -> tuple[int, int]:
    """Return the first and the last year asked for, both included; nothing is in (0, 0)."""
    since, until = (
        next(each for each in vocabulary.switches if each.parameter == name)
        for name in (SINCE, UNTIL)
    )
    first, last = (
        int(switch.labels.get(criteria.position(switch), "0")) for switch in (since, until)
    )
    return first, last


def within(outcomes: Iterable[Outcome], years: tuple[int, int]) -> tuple[Outcome, ...]:
    """Return the outcomes of these years, both included, in the order given."""
    first, last = years
    return tuple(each for each in outcomes if first <= each.year <= last)


def that_changed_hands(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Return the outcomes by which somebody gained or lost control."""
    return tuple(each for each in outcomes if each.kind in CHANGED_HANDS)


def shown_outcomes(outcomes: Sequence[Outcome], criteria: Criteria) -> tuple[Outcome, ...]:
    """Return the outcomes that fit: those by which control changed, unless others are asked for."""
    considered = outcomes if criteria.values(Facet.CHANGE) else that_changed_hands(outcomes)
    return fitting(considered, criteria)


def outcome_choices(
    outcomes: Sequence[Outcome], criteria: Criteria, vocabulary: Vocabulary
) -> tuple[FacetChoices, ...]:
    """Return each facet's choices, counted over what is shown unless that facet is asked for."""
    considered = outcomes if criteria.values(Facet.CHANGE) else that_changed_hands(outcomes)
    found: list[FacetChoices] = []
    for facet, labels in vocabulary.labels.items():
        # Holds are out of sight until they are asked for: their own facet counts them.
        items = outcomes if facet is Facet.CHANGE else considered
        found += choices(items, criteria, replace(vocabulary, labels={facet: labels}))
    return tuple(found)


def sorted_outcomes(
    outcomes: Sequence[Outcome], sort: str, regions: Mapping[str, str]
) -> tuple[Outcome, ...]:
    """Return outcomes in the order that a list sorts by. Equals are newest first, then A to Z."""
    ordered = sorted(outcomes, key=lambda each: each.names[:1])
    ordered.sort(key=lambda each: each.contest.contest.election.polling_day, reverse=sort != "day")
    match sort:
        case "name" | "-name":
            ordered.sort(key=lambda each: each.names[:1], reverse=sort.startswith("-"))
        case "region":
            order = list(regions)
            ordered.sort(key=lambda each: order.index(each.contest.contest.council.region.slug))
        case "change":
            kinds = list(CHANGE_LABELS)
            ordered.sort(key=lambda each: kinds.index(each.kind))
        case _:
            pass
    return tuple(ordered)
