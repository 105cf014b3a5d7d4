"""What is found on a sheet, seen beside what is known of the council."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.domain.control import (
    Control,
    Majority,
    NoOverallControl,
    NotApplicable,
    NotApplicableReason,
    Undetermined,
)
from elections.domain.contests import Scope
from elections.domain.desk.checking import (
    Beside,
    Held,
    SheetCode,
    SheetFinding,
    check_sheet,
    control_on,
    held_after,
)
from elections.domain.desk.sheets import COUNTED_LINE, VACANT_LINE, Counted, Sheet, seats_line

NIGHT = datetime(2023, 5, 5, 3, 10, tzinfo=UTC)
CLOSE = datetime(2023, 5, 4, 21, 0, tzinfo=UTC)
# Medway 2023, all 59 seats on a new map, 55 before.
MEDWAY = Beside(
    size=59,
    seats_up=59,
    scope=Scope.WHOLE,
    eve={"conservative": 29, "labour": 17, "independent": 9},
    eve_is_exact=True,
    eve_size=55,
    here=frozenset({"conservative", "labour", "independent"}),
    polls_close_at=CLOSE,
    bundles=frozenset({"other"}),
)
# Portsmouth 2022, by thirds: 42 seats, 14 of them up.
PORTSMOUTH = Beside(
    size=42,
    seats_up=14,
    scope=Scope.THIRDS,
    eve={"liberal-democrats": 18, "conservative": 14, "labour": 6, "independent": 4},
    eve_is_exact=True,
    eve_size=42,
    defended={"liberal-democrats": 7, "conservative": 4, "labour": 2, "independent": 1},
    here=frozenset({"liberal-democrats", "conservative", "labour", "independent", "green"}),
    bundles=frozenset({"other"}),
)


def held(**seats: int) -> Sheet:
    vacant = seats.pop("vacant", 0)
    named = {party.replace("_", "-"): number for party, number in seats.items()}
    return Sheet(Counted.HELD, named, vacant)


def won(**seats: int) -> Sheet:
    return Sheet(Counted.WON, {party.replace("_", "-"): number for party, number in seats.items()})


def codes(sheet: Sheet, beside: Beside, declared_at: datetime | None = NIGHT) -> list[str]:
    found = check_sheet(sheet, beside, declared_at=declared_at, now=NIGHT + timedelta(minutes=9))
    return [finding.code.value for finding in found]


def test_nothing_is_found_on_the_sheet_of_medway() -> None:
    assert codes(held(labour=33, conservative=22, independent=4), MEDWAY) == []


@pytest.mark.parametrize(
    ("sheet", "beside", "expected"),
    [
        (Sheet(Counted.HELD, {}), MEDWAY, ["E301"]),
        (Sheet(Counted.HELD, {}, vacant=59), MEDWAY, ["E301"]),
        (held(labour=33, conservative=22, independent=3), MEDWAY, ["E302"]),
        (held(labour=33, conservative=22, independent=5), MEDWAY, ["E302"]),
        (held(labour=33, conservative=22, independent=3, vacant=1), MEDWAY, ["W303"]),
        (won(liberal_democrats=9, conservative=5, labour=1), PORTSMOUTH, ["E302", "E303"]),
        (won(liberal_democrats=9, conservative=4), PORTSMOUTH, ["E302", "W305"]),
        (held(liberal_democrats=33, conservative=9), PORTSMOUTH, ["E304"]),
        (held(liberal_democrats=28, conservative=10, labour=4), PORTSMOUTH, ["W301"]),
        (held(labour=33, conservative=22, green=4), MEDWAY, ["W302"]),
        (held(labour=33, conservative=22), Beside(), ["W304"]),
        (won(labour=5), Beside(size=42, seats_up=5), ["E307"]),
    ],
)
def test_each_fault_has_its_code(sheet: Sheet, beside: Beside, expected: list[str]) -> None:
    assert codes(sheet, beside) == expected


def test_a_result_from_before_the_poll_closed_is_stopped() -> None:
    sheet = held(labour=33, conservative=22, independent=4)
    assert codes(sheet, MEDWAY, CLOSE - timedelta(seconds=1)) == ["E306"]
    assert codes(sheet, MEDWAY, CLOSE) == []


def test_a_sheet_without_a_time_is_from_now() -> None:
    sheet = held(labour=33, conservative=22, independent=4)
    found = check_sheet(sheet, MEDWAY, declared_at=None, now=CLOSE - timedelta(hours=1))
    assert [each.code for each in found] == [SheetCode.BEFORE_THE_POLL_CLOSED]


def test_a_time_to_come_does_not_make_it_later() -> None:
    sheet = held(labour=33, conservative=22, independent=4)
    found = check_sheet(sheet, MEDWAY, declared_at=NIGHT, now=CLOSE - timedelta(hours=1))
    assert [each.code.value for each in found] == ["E306", "W306"]


def test_a_rehearsal_s_sheet_may_be_typed_at_any_time() -> None:
    sheet = held(labour=33, conservative=22, independent=4)
    rehearsed = replace(MEDWAY, polls_close_at=None)
    before = CLOSE - timedelta(days=90)
    for declared_at in (None, NIGHT):
        assert check_sheet(sheet, rehearsed, declared_at=declared_at, now=before) == ()


def test_a_declaration_that_is_still_to_come_is_asked_about() -> None:
    sheet = held(labour=33, conservative=22, independent=4)
    assert codes(sheet, MEDWAY, NIGHT + timedelta(hours=1)) == ["W306"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (Majority("labour"), []),
        (Majority("conservative"), ["E305"]),
        (NoOverallControl(), ["E305"]),
        (None, []),
    ],
)
def test_control_that_is_said_has_to_follow_from_the_seats(
    said: Control | None, expected: list[str]
) -> None:
    seats = {"labour": 33, "conservative": 22, "independent": 4}
    assert codes(Sheet(Counted.HELD, seats, 0, said), MEDWAY) == expected


def test_exactly_half_is_no_control() -> None:
    # Portsmouth, 21 of 42.
    sheet = held(liberal_democrats=21, conservative=13, labour=4, independent=4)
    assert control_on(sheet, PORTSMOUTH) == NoOverallControl()


def test_control_is_not_known_until_the_seats_add_up() -> None:
    assert control_on(held(labour=33), MEDWAY) == Undetermined()


def test_belfast_has_no_control_whatever_its_seats() -> None:
    shared = NotApplicable(NotApplicableReason.POSTS_SHARED_IN_PROPORTION)
    belfast = Beside(size=60, no_party_control=shared)
    assert control_on(held(sinn_fein=31, dup=29), belfast) == shared


def test_seats_won_and_what_stays_make_the_new_council() -> None:
    sheet = won(liberal_democrats=7, conservative=3, labour=3, independent=1)
    assert held_after(sheet, PORTSMOUTH) == Held(
        {"conservative": 13, "independent": 4, "labour": 7, "liberal-democrats": 18}, 0
    )
    assert codes(sheet, PORTSMOUTH) == []


def test_what_rests_on_an_approximate_eve_is_no_more_exact_than_that() -> None:
    roughly = replace(PORTSMOUTH, eve_is_exact=False)
    after = held_after(won(liberal_democrats=7, conservative=3, labour=3, independent=1), roughly)
    assert after is not None
    assert not after.is_exact
    assert codes(held(liberal_democrats=33, conservative=9), roughly) == ["W307"]


def test_more_defended_than_held_is_a_fault_of_what_is_known() -> None:
    wrong = Beside(size=42, seats_up=14, eve={"labour": 1}, defended={"labour": 2})
    found = check_sheet(won(labour=14), wrong, declared_at=None, now=NIGHT)
    assert found == (SheetFinding(SheetCode.DEFENDED_EXCEEDS_HELD, (seats_line("labour"),)),)


def test_a_finding_names_the_lines_and_the_numbers() -> None:
    sheet = held(labour=33, conservative=22, independent=3)
    (found,) = check_sheet(sheet, MEDWAY, declared_at=NIGHT, now=NIGHT)
    assert (found.number, found.limit) == (58, 59)
    assert found.lines == (
        seats_line("conservative"),
        seats_line("independent"),
        seats_line("labour"),
        VACANT_LINE,
    )
    (stays,) = check_sheet(won(labour=5), Beside(seats_up=5), declared_at=None, now=NIGHT)
    assert stays.lines == (COUNTED_LINE,)


councils_by_thirds = st.fixed_dictionaries(
    {
        party: st.tuples(st.integers(0, 20), st.integers(0, 10), st.integers(0, 10))
        for party in ("labour", "conservative", "green")
    }
)


@given(councils_by_thirds)
def test_seats_won_always_come_to_the_size_where_as_many_are_won_as_were_defended(
    council: dict[str, tuple[int, int, int]],
) -> None:
    """What stays is anything; what is won is drawn apart and made to be as many as were up."""
    stays = {party: numbers[0] for party, numbers in council.items()}
    defended = {party: numbers[1] for party, numbers in council.items()}
    up = sum(defended.values())
    gained = {party: numbers[2] for party, numbers in council.items()}
    gained["green"] = max(0, up - gained["labour"] - gained["conservative"])
    if sum(gained.values()) != up or not up:
        return
    eve = {party: stays[party] + defended[party] for party in stays}
    size = sum(eve.values())
    beside = Beside(size=size, seats_up=up, eve=eve, eve_size=size, defended=defended)
    sheet = Sheet(Counted.WON, gained)
    after = held_after(sheet, beside)
    assert after is not None
    assert sum(after.seats.values()) == size
    found = check_sheet(sheet, beside, declared_at=None, now=NIGHT)
    # Nobody can have moved by more than was up.
    assert not any(each.code.stops for each in found)
