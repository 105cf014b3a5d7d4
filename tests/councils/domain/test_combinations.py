"""Every combination that is listed has a majority and needs each of its members; none is missing."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.domain.combinations import (
    Combination,
    Sum,
    TooManyPartiesError,
    minimal_combinations,
    summed,
)
from councils.domain.control import majority_threshold


def told(combination: Combination) -> str:
    """Return a combination as the cases below write it: "lab + ld + 2 ind = 30 (0)"."""
    independents = f"{combination.independents} ind" if combination.independents else ""
    members = " + ".join(filter(None, [*combination.parties, independents]))
    return f"{members} = {combination.seats} ({combination.beyond})"


@pytest.mark.parametrize(
    ("seats", "independents", "total", "listed"),
    [
        pytest.param(
            {"ld": 18, "con": 8, "lab": 7, "ppip": 9},
            0,
            42,
            [
                "ld + ppip = 27 (5)",
                "ld + con = 26 (4)",
                "ld + lab = 25 (3)",
                "ppip + con + lab = 24 (2)",
            ],
            id="Portsmouth 2023",
        ),
        pytest.param(
            {"con": 24, "ld": 12, "green": 6, "lab": 3},
            10,
            55,
            [
                "con + ld = 36 (8)",
                "con + green = 30 (2)",
                "con + lab + 1 ind = 28 (0)",
                "con + 4 ind = 28 (0)",
                "ld + green + lab + 7 ind = 28 (0)",
                "ld + green + 10 ind = 28 (0)",
            ],
            id="Maidstone 2023: independents by their number",
        ),
        pytest.param(
            {"con": 22, "lab": 22},
            3,
            47,
            ["con + lab = 44 (20)", "con + 2 ind = 24 (0)", "lab + 2 ind = 24 (0)"],
            id="two level parties keep the order given",
        ),
        pytest.param(
            {"lab": 33, "con": 22},
            4,
            59,
            ["lab = 33 (3)"],
            id="Medway 2023: a majority needs nobody else, and nobody has one without it",
        ),
        pytest.param({"con": 24, "lab": 24}, 0, 48, ["con + lab = 48 (23)"], id="half is none"),
        pytest.param(
            {"lab": 20, "con": 10}, 0, 67, [], id="too many seats are not known or vacant"
        ),
        pytest.param({}, 5, 8, ["5 ind = 5 (0)"], id="independents alone"),
        pytest.param({}, 0, 8, [], id="nobody"),
    ],
)
def test_the_combinations_of_a_council(
    seats: dict[str, int], independents: int, total: int, listed: list[str]
) -> None:
    found = minimal_combinations(seats, independents=independents, total=total)
    assert [told(each) for each in found] == listed


COUNCILS = st.tuples(
    st.lists(st.integers(1, 40), max_size=6),
    st.integers(0, 5),
    st.integers(0, 12),
)


@given(COUNCILS)
def test_exactly_the_minimal_majorities_are_listed(council: tuple[list[int], int, int]) -> None:
    numbers, independents, nobodys = council
    seats = {f"party-{place}": number for place, number in enumerate(numbers)}
    total = sum(numbers) + independents + nobodys
    threshold = majority_threshold(total)
    found = minimal_combinations(seats, independents=independents, total=total)
    people = [f"person-{number}" for number in range(independents)]
    weights = {**seats, **dict.fromkeys(people, 1)}
    # Every set of members one by one, each independent told apart: slow, and plainly right.
    winning = [
        frozenset(chosen)
        for size in range(len(weights) + 1)
        for chosen in combinations(weights, size)
        if sum(weights[member] for member in chosen) >= threshold
    ]
    won = set(winning)
    minimal = {
        (frozenset(chosen - set(people)), len(chosen & set(people)))
        for chosen in winning
        if not any(chosen - {member} in won for member in chosen)
    }
    assert {(frozenset(each.parties), each.independents) for each in found} == minimal
    assert len(found) == len(minimal)


@given(COUNCILS)
def test_the_smallest_come_first_and_sums_are_true(council: tuple[list[int], int, int]) -> None:
    numbers, independents, nobodys = council
    seats = {f"party-{place}": number for place, number in enumerate(numbers)}
    total = sum(numbers) + independents + nobodys
    found = minimal_combinations(seats, independents=independents, total=total)
    ranks = [(each.members, -each.seats) for each in found]
    assert ranks == sorted(ranks)
    for each in found:
        assert each.seats == sum(seats[party] for party in each.parties) + each.independents
        assert each.beyond == each.seats - majority_threshold(total) >= 0
        assert [seats[party] for party in each.parties] == sorted(
            (seats[party] for party in each.parties), reverse=True
        )


@pytest.mark.parametrize(
    ("seats", "independents"), [({"lab": 0}, 0), ({"lab": 5}, -1), ({"lab": 50}, 10)]
)
def test_seats_that_cannot_be_are_refused(seats: dict[str, int], independents: int) -> None:
    with pytest.raises(ValueError, match="seat"):
        minimal_combinations(seats, independents=independents, total=55)


def test_more_parties_than_a_list_is_of_use_for_are_refused() -> None:
    with pytest.raises(TooManyPartiesError):
        minimal_combinations({f"party-{n}": 1 for n in range(17)}, independents=0, total=55)


@pytest.mark.parametrize(
    ("seats", "total", "is_what"),
    [
        ({"lab": 26, "green": 4}, 59, Sum(30, 0)),
        ({"lab": 26, "green": 3}, 59, Sum(29, 1)),
        ({"lab": 24}, 48, Sum(24, 1)),
        ({"lab": 33, "ld": 2}, 59, Sum(35, -5)),
        ({}, 59, Sum(0, 30)),
    ],
)
def test_a_sum_says_how_far_it_is_from_a_majority(
    seats: dict[str, int], total: int, is_what: Sum
) -> None:
    assert summed(seats, total=total) == is_what
    assert summed(seats, total=total).is_majority == (2 * sum(seats.values()) > total)
