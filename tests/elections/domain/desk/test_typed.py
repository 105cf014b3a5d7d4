"""What stands in the fields of an entry becomes a sheet, or is refused field by field."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.domain.control import Majority, NoOverallControl
from elections.domain.desk.sheets import Counted, Sheet, seats_line
from elections.domain.desk.typed import (
    NO_PARTY,
    NO_SUCH_PARTY,
    NOT_A_CHOICE,
    NOT_A_NUMBER,
    NOT_A_TIME,
    STANDS_TWICE,
    TOO_MANY,
    Typed,
    read,
    read_line,
    typed_of,
)

LONDON = ZoneInfo("Europe/London")
PARTIES = ("conservative", "green", "independent", "labour")
MEDWAY = {"seats.labour": "33", "seats.conservative": " 22 ", "seats.independent": "4"}


def faults(**typed: str) -> dict[str, str]:
    fields = {name.replace("__", "."): text for name, text in typed.items()}
    return dict(read(Typed(fields), by="ruth", parties=PARTIES, zone=LONDON).faults)


def test_the_fields_of_medway_are_its_sheet() -> None:
    found = read(Typed({**MEDWAY, "control": "labour"}), by="ruth", parties=PARTIES, zone=LONDON)
    assert found.entry is not None
    assert found.entry.sheet == Sheet(
        Counted.HELD,
        {"labour": 33, "conservative": 22, "independent": 4},
        0,
        Majority("labour"),
    )
    assert found.entry.by == "ruth"


def test_a_party_is_added_by_name() -> None:
    typed = Typed({"more.0.party": "green", "more.0.seats": "3", "more.1.party": ""})
    found = read(typed, by="ruth", parties=PARTIES, zone=LONDON)
    assert found.entry is not None
    assert dict(found.entry.sheet.seats) == {"green": 3}


def test_times_are_the_united_kingdoms_own() -> None:
    found = read(
        Typed({**MEDWAY, "declared_at": "2023-05-05T03:10"}), by="r", parties=PARTIES, zone=LONDON
    )
    assert found.entry is not None
    assert found.entry.declared_at == datetime(2023, 5, 5, 3, 10, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"seats__labour": "-1"}, {"seats.labour": NOT_A_NUMBER}),
        ({"seats__labour": "3.5"}, {"seats.labour": NOT_A_NUMBER}),
        ({"seats__labour": "thirty"}, {"seats.labour": NOT_A_NUMBER}),
        ({"seats__labour": "٣"}, {"seats.labour": NOT_A_NUMBER}),
        ({"seats__labour": "9" * 5_000}, {"seats.labour": NOT_A_NUMBER}),
        ({"seats__labour": "251"}, {"seats.labour": TOO_MANY}),
        ({"vacant": "one"}, {"vacant": NOT_A_NUMBER}),
        ({"seats__narnia": "3"}, {"seats.narnia": NO_SUCH_PARTY}),
        ({"more__0__seats": "3"}, {"more.0.party": NO_PARTY}),
        ({"more__0__party": "narnia"}, {"more.0.party": NO_SUCH_PARTY}),
        (
            {"seats__labour": "3", "more__0__party": "labour", "more__0__seats": "1"},
            {"more.0.party": STANDS_TWICE},
        ),
        (
            {"seats__labour": "3", "more__0__party": "labour", "more__0__seats": "0"},
            {"more.0.party": STANDS_TWICE},
        ),
        ({"declared_at": "three"}, {"declared_at": NOT_A_TIME}),
        ({"declared_at": "0001-01-01T00:00"}, {"declared_at": NOT_A_TIME}),
        ({"control": "narnia"}, {"control": NOT_A_CHOICE}),
        ({"counted": "votes"}, {"counted": NOT_A_CHOICE}),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(
    typed: dict[str, str], expected: dict[str, str]
) -> None:
    assert faults(**typed) == expected


POLL = date(2023, 5, 4)


def declared(text: str, on: str = "") -> datetime | None:
    typed = Typed({"seats.labour": "33", "declared_at": text, "declared_on": on})
    found = read(typed, by="ruth", parties=PARTIES, zone=LONDON, polling_day=POLL)
    assert found.entry is not None, found.faults
    return found.entry.declared_at


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("0310", "", datetime(2023, 5, 5, 3, 10, tzinfo=LONDON)),
        ("3.10", "", datetime(2023, 5, 5, 3, 10, tzinfo=LONDON)),
        ("03:10", "", datetime(2023, 5, 5, 3, 10, tzinfo=LONDON)),
        # The first councils declare before midnight; whoever counts by day does so on the day after.
        ("2355", "", datetime(2023, 5, 4, 23, 55, tzinfo=LONDON)),
        ("1415", "", datetime(2023, 5, 5, 14, 15, tzinfo=LONDON)),
        ("1415", "2023-05-06", datetime(2023, 5, 6, 14, 15, tzinfo=LONDON)),
        ("2023-05-06T14:15", "", datetime(2023, 5, 6, 14, 15, tzinfo=LONDON)),
    ],
)
def test_the_time_alone_is_of_the_night_after_the_poll_or_of_the_day_chosen(
    text: str, on: str, expected: datetime
) -> None:
    assert declared(text, on) == expected


@pytest.mark.parametrize(
    ("text", "on", "field"),
    [
        ("2510", "", "declared_at"),
        ("0360", "", "declared_at"),
        ("soon", "", "declared_at"),
        ("0310", "2031-05-05", "declared_on"),
        ("0310", "friday", "declared_on"),
    ],
)
def test_a_time_of_no_clock_and_a_day_of_no_declaration_are_refused(
    text: str, on: str, field: str
) -> None:
    typed = Typed({"seats.labour": "33", "declared_at": text, "declared_on": on})
    found = read(typed, by="ruth", parties=PARTIES, zone=LONDON, polling_day=POLL)
    assert list(found.faults) == [field]


def test_a_line_that_was_sent_back_is_read_alone() -> None:
    typed = Typed({"seats.labour": "33"})
    assert read_line(typed, seats_line("labour"), parties=PARTIES) == (33, "")
    wrong = Typed({"seats.labour": "x"})
    assert read_line(wrong, seats_line("labour"), parties=PARTIES) == (0, NOT_A_NUMBER)


sheets = st.builds(
    Sheet,
    counted=st.sampled_from(Counted),
    seats=st.dictionaries(st.sampled_from(PARTIES), st.integers(0, 60)),
    vacant=st.integers(0, 3),
    control_said=st.none() | st.builds(NoOverallControl) | st.sampled_from(PARTIES).map(Majority),
)


@given(sheets)
def test_a_sheet_put_into_the_fields_is_read_back(sheet: Sheet) -> None:
    found = read(typed_of(sheet), by="ruth", parties=PARTIES, zone=LONDON)
    assert found.entry is not None
    assert found.entry.sheet == sheet


@given(
    st.dictionaries(
        st.sampled_from(
            ("seats.labour", "vacant", "control", "counted", "declared_at", "more.0.party")
        )
        | st.text(),
        st.text(),
    )
)
def test_whatever_is_typed_is_read_or_refused(fields: dict[str, str]) -> None:
    found = read(Typed(fields), by="ruth", parties=PARTIES, zone=LONDON)
    assert (found.entry is None) == bool(found.faults)
