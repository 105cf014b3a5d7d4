"""What a list is narrowed down to is read from an address and written back to it."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.browsing.contests import contest_vocabulary
from elections.browsing.criteria import (
    LONGEST_SEARCH,
    Criteria,
    Facet,
    Problem,
    Switch,
    read_criteria,
)
from elections.pages.facts import RegionFacts
from tests.elections.pages.cases import NORTH_EAST, PARTIES, SOUTH_EAST

VOCABULARY = contest_vocabulary([SOUTH_EAST, NORTH_EAST, RegionFacts("london", "London")], PARTIES)
DESIGNED = (
    "region=south-east&party=labour&control=labour&change=gain&type=unitary&q=med&sort=-majority"
)


def read(query: str) -> Criteria:
    """Return what a query string without fault asks for."""
    reading = read_criteria(parse_qs(query, keep_blank_values=True), VOCABULARY)
    assert reading.problems == ()
    return reading.criteria


def problems(query: str) -> tuple[Problem, ...]:
    """Return what is wrong with a query string."""
    return read_criteria(parse_qs(query, keep_blank_values=True), VOCABULARY).problems


def test_the_address_of_the_design_is_read_and_written_back() -> None:
    criteria = read(DESIGNED)
    assert criteria.values(Facet.REGION) == ("south-east",)
    assert (criteria.q, criteria.sort) == ("med", "-majority")
    assert criteria.query == f"?{DESIGNED}"


COLOURED = Switch("map", "map", {"control": "Control", "change": "Change"}, "control")
DRAWN = Switch("layer", "layer", {"districts": "Districts", "counties": "Counties"}, "districts")
SWITCHED = replace(VOCABULARY, switches=(COLOURED, DRAWN))


def test_a_switch_is_asked_for_only_where_it_is_not_in_its_own_place() -> None:
    reading = read_criteria(parse_qs("layer=counties&map=control&region=london"), SWITCHED)
    criteria = reading.criteria
    assert criteria.query == "?region=london&layer=counties"
    assert (criteria.position(COLOURED), criteria.position(DRAWN)) == ("control", "counties")
    both = criteria.with_switch(COLOURED, "change", SWITCHED.switches)
    assert both.query == "?region=london&map=change&layer=counties"
    assert both.with_switch(DRAWN, "districts", SWITCHED.switches).query == (
        "?region=london&map=change"
    )


def test_a_switch_leaves_nothing_out_and_stays_when_everything_is_shown_again() -> None:
    criteria = read_criteria(parse_qs("map=change&q=med&sort=-name"), SWITCHED).criteria
    assert criteria.narrows
    assert not criteria.leaving_nothing_out().narrows
    assert criteria.leaving_nothing_out().query == "?sort=-name&map=change"


def test_a_position_that_a_switch_has_not_is_told() -> None:
    reading = read_criteria(parse_qs("map=chagne"), SWITCHED)
    assert [each.message for each in reading.problems] == [
        "There is no map \u201cchagne\u201d. Did you mean \u201cchange\u201d?"
    ]
    assert reading.criteria.query == ""


def test_several_values_of_a_facet_come_in_one_order_and_once() -> None:
    one = read("change=loss_to_noc&change=gain&change=gain")
    assert one == read("change=gain&change=loss_to_noc")
    assert one.query == "?change=gain&change=loss_to_noc"


@pytest.mark.parametrize("query", ["", "region=", "q=+++", "sort=name", "utm_source=paper"])
def test_what_asks_for_nothing_leaves_no_query(query: str) -> None:
    criteria = read(query)
    assert criteria.query == ""
    assert not criteria.narrows


def test_a_choice_is_switched_on_and_off_again_and_the_rest_is_kept() -> None:
    criteria = read(DESIGNED)
    on = criteria.toggled(Facet.REGION, "london")
    assert on.values(Facet.REGION) == ("south-east", "london")
    assert on.toggled(Facet.REGION, "london") == criteria
    assert on.values(Facet.CHANGE) == ("gain",)
    assert criteria.without(Facet.REGION).values(Facet.REGION) == ()


@pytest.mark.parametrize(
    ("query", "parameter", "message"),
    [
        (
            "region=south-eest",
            "region",
            "There is no region “south-eest”. Did you mean “south-east”?",
        ),
        (
            "region=narnia",
            "region",
            "There is no region “narnia”. There are: south-east, north-east, london.",
        ),
        ("sort=-majorty", "sort", "There is no order “-majorty”. Did you mean “-majority”?"),
        ("change=won", "change", "There is no change of control “won”. There are: gain, "),
        ("control=other-planet", "control", "There is no choice of control “other-planet”."),
    ],
)
def test_a_wrong_value_is_told_with_what_would_do(query: str, parameter: str, message: str) -> None:
    (problem,) = problems(query)
    assert problem.parameter == parameter
    assert problem.message.startswith(message)


def test_the_rest_of_a_filter_is_kept_when_a_value_of_it_is_wrong() -> None:
    reading = read_criteria(
        parse_qs("region=narnia&region=london&change=gain&sort=size"), VOCABULARY
    )
    assert reading.criteria.query == "?region=london&change=gain"
    assert [each.parameter for each in reading.problems] == ["region", "sort"]


def test_a_name_longer_than_any_councils_is_told_and_shortened_in_the_message() -> None:
    (problem,) = problems(f"q={'m' * (LONGEST_SEARCH + 1)}")
    assert problem.parameter == "q"
    assert len(problem.value) <= 40


VALUES = st.one_of(
    st.text(max_size=20),
    st.sampled_from([value for labels in VOCABULARY.labels.values() for value in labels]),
    st.sampled_from(list(VOCABULARY.sorts)),
)
QUERIES = st.dictionaries(
    st.sampled_from([*(facet.value for facet in Facet), "q", "sort", "page"]),
    st.lists(VALUES, max_size=4),
)


@given(QUERIES)
def test_whatever_is_asked_reading_what_was_written_changes_nothing(
    query: dict[str, list[str]],
) -> None:
    criteria = read_criteria(query, VOCABULARY).criteria
    again: dict[str, list[str]] = {}
    for name, value in criteria.parameters:
        again.setdefault(name, []).append(value)
    reading = read_criteria(again, VOCABULARY)
    assert reading.criteria == criteria
    assert reading.problems == ()


@given(QUERIES)
def test_every_wrong_value_is_told_and_no_right_one(query: dict[str, list[str]]) -> None:
    reading = read_criteria(query, VOCABULARY)
    for facet, labels in VOCABULARY.labels.items():
        asked = {value.strip() for value in query.get(facet.value, []) if value.strip()}
        told = [each for each in reading.problems if each.parameter == facet.value]
        assert len(told) == len(asked - set(labels))
        assert set(reading.criteria.values(facet)) == asked & set(labels)
