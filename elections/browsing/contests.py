"""Contests in a list: what each is narrowed down by, and the orders there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from councils.domain.control import (
    Control,
    Majority,
    NoCouncilBefore,
    NoOverallControl,
    NotApplicable,
    Undetermined,
)
from councils.domain.council_types import CouncilType
from elections.browsing.criteria import Criteria, Facet, Switch, Vocabulary
from elections.domain.baselines import Baseline
from elections.domain.changes_of_control import ChangeKind, ChangeOfControl
from elections.domain.contests import Scope
from elections.domain.figures import Unknown, known_value
from elections.domain.overview.counted import Counted, counted_from
from elections.domain.overview.involvement import involved_parties
from elections.domain.overview.largest import (
    Largest,
    LargestHolder,
    LargestNotKnown,
    Tied,
    largest_holder,
)
from elections.domain.results import Reconciliation, State
from elections.keeping import same_for_same
from elections.pages.facts import ContestFacts, Parties, RegionFacts, Result
from elections.pages.words import BASELINE_LABELS, COUNCIL_TYPE_LABELS, capitalised

# What `control` takes beside the slugs of parties (design.md 6).
NOC, UNDETERMINED, NOT_APPLICABLE = "noc", "undetermined", "not_applicable"
# What `before` takes beside those.
NO_COUNCIL = "none"
# What `largest` takes beside them.
TIED = "tied"

# In the order in which a reader asks for them.
CHANGE_LABELS = MappingProxyType(
    {
        ChangeKind.GAIN: "Gain",
        ChangeKind.LOSS_TO_NOC: "Loss to no overall control",
        ChangeKind.NEW: "New council",
        ChangeKind.HOLD: "Hold",
        ChangeKind.STAYS_NOC: "Stays under no overall control",
        ChangeKind.UNDETERMINED: "Not known",
        ChangeKind.NOT_APPLICABLE: "No control by party",
    }
)
SORTS = MappingProxyType(
    {
        "name": "Council, A to Z",
        "-name": "Council, Z to A",
        "region": "Region",
        "change": "Change of control",
        "-majority": "Largest majority first",
        "majority": "Smallest majority first",
        "-seats": "Most seats first",
        "seats": "Fewest seats first",
    }
)

# What changes are counted from. Unasked, each contest has its own: the API's `default_baseline`.
OWN_BASELINE = "default"
BASELINE_SWITCH = Switch(
    "baseline",
    "baseline",
    MappingProxyType(
        {
            OWN_BASELINE: "The best known for each council",
            **{baseline.value: label for baseline, label in BASELINE_LABELS.items()},
        }
    ),
    OWN_BASELINE,
)


@dataclass(frozen=True, slots=True)
class ContestSummary:
    """One contest in a list. Control before and what changed are counted from one baseline.

    `baseline` is the one asked for of all contests; None for the contest's own, its default.
    `names` are those its council answers to, folded. `result` is None where nothing is published.
    """

    contest: ContestFacts
    result: Result | None
    names: tuple[str, ...]
    baseline: Baseline | None = None

    @property
    def state(self) -> State:
        """Return how far the result is known."""
        return State.AWAITED if self.result is None else self.result.reconciliation.state

    @property
    def change(self) -> ChangeOfControl:
        """Return what happened to control, counted from the contest's baseline.

        The one thing that every list, sum, filter and map of contests goes by.
        """
        counted = self.counted
        if counted is None:
            return ChangeOfControl(ChangeKind.UNDETERMINED, Undetermined(), Undetermined())
        return counted.change

    @property
    def counted(self) -> Counted | None:
        """Return the result counted from the contest's baseline; None where there is no result."""
        if self.result is None:
            return None
        return counted_from(self.result.reconciliation, self.baseline)

    @property
    def says_who_ran_it(self) -> bool:
        """Return whether control before is that of the council as it was before this poll.

        When last fought says it only where all seats were up: for a council by thirds that is
        four years earlier, with other polls since.
        """
        counted = self.counted
        return (
            counted is None
            or counted.baseline is not Baseline.LAST_FOUGHT
            or self.contest.scope is Scope.WHOLE
        )

    @property
    def majority(self) -> int | None:
        """Return the majority of whoever has control after, in seats; None without or unknown."""
        match self.change.after, self.result:
            case Majority(party=party), Result(reconciliation=reconciliation):
                return known_value(reconciliation.majority_after.get(party, Unknown()))
            case _:
                return None

    @property
    def seats_total(self) -> int | None:
        """Return the council's size after the poll, where it is known."""
        return None if self.result is None else known_value(self.result.reconciliation.seats_total)

    @property
    def largest(self) -> LargestHolder:
        """Return who holds most seats after the poll."""
        if self.result is None:
            return LargestNotKnown()
        return _largest(self.result.reconciliation)

    def values_of(self, facet: Facet) -> frozenset[str]:
        """Return the contest's values of a facet.

        The parties are those that hold, held, won, gained or lost a seat for certain.
        """
        match facet:
            case Facet.REGION:
                return frozenset({self.contest.council.region.slug})
            case Facet.TYPE:
                return frozenset({self.contest.council.council_type.value})
            case Facet.BEFORE:
                return frozenset({before_value(self.change.before)})
            case Facet.CONTROL:
                return frozenset({control_value(self.change.after)})
            case Facet.CHANGE:
                return frozenset({self.change.kind.value})
            case Facet.LARGEST:
                return frozenset({largest_value(self.largest)})
            case Facet.PARTY:
                if self.result is None:
                    return frozenset()
                return _involved(self.result.reconciliation)


@same_for_same(most=2_000)
def _largest(result: Reconciliation) -> LargestHolder:
    return largest_holder(result)


@same_for_same(most=2_000)
def _involved(result: Reconciliation) -> frozenset[str]:
    return involved_parties(result)


def control_value(control: Control) -> str:
    """Return what `?control=` calls an answer to who has control."""
    match control:
        case Majority(party=party):
            return party
        case NoOverallControl():
            return NOC
        case NotApplicable():
            return NOT_APPLICABLE
        case _:
            return UNDETERMINED


def before_value(control: Control) -> str:
    """Return what `?before=` calls an answer to who had control: a new council had nobody."""
    return NO_COUNCIL if isinstance(control, NoCouncilBefore) else control_value(control)


def largest_value(largest: LargestHolder) -> str:
    """Return what `?largest=` calls an answer to who holds most seats."""
    match largest:
        case Largest(holder=holder):
            return holder
        case Tied():
            return TIED
        case LargestNotKnown():
            return UNDETERMINED


def control_labels(parties: Parties) -> Mapping[str, str]:
    """Return every value that control can have, by what `?control=` calls it."""
    return {
        **{slug: party.name for slug, party in parties.by_slug.items() if not party.is_bundle},
        NOC: "No overall control",
        UNDETERMINED: "Not known",
        NOT_APPLICABLE: "No control by party",
    }


def contest_vocabulary(
    regions: Iterable[RegionFacts], parties: Parties, more: Iterable[Switch] = ()
) -> Vocabulary:
    """Return every value by which contests can be narrowed down and sorted.

    `more` are the switches of a page beside that of the baseline.
    """
    return Vocabulary(
        labels={
            Facet.REGION: {region.slug: region.name for region in regions},
            Facet.CONTROL: control_labels(parties),
            Facet.CHANGE: {kind.value: label for kind, label in CHANGE_LABELS.items()},
            Facet.LARGEST: {
                **{slug: party.name for slug, party in parties.by_slug.items()},
                TIED: "Tied",
                UNDETERMINED: "Not known",
            },
            Facet.PARTY: {slug: party.name for slug, party in parties.by_slug.items()},
            Facet.TYPE: {
                kind.value: capitalised(COUNCIL_TYPE_LABELS[kind]) for kind in CouncilType
            },
        },
        sorts=SORTS,
        switches=(BASELINE_SWITCH, *more),
    )


def baseline_asked(criteria: Criteria) -> Baseline | None:
    """Return the baseline that all changes are counted from, or None for each contest's own."""
    position = criteria.position(BASELINE_SWITCH)
    return None if position == OWN_BASELINE else Baseline(position)


def counted_as_asked(
    summaries: Iterable[ContestSummary], criteria: Criteria
) -> tuple[ContestSummary, ...]:
    """Return contests counted from the baseline that is asked for, in the order given."""
    return counted_from_all(summaries, baseline_asked(criteria))


def counted_from_all(
    summaries: Iterable[ContestSummary], baseline: Baseline | None
) -> tuple[ContestSummary, ...]:
    """Return contests counted from one baseline, or each from its own, in the order given."""
    return tuple(
        each if each.baseline is baseline else replace(each, baseline=baseline)
        for each in summaries
    )


def sorted_contests(
    summaries: Sequence[ContestSummary], sort: str, vocabulary: Vocabulary
) -> tuple[ContestSummary, ...]:
    """Return the contests in an order of the vocabulary's; "" is its default.

    What is not known comes last, whichever way round; equals are in order of name.
    """
    by_name = sorted(summaries, key=lambda each: (each.names[:1], each.contest.ballot_id))
    key = (sort or vocabulary.default_sort).removeprefix("-")
    reverse = sort.startswith("-")
    match key:
        case "region":
            regions = list(vocabulary.labels[Facet.REGION])
            by_name.sort(key=lambda each: regions.index(each.contest.council.region.slug))
        case "change":
            kinds = list(CHANGE_LABELS)
            by_name.sort(key=lambda each: kinds.index(each.change.kind))
        case "majority":
            return _known_first(by_name, [each.majority for each in by_name], reverse=reverse)
        case "seats":
            return _known_first(by_name, [each.seats_total for each in by_name], reverse=reverse)
        case _ if reverse:
            by_name.reverse()
    return tuple(by_name)


def _known_first(
    summaries: Sequence[ContestSummary], numbers: Sequence[int | None], *, reverse: bool
) -> tuple[ContestSummary, ...]:
    known = [
        (number, each)
        for number, each in zip(numbers, summaries, strict=True)
        if number is not None
    ]
    known.sort(key=lambda pair: -pair[0] if reverse else pair[0])
    unknown = [each for number, each in zip(numbers, summaries, strict=True) if number is None]
    return (*(each for _, each in known), *unknown)
