"""Which contests of an election a query string asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from elections.browsing.choices import fitting
from elections.browsing.contests import (
    ContestSummary,
    baseline_asked,
    contest_vocabulary,
    sorted_contests,
)
from elections.browsing.criteria import Criteria, Facet, Problem, Vocabulary, read_criteria
from elections.browsing.names import folded
from elections.domain.words.naming import joined
from elections.pages.facts import ElectionMaterial
from elections.pages.maps.switches import map_switches

Query = Mapping[str, Sequence[str]]


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


def shown_contests(material: ElectionMaterial, query: Query) -> Shown:
    """Return the contests of an election that a query string asks for."""
    vocabulary = contest_vocabulary(
        material.regions,
        material.parties,
        map_switches(material.map, [contest.council.slug for contest, _ in material.contests]),
    )
    reading = read_criteria(query, vocabulary)
    baseline = baseline_asked(reading.criteria)
    everything = tuple(
        ContestSummary(
            contest,
            result,
            material.names.get(contest.ballot_id) or folded([contest.council.name]),
            baseline,
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


def nothing_fits(shown: Shown) -> str:
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
