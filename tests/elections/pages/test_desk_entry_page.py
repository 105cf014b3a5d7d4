"""What the entry page says of the figures as they stand: to typists neutrally, to editors why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from councils.domain.control import Undetermined
from councils.domain.council_types import CouncilType
from elections.domain.contests import Scope
from elections.domain.desk.checking import Beside, SheetCode
from elections.domain.desk.sheets import Counted, Sheet
from elections.domain.desk.states import (
    Approved,
    Expected,
    FirstEntry,
    HandedIn,
    Published,
    Round,
)
from elections.domain.desk.typed import Typed
from elections.pages.desk.entry import EntryMaterial, entry_page
from elections.pages.facts import (
    ContestFacts,
    CouncilFacts,
    ElectionFacts,
    Parties,
    PartyFacts,
    RegionFacts,
)

EVE = {"labour": 10, "conservative": 20}
BURY = Beside(
    size=30,
    seats_up=10,
    scope=Scope.THIRDS,
    eve=EVE,
    eve_is_exact=True,
    eve_size=30,
    control_before=Undetermined(),
    defended={"labour": 3, "conservative": 7},
    here=frozenset({"labour", "conservative"}),
    polls_close_at=datetime(2023, 5, 4, 21, tzinfo=UTC),
)
RIGHT = {"seats.labour": "12", "seats.conservative": "18"}
WON = {"counted": "won", "seats.labour": "5", "seats.conservative": "5"}


def material(typed: dict[str, str], beside: Beside, *, may_see_why: bool = False) -> EntryMaterial:
    council = CouncilFacts(
        "bury", "Bury", CouncilType.METROPOLITAN, RegionFacts("north-west", "North West")
    )
    election = ElectionFacts("2023-05-04", "Local elections of 4 May 2023", date(2023, 5, 4))
    return EntryMaterial(
        contest=ContestFacts("local.bury.2023-05-04", council, election, Scope.THIRDS),
        beside=beside,
        parties=Parties.of(
            PartyFacts(slug, slug.capitalize(), slug.capitalize(), position)
            for position, slug in enumerate(("labour", "conservative", "green"))
        ),
        state=Expected(),
        token=0,
        typed=Typed(typed),
        by="ruth",
        now=datetime(2023, 5, 5, 3, tzinfo=UTC),
        may_see_why=may_see_why,
    )


CASES = {
    SheetCode.EMPTY: ({"seats.labour": "0"}, BURY),
    SheetCode.SUM_IS_NOT_THE_SIZE: ({**RIGHT, "seats.labour": "11"}, BURY),
    SheetCode.MORE_WON_THAN_UP: ({**WON, "seats.labour": "6"}, BURY),
    SheetCode.CHANGE_EXCEEDS_SEATS_UP: (
        {"seats.labour": "21", "seats.conservative": "9"},
        BURY,
    ),
    SheetCode.CONTROL_DIFFERS: ({**RIGHT, "control": "labour"}, BURY),
    SheetCode.BEFORE_THE_POLL_CLOSED: (
        {**RIGHT, "declared_at": "0310", "declared_on": "2023-05-04"},
        BURY,
    ),
    SheetCode.NOT_KNOWN_WHAT_STAYS: (WON, replace(BURY, defended=None)),
    SheetCode.DEFENDED_EXCEEDS_HELD: (
        WON,
        replace(BURY, defended={"labour": 11, "conservative": 7}),
    ),
    SheetCode.LARGE_SWING: ({"seats.labour": "18", "seats.conservative": "12"}, BURY),
    SheetCode.STRANGER: (
        {"seats.labour": "12", "seats.conservative": "17", "seats.green": "1"},
        BURY,
    ),
    SheetCode.SEATS_VACANT: ({**RIGHT, "seats.labour": "11", "vacant": "1"}, BURY),
    SheetCode.SIZE_NOT_KNOWN: (RIGHT, replace(BURY, size=None, eve_size=None)),
    SheetCode.FEWER_WON_THAN_UP: ({**WON, "seats.labour": "4"}, BURY),
    SheetCode.IN_THE_FUTURE: ({**RIGHT, "declared_at": "1410"}, BURY),
    SheetCode.CHANGE_SEEMS_TO_EXCEED: (
        {"seats.labour": "21", "seats.conservative": "9"},
        replace(BURY, eve_is_exact=False),
    ),
}


def test_every_code_there_is_can_be_met_on_the_page() -> None:
    assert set(CASES) == set(SheetCode)


@pytest.mark.parametrize("code", CASES)
def test_a_typist_is_told_to_look_and_an_editor_why(code: SheetCode) -> None:
    typed, beside = CASES[code]
    said = {}
    for may_see_why in (False, True):
        panel = entry_page(material(typed, beside, may_see_why=may_see_why)).panel
        said[may_see_why] = {each.code: each for each in panel.findings}
        assert not panel.may_hand_in
    assert said[False][code].stops == code.stops
    assert said[False][code].words
    assert said[True][code].words
    # The sum that is wanted would tell a typist what to make fit.
    assert not any(letter.isdigit() for letter in said[False][code].words)


def test_a_right_sheet_may_be_handed_in_and_says_so_aloud() -> None:
    panel = entry_page(material(RIGHT, BURY)).panel
    assert panel.may_hand_in
    assert panel.aloud == "30 of 30 seats. All are accounted for."


def test_the_time_is_read_back_with_its_day() -> None:
    panel = entry_page(material({**RIGHT, "declared_at": "0310"}, BURY)).panel
    assert panel.declared == "03:10, Friday 5 May 2023"


def test_a_field_that_does_not_read_well_takes_nothing_from_the_sum_of_the_others() -> None:
    panel = entry_page(material({**RIGHT, "seats.conservative": "l8"}, BURY)).panel
    assert panel.sum_text == "12 of 30 seats so far, without Conservative"
    assert panel.control == ""
    assert [name for name, _, _ in panel.faults] == ["seats.conservative"]
    assert panel.aloud == "1 field to mend. 12 of 30 seats so far, without Conservative."
    assert not panel.may_hand_in


def test_several_faulty_fields_are_each_named_once() -> None:
    typed = {
        **RIGHT,
        "seats.labour": "-1",
        "vacant": "none",
        "more.0.party": "green",
        "more.0.seats": "x",
        "more.1.seats": "2",
    }
    panel = entry_page(material(typed, BURY)).panel
    assert panel.sum_text == (
        "18 of 30 seats so far, without Labour, another party and the vacant seats"
    )


def test_a_time_that_does_not_read_well_leaves_everything_that_the_figures_say() -> None:
    panel = entry_page(material({**RIGHT, "declared_at": "at dawn"}, BURY)).panel
    assert (panel.sum_text, panel.left_text) == ("30 of 30 seats", "All are accounted for.")
    assert panel.control == "Conservative"
    assert [label for _, label, _ in panel.faults] == ["Declared at"]
    assert not panel.may_hand_in


def test_who_is_said_to_have_control_does_not_hide_what_the_figures_come_to() -> None:
    panel = entry_page(material({**RIGHT, "control": "narnia"}, BURY)).panel
    assert panel.control == "Conservative"
    assert not panel.may_hand_in


def test_figures_of_no_known_kind_come_to_nothing() -> None:
    panel = entry_page(material({**RIGHT, "counted": "guessed"}, BURY)).panel
    assert panel.sum_text == ""
    assert not panel.may_hand_in


def test_seats_won_are_shown_with_those_that_stay() -> None:
    panel = entry_page(material({**WON, "vacant": "1"}, BURY)).panel
    # 10 - 3 + 5, and 20 - 7 + 5.
    assert panel.held == "Conservative 18, Labour 12, 1 vacant"


def test_seats_won_come_to_nothing_where_nobody_says_what_stays() -> None:
    panel = entry_page(material(WON, replace(BURY, defended=None))).panel
    assert panel.held == ""
    assert panel.sum_text == "10 of 10 seats"


def test_seats_held_are_not_told_a_second_time() -> None:
    assert entry_page(material(RIGHT, BURY)).panel.held == ""


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "seats.conservative"),
        ({"seats.conservative": "18"}, "seats.labour"),
        ({"seats.conservative": "18", "seats.labour": "1 2"}, "seats.labour"),
        (RIGHT, "seats.conservative"),
    ],
)
def test_the_focus_is_where_one_goes_on(typed: dict[str, str], field: str) -> None:
    assert entry_page(material(typed, BURY)).focus == field


def test_a_correction_begins_at_its_first_figure() -> None:
    sheet = Sheet(Counted.HELD, {"conservative": 30})
    published = Published(sheet, Approved(HandedIn("ruth", sheet), "omar"))
    state = FirstEntry(Round(published, "misread sheet"))
    given = replace(material({"seats.conservative": "30"}, BURY), state=state)
    assert entry_page(given).focus == "seats.conservative"
