"""Changes of control over all elections are narrowed down, counted and sorted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.browsing.changes import (
    SORTS,
    Outcome,
    changes_vocabulary,
    outcome_choices,
    period,
    shown_outcomes,
    sorted_outcomes,
    that_changed_hands,
    within,
)
from elections.browsing.contests import ContestSummary
from elections.browsing.criteria import Criteria, Facet, read_criteria
from elections.browsing.names import folded
from elections.pages.facts import ContestMaterial, RegionFacts
from tests.elections.pages import cases

REGIONS = (
    cases.NORTH_EAST,
    RegionFacts("north-west", "North West"),
    RegionFacts("london", "London"),
    cases.SOUTH_EAST,
)


def outcome(material: ContestMaterial) -> Outcome:
    name = material.contest.council.name
    return Outcome(ContestSummary(material.contest, material.result, folded([name])))


ALL = tuple(
    map(
        outcome,
        (cases.medway(), cases.south_tyneside(), cases.barnet(), cases.cumberland()),
    )
)
CONTESTS = tuple(each.contest for each in ALL)
VOCABULARY = changes_vocabulary(REGIONS, cases.PARTIES, CONTESTS)


def names(outcomes: tuple[Outcome, ...]) -> list[str]:
    return [each.contest.contest.council.name for each in outcomes]


def asked(**query: str) -> Criteria:
    reading = read_criteria({name: [value] for name, value in query.items()}, VOCABULARY)
    assert not reading.problems
    return reading.criteria


def test_only_what_changed_hands_is_shown_unless_more_is_asked_for() -> None:
    assert names(shown_outcomes(ALL, Criteria())) == ["Medway", "Barnet"]
    assert names(shown_outcomes(ALL, asked(change="hold"))) == ["South Tyneside"]
    assert names(shown_outcomes(ALL, asked(change="new"))) == ["Cumberland"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"control": "labour"}, ["Medway", "Barnet"]),
        # No source says who had Barnet before.
        ({"before": "conservative"}, ["Medway"]),
        ({"before": "undetermined"}, ["Barnet"]),
        ({"party": "conservative", "region": "south-east"}, ["Medway"]),
        ({"party": "labour", "change": "new"}, ["Cumberland"]),
        ({"before": "none", "change": "new"}, ["Cumberland"]),
        ({"party": "green"}, []),
        ({"control": "conservative"}, []),
        ({"q": "barn"}, ["Barnet"]),
    ],
)
def test_changes_are_narrowed_down_by_who_gained_and_who_lost(
    query: dict[str, str], found: list[str]
) -> None:
    assert names(shown_outcomes(ALL, asked(**query))) == found


@pytest.mark.parametrize(
    ("query", "years"),
    [
        ({}, (2022, 2024)),
        ({"since": "2023"}, (2023, 2024)),
        ({"since": "2023-05-04", "until": "2023"}, (2023, 2023)),
    ],
)
def test_the_years_asked_for_are_both_included(
    query: dict[str, str], years: tuple[int, int]
) -> None:
    assert period(asked(**query), VOCABULARY) == years
    first, last = years
    assert {each.year for each in within(ALL, years)} <= set(range(first, last + 1))
    assert names(within(ALL, (2023, 2023))) == ["Medway"]


def test_a_year_without_an_election_is_told_with_those_there_are() -> None:
    (problem,) = read_criteria({"since": ["1999"]}, VOCABULARY).problems
    assert "There is no year or election" in problem.message
    assert "2022" in problem.message


def test_each_choice_counts_what_is_shown_and_holds_only_where_they_are_asked_for() -> None:
    facets = {each.facet: each for each in outcome_choices(ALL, Criteria(), VOCABULARY)}
    counts = {each.value: each.count for each in facets[Facet.CONTROL].choices}
    assert counts == {"labour": 2}
    kinds = {each.value: each.count for each in facets[Facet.CHANGE].choices}
    assert kinds == {"gain": 2, "hold": 1, "new": 1}


@given(st.sampled_from(list(SORTS)), st.permutations(ALL))
def test_every_order_keeps_every_change_and_depends_on_nothing_else(
    sort: str, shuffled: list[Outcome]
) -> None:
    regions = VOCABULARY.labels[Facet.REGION]
    ordered = sorted_outcomes(shuffled, sort, regions)
    assert ordered == sorted_outcomes(ALL, sort, regions)
    assert sorted(names(ordered)) == sorted(names(ALL))


def test_the_newest_come_first_and_then_a_to_z() -> None:
    regions = VOCABULARY.labels[Facet.REGION]
    days = [
        each.contest.contest.election.polling_day for each in sorted_outcomes(ALL, "-day", regions)
    ]
    assert days == sorted(days, reverse=True)
    assert names(sorted_outcomes(that_changed_hands(ALL), "name", regions)) == ["Barnet", "Medway"]
