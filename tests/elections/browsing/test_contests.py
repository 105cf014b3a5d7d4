"""Contests are narrowed down, counted and sorted by what is known of them."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.browsing.choices import Choice, choices, fitting
from elections.browsing.contests import SORTS, ContestSummary, contest_vocabulary, sorted_contests
from elections.browsing.criteria import Criteria, Facet
from elections.browsing.names import folded
from elections.pages.facts import ContestMaterial, RegionFacts
from tests.elections.pages import cases

VOCABULARY = contest_vocabulary(
    [
        cases.NORTH_EAST,
        RegionFacts("north-west", "North West"),
        RegionFacts("london", "London"),
        cases.SOUTH_EAST,
    ],
    cases.PARTIES,
)


def summary(material: ContestMaterial) -> ContestSummary:
    """Return a contest as lists have it."""
    council = material.contest.council
    return ContestSummary(material.contest, material.result, folded([council.name]))


AWAITED = ContestSummary(
    cases.contest("Wokingham", cases.ELECTION_2024), None, folded(["Wokingham"])
)
ALL = (
    *map(summary, (cases.medway(), cases.south_tyneside(), cases.barnet(), cases.cumberland())),
    AWAITED,
)


def names(summaries: tuple[ContestSummary, ...]) -> list[str]:
    """Return the councils' names in order."""
    return [each.contest.council.name for each in summaries]


def choice(facet: Facet, value: str, criteria: Criteria | None = None) -> Choice:
    """Return one choice of a facet."""
    found = choices(ALL, criteria or Criteria(), VOCABULARY)
    (of_facet,) = [each for each in found if each.facet is facet]
    (only,) = [each for each in of_facet.choices if each.value == value]
    return only


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        (Criteria(), ["Medway", "South Tyneside", "Barnet", "Cumberland", "Wokingham"]),
        (Criteria({Facet.REGION: ("south-east",)}), ["Medway", "Wokingham"]),
        (Criteria({Facet.REGION: ("south-east", "london")}), ["Medway", "Barnet", "Wokingham"]),
        (
            Criteria({Facet.CONTROL: ("labour",), Facet.CHANGE: ("gain",)}),
            ["Medway", "Barnet"],
        ),
        (Criteria({Facet.CHANGE: ("new",)}), ["Cumberland"]),
        (Criteria({Facet.CONTROL: ("undetermined",)}), ["Wokingham"]),
        (Criteria({Facet.CONTROL: ("noc",)}), []),
        (Criteria({Facet.PARTY: ("green",)}), ["South Tyneside"]),
        (Criteria({Facet.TYPE: ("london-borough",)}), ["Barnet"]),
        (Criteria(q="south"), ["South Tyneside"]),
        (Criteria({Facet.REGION: ("london",)}, q="med"), []),
    ],
)
def test_facets_hold_together_and_their_values_are_alternatives(
    criteria: Criteria, expected: list[str]
) -> None:
    assert names(fitting(ALL, criteria)) == expected


def test_a_choice_counts_what_it_would_show_with_the_other_facets_as_they_are() -> None:
    gains = Criteria({Facet.CHANGE: ("gain",), Facet.REGION: ("london",)})
    assert choice(Facet.REGION, "south-east", gains).count == 1
    assert choice(Facet.REGION, "london", gains).is_chosen
    assert choice(Facet.CHANGE, "new", gains).count == 0


def test_a_value_that_nothing_has_is_no_choice_unless_it_is_chosen() -> None:
    asked = Criteria({Facet.CONTROL: ("noc",)})
    assert (
        choice(Facet.CONTROL, "noc", asked).count,
        choice(Facet.CONTROL, "noc", asked).is_chosen,
    ) == (0, True)
    values = [c.value for each in choices(ALL, Criteria(), VOCABULARY) for c in each.choices]
    assert "noc" not in values


FACETED = st.builds(
    Criteria,
    st.fixed_dictionaries(
        {
            facet: st.lists(st.sampled_from(sorted(labels)), max_size=2, unique=True).map(tuple)
            for facet, labels in VOCABULARY.labels.items()
        }
    ),
    st.sampled_from(["", "", "med", "south t"]),
)


@given(FACETED)
def test_each_count_is_what_choosing_that_alone_shows(criteria: Criteria) -> None:
    for facet in choices(ALL, criteria, VOCABULARY):
        for each in facet.choices:
            alone = criteria.without(facet.facet).toggled(facet.facet, each.value)
            assert each.count == len(fitting(ALL, alone))


@given(FACETED)
def test_asking_for_more_never_shows_more(criteria: Criteria) -> None:
    shown = set(names(fitting(ALL, criteria)))
    for facet in Facet:
        assert shown <= set(names(fitting(ALL, criteria.without(facet))))


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", ["Barnet", "Cumberland", "Medway", "South Tyneside", "Wokingham"]),
        ("-name", ["Wokingham", "South Tyneside", "Medway", "Cumberland", "Barnet"]),
        ("region", ["South Tyneside", "Cumberland", "Barnet", "Medway", "Wokingham"]),
        ("change", ["Barnet", "Medway", "Cumberland", "South Tyneside", "Wokingham"]),
        ("-seats", ["Barnet", "Medway", "South Tyneside", "Cumberland", "Wokingham"]),
    ],
)
def test_contests_are_sorted_as_asked_and_by_name_among_equals(
    sort: str, expected: list[str]
) -> None:
    assert names(sorted_contests(ALL, sort, VOCABULARY)) == expected


@pytest.mark.parametrize("sort", ["majority", "-majority", "seats", "-seats"])
def test_what_is_not_known_comes_last_whichever_way_round(sort: str) -> None:
    numbers = [
        each.majority if sort.endswith("majority") else each.seats_total
        for each in sorted_contests(ALL, sort, VOCABULARY)
    ]
    known = [number for number in numbers if number is not None]
    assert numbers == [*known, *([None] * (len(numbers) - len(known)))]
    assert known == sorted(known, reverse=sort.startswith("-"))
    assert known


@pytest.mark.parametrize("sort", ["", *SORTS])
def test_sorting_loses_nothing(sort: str) -> None:
    assert Counter(names(sorted_contests(ALL, sort, VOCABULARY))) == Counter(names(ALL))
