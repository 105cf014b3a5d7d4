"""Changes are drawn to either side of none, and what is not known is not drawn as none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from councils.domain.council_types import CouncilType
from elections.domain.baselines import AFTER
from elections.domain.claims import SeatsChanged, SeatsHeld
from elections.domain.contests import ContestFacts as Standing
from elections.pages.change_bars import ChangeBars, change_bars
from elections.pages.contest import contest_page
from elections.pages.facts import ContestMaterial
from tests.elections.pages import cases


def bars_of(material: ContestMaterial, *, asked: str = "") -> ChangeBars | None:
    """Return the changes of a contest."""
    figures = contest_page(material, asked=asked).figures
    assert figures is not None
    assert figures.changes == change_bars(figures.table.rows)
    return figures.changes


def test_gains_stand_to_the_right_and_losses_to_the_left_of_no_change() -> None:
    bars = bars_of(cases.medway(), asked="notional")
    assert bars is not None
    known = {bar.holder: (bar.start - bars.reach, bar.width, bar.text) for bar in bars.bars}
    assert known["labour"] == (0, 11, "+11")
    assert known["conservative"] == (-13, 13, "−13")
    assert (bars.reach, bars.scale) == (13, 26)


@pytest.mark.parametrize(
    "build", [cases.medway, cases.south_tyneside, cases.portsmouth, cases.disputed_medway]
)
def test_bars_have_the_very_numbers_of_the_table(build: Callable[[], ContestMaterial]) -> None:
    figures = contest_page(build()).figures
    assert figures is not None
    bars = figures.changes
    assert bars is not None
    changes = {row.holder: row.change for row in figures.table.rows if row.change}
    assert {bar.holder: bar.text for bar in bars.bars} == {
        holder: view.text for holder, view in changes.items()
    }
    for bar in bars.bars:
        value = changes[bar.holder].value
        assert bar.is_known == (value is not None)
        assert bar.width == abs(value or 0)
        assert 0 <= bar.start <= bar.start + bar.width <= bars.scale


def test_a_change_that_is_not_known_comes_last_with_no_bar() -> None:
    rushmoor = cases.material(
        cases.contest("Rushmoor", cases.ELECTION_2024, CouncilType.DISTRICT),
        Standing(size_after=cases.size(39)),
        (
            cases.claim(cases.INDEPENDENT, SeatsHeld(AFTER, "green", 3), 4),
            cases.claim(cases.INDEPENDENT, SeatsChanged(cases.EVE, "labour", 6), 5, basis="stated"),
        ),
        sources=(cases.INDEPENDENT,),
    )
    bars = bars_of(rushmoor)
    assert bars is not None
    assert [(bar.holder, bar.text) for bar in bars.bars] == [
        ("labour", "+6"),
        ("green", "not known"),
    ]
    assert (bars.bars[1].start, bars.bars[1].width, bars.bars[1].is_known) == (6, 0, False)


@pytest.mark.parametrize("build", [cases.barnet, cases.cumberland])
def test_where_no_change_is_known_there_is_no_drawing(build: Callable[[], ContestMaterial]) -> None:
    assert bars_of(build()) is None
