"""The chart, the drawing without a script and the table share one dataset."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from elections.domain.figures import Reported, Unknown
from elections.pages.before_and_after import SeatsTable
from elections.pages.charts import seats_bar
from elections.pages.contest import contest_page
from elections.pages.facts import ContestMaterial, Parties, PartyFacts
from tests.elections.pages import cases


def table_of(material: ContestMaterial, *, asked: str = "") -> SeatsTable:
    """Return the table and chart of a contest."""
    figures = contest_page(material, asked=asked).figures
    assert figures is not None
    return figures.table


ALL = [
    pytest.param(build, id=build.__name__)
    for build in (
        cases.medway,
        cases.maidstone,
        cases.south_tyneside,
        cases.portsmouth,
        cases.cumberland,
        cases.disputed_medway,
    )
]


@pytest.mark.parametrize("build", ALL)
def test_a_chart_shows_the_very_numbers_of_its_table(build: Callable[[], ContestMaterial]) -> None:
    table = table_of(build())
    shown = {
        row.holder: [view.value if view else None for view in (row.before, row.after)]
        for row in table.rows
    }
    for series in table.chart.payload["series"]:
        if table.chart.shows_anything:
            # A party without a seat has no segment; the table says 0 or that it is not known.
            assert [seats or None for seats in series["seats"]] == [
                value or None for value in shown[series["holder"]]
            ]


@pytest.mark.parametrize("build", ALL)
def test_segments_fill_a_bar_without_gap_or_overlap(build: Callable[[], ContestMaterial]) -> None:
    for bar in table_of(build()).chart.bars:
        ends = 0
        for segment in bar.segments:
            assert segment.start == ends
            assert segment.seats > 0
            ends += segment.seats
        assert ends <= bar.scale


def test_both_bars_are_on_one_scale_and_each_has_its_own_majority() -> None:
    chart = table_of(cases.medway()).chart
    assert [bar.scale for bar in chart.bars] == [59, 59]
    assert chart.payload["majorities"] == [28, 30]
    assert [bar.half for bar in chart.bars] == ["27.5", "29.5"]


def test_half_of_an_even_council_is_not_a_majority() -> None:
    after = table_of(cases.south_tyneside()).chart.after
    assert (after.half, after.majority_at) == ("27", 28)


def test_what_is_left_of_a_known_size_is_drawn_as_not_known() -> None:
    after = table_of(cases.maidstone()).chart.after
    assert (after.segments[-1].holder, after.segments[-1].seats) == ("not-known", 3)


def test_seats_that_exceed_the_council_are_all_drawn() -> None:
    after = table_of(cases.disputed_medway()).chart.after
    assert after.total == 59
    assert sum(segment.seats for segment in after.segments) == 61
    assert after.scale == 61


def test_nothing_known_is_nothing_drawn() -> None:
    assert not table_of(cases.portsmouth()).chart.shows_anything
    assert not table_of(cases.cumberland()).chart.shows_anything


def test_a_chart_describes_itself_in_words() -> None:
    assert table_of(cases.medway()).chart.description == (
        "Before: Labour 20, Conservative 33 and Independent 2, of 55 seats; 28 for a majority. "
        "After: Labour 33, Conservative 22 and Independent 4, of 59 seats; 30 for a majority."
    )


def test_a_payload_is_plain_json() -> None:
    payload = table_of(cases.medway()).chart.payload
    assert json.loads(json.dumps(payload)) == payload


PARTIES = Parties.of(
    PartyFacts(slug, slug.title(), slug.title(), is_bundle=slug == "other")
    for slug in ("labour", "conservative", "liberal-democrats", "green", "independent", "other")
)


@pytest.mark.parametrize(
    ("seats", "total", "drawn"),
    [
        # Medway 2023: a report's four independents are the table's four others.
        (
            {"labour": 33, "conservative": 22, "independent": 4, "other": 4},
            59,
            {"labour": 33, "conservative": 22, "independent": 4},
        ),
        # Maidstone 2023: ten of each, and three seats whose source gives one fewer to each party.
        (
            {"conservative": 23, "labour": 5, "independent": 10, "other": 10},
            41,
            {"conservative": 23, "labour": 5, "independent": 10, "not-known": 3},
        ),
        # Greens who are among twenty others: seventeen others are left.
        (
            {"labour": 30, "green": 3, "other": 20},
            50,
            {"labour": 30, "green": 3, "other": 17},
        ),
        # Castle Point 2023: nobody named is in it.
        ({"conservative": 9, "other": 32}, 41, {"conservative": 9, "other": 32}),
        # Named seats that exceed the council say nothing of the bundle.
        ({"labour": 40, "other": 2}, 39, {"labour": 40, "other": 2}),
    ],
)
def test_who_is_named_beside_a_bundle_is_drawn_once(
    seats: dict[str, int], total: int, drawn: dict[str, int]
) -> None:
    bar = seats_bar(
        "After",
        {party: Reported(number, ()) for party, number in seats.items()},
        order=tuple(seats),
        vacant=Unknown(),
        total=Reported(total, ()),
        parties=PARTIES,
    )
    assert {segment.holder: segment.seats for segment in bar.segments} == drawn
