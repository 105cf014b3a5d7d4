"""A council through the years: bands of control, new sizes, years that are missing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.domain.composition import Composition
from councils.domain.control import (
    Control,
    Majority,
    NoOverallControl,
    NotApplicable,
    NotApplicableReason,
    Undetermined,
    control_of,
)
from councils.domain.yearly import (
    Band,
    NewSize,
    Year,
    bands,
    control_by_year,
    missing_years,
    new_sizes,
)

OTHER = frozenset({"other"})
LABOUR, CONSERVATIVE = Majority("labour"), Majority("conservative")


def year(number: int, vacant: int = 0, **seats: int) -> Year:
    """Return a council's seats in a year."""
    return Year(number, Composition(seats, vacant))


MEDWAY = [
    year(1997, labour=39, ld=21, conservative=20),
    year(1998, labour=42, ld=18, conservative=20),
    year(2000, conservative=39, labour=25, ld=14, other=2),
    year(2003, conservative=30, labour=17, ld=6, other=2),
    year(2023, labour=31, conservative=21, other=7),
]


def test_medway_year_by_year() -> None:
    assert bands(control_by_year(MEDWAY, bundles=OTHER)) == (
        Band(NoOverallControl(), 1997, 1997),
        Band(LABOUR, 1998, 1998),
        Band(NoOverallControl(), 2000, 2000),
        Band(CONSERVATIVE, 2003, 2003),
        Band(LABOUR, 2023, 2023),
    )
    assert new_sizes(MEDWAY) == (NewSize(2003, 80, 55), NewSize(2023, 55, 59))
    assert missing_years(MEDWAY) == (1999, 2001, 2002, *range(2004, 2023))


@pytest.mark.parametrize(
    ("council", "control"),
    [
        (year(2026, labour=28, conservative=27), LABOUR),
        (year(2026, labour=28, conservative=28), NoOverallControl()),
        (year(2026, vacant=2, labour=28, conservative=27), NoOverallControl()),
        (year(2026, other=30, labour=25), Undetermined()),
        (year(2026, other=30, independent=31), Majority("independent")),
    ],
)
def test_control_of_a_year_is_the_one_rule(council: Year, control: Control) -> None:
    assert control_by_year([council], bundles=OTHER) == {2026: control}


def test_a_council_without_party_control_has_none_in_any_year() -> None:
    reason = NotApplicable(NotApplicableReason.POSTS_SHARED_IN_PROPORTION)
    assert control_by_year([year(2026, green=3, other=57)], bundles=OTHER, instead=reason) == {
        2026: reason
    }


def test_nothing_known_is_no_band() -> None:
    assert bands({}) == ()
    assert new_sizes([]) == ()
    assert missing_years([]) == ()


@given(
    st.dictionaries(
        st.integers(1973, 2026), st.sampled_from([LABOUR, NoOverallControl(), Undetermined()])
    )
)
def test_bands_tell_every_year_once_and_are_as_long_as_they_can_be(
    controls: dict[int, Control],
) -> None:
    found = bands(controls)
    told = {number: each.control for each in found for number in range(each.first, each.last + 1)}
    assert told == controls
    assert sum(each.last - each.first + 1 for each in found) == len(controls)
    for one, next_one in pairwise(found):
        assert one.last < next_one.first
        assert one.control != next_one.control or one.last + 1 < next_one.first


@given(st.lists(st.integers(0, 40), min_size=2, max_size=5), st.integers(0, 5))
def test_bands_agree_with_the_rule_for_one_moment(numbers: list[int], vacant: int) -> None:
    seats = {f"party-{place}": number for place, number in enumerate(numbers)}
    composition = Composition(seats, vacant)
    assert control_by_year([Year(2026, composition)], bundles=OTHER) == {
        2026: control_of(composition, bundles=OTHER)
    }
