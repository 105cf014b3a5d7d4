"""Tables with a column a party are read as the field publishes them, each with its own practice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from elections.domain.sources import Precision
from elections.services.importing.stating import Lists, Terms
from tests.elections.services.importing.knowing import (
    DAY,
    YEAR_BEFORE,
    problems,
    read,
    said,
)

WHOLE = "list_is_whole"
EVE, LAST = "eve_of_poll", "last_fought"

WIDE = "gss,council,con,lab,ld,green,other,total\nE06000035,Medway,22,33,0,0,4,59\n"


def test_each_column_of_a_party_is_a_claim_and_the_total_only_a_check() -> None:
    assert said(read("wide", WIDE)) == {
        ("medway", "after", "conservative", 22),
        ("medway", "after", "labour", 33),
        # Another source gives the Greens a seat at another moment; nobody speaks of the others.
        ("medway", "after", "green", 0),
        ("medway", "after", "other", 4),
        ("medway", "after", WHOLE, None),
    }


def test_an_empty_cell_states_nothing_and_never_0() -> None:
    reading = read("wide", "council,con,lab\nMedway,,33\n")
    assert said(reading) == {("medway", "after", "labour", 33)}


def test_a_whole_table_may_be_said_to_be_partial() -> None:
    table = WIDE.replace("59", "60")
    [told] = problems("wide", table)
    assert "line 2, column 'total': The parties have 59 seats, and the total is 60" in told
    # The council has 59, whatever the table's total is.
    partial = read("wide", table, terms=Terms(polling_day=DAY, lists=Lists.PARTIAL))
    assert ("medway", "after", WHOLE, None) in said(partial)
    fewer = WIDE.replace(",4,59", ",3,59")
    partial = read("wide", fewer, terms=Terms(polling_day=DAY, lists=Lists.PARTIAL))
    assert ("medway", "after", WHOLE, None) not in said(partial)
    assert partial.notes == (
        "Lists that are not said to be whole, as they come to no total or size: 1.",
    )


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (WIDE + "E06000035,Medway,22,33,0,0,4,59\n", "Medway (E06000035) stands twice: first in"),
        (WIDE.replace("ld", "residents"), "Nothing is known of a column 'residents'."),
        (WIDE.replace("ld", "Labuor"), "a column 'Labuor'. Did you mean labour? If it is not"),
        (WIDE.replace("ld", "Labour"), "The columns 'lab' and 'Labour' are of one party: keep one"),
        (WIDE.replace("ld", "lab"), "There are two columns 'lab': keep one."),
        ("council,total\nMedway,59\n", "No column is called as a party is, as in 'con' or"),
        ("council,con\nMedway,\n", "line 2: This row gives no party's seats: leave it out."),
        ("con,lab\n22,33\n", "There is no column 'council'. The columns are con, lab."),
    ],
)
def test_a_wide_table_that_does_not_fit_together_is_told_of(table: str, words: str) -> None:
    [told] = problems("wide", table)
    assert words in told


def test_every_wrong_cell_of_a_row_is_told() -> None:
    told = problems("wide", "council,con,lab,ld\nMedway,-1,thirty,2\n")
    assert ["column 'con'" in told[0], "column 'lab'" in told[1], len(told)] == [True, True, 2]


YEARLY = (
    "id,council id,authority,year,total,con,lab,ld,green,ukip,ref,pc,snp,other,majority\n"
    "1,9,Medway,2022,55,32,21,0,0,0,0,0,0,2,CON\n"
    "2,9,Medway,2023,59,21,31,0,0,0,0,0,0,7,LAB\n"
    "3,8,Folkestone & Hythe,2023,30,5,10,5,0,0,0,0,0,10,NOC\n"
)


def test_a_yearly_table_is_read_for_the_councils_that_had_an_election_that_year() -> None:
    reading = read("open-council-data", YEARLY)
    assert {each.council for each in reading.stated} == {"medway"}
    assert {each.precision for each in reading.stated} == {Precision.APPROXIMATE}
    assert ("medway", "after", "labour", 31) in said(reading)
    assert ("medway", "after", WHOLE, None) in said(reading)
    assert reading.notes == (
        "Rows of other days or years that are left out: 1.",
        "Rows of councils without a contest that day, left out: 1.",
    )


def test_of_the_eve_the_snapshot_of_the_year_before_is_the_nearest() -> None:
    terms = Terms(polling_day=DAY, moment=EVE)
    reading = read("open-council-data", YEARLY, terms=terms)
    assert ("medway", EVE, "labour", 21) in said(reading)
    assert {each.baseline_basis for each in reading.stated} == {"outlet_practice"}
    assert all(each.baseline_note for each in reading.stated)
    other = read("open-council-data", YEARLY, terms=replace(terms, year=2023))
    assert ("medway", EVE, "labour", 31) in said(other)


JOINED = (
    "election_date,gss,council,seats_up,before_source,after_source,before_con,before_lab,"
    "before_green,before_total,after_con,after_lab,after_green,after_ref,after_snp,after_other,"
    "after_total,last_con,last_lab,last_other,last_total\n"
)
MEDWAY = (
    "2023-05-04,E06000035,Medway,ALL,2022 snapshot,HoC,32,21,0,55,22,33,0,0,0,4,59,33,20,2,55\n"
)


def test_before_after_and_last_fought_are_three_moments() -> None:
    reading = read("commons-library", JOINED + MEDWAY)
    assert said(reading) == {
        ("medway", EVE, "conservative", 32),
        ("medway", EVE, "labour", 21),
        ("medway", EVE, "green", 0),
        ("medway", "after", "conservative", 22),
        ("medway", "after", "labour", 33),
        ("medway", "after", "green", 0),
        ("medway", "after", "other", 4),
        ("medway", "after", WHOLE, None),
        ("medway", LAST, "conservative", 33),
        ("medway", LAST, "labour", 20),
        ("medway", LAST, "other", 2),
    }
    precise = {each.moment: each.precision for each in reading.stated}
    assert precise == {
        EVE: Precision.APPROXIMATE,
        "after": Precision.EXACT,
        LAST: Precision.EXACT,
    }


def test_a_0_that_may_be_among_other_is_not_claimed() -> None:
    row = "2022-05-05,S12000048,Perth and Kinross,ALL,,HoC,,,,,14,1,0,0,16,9,40,,,,\n"
    reading = read("commons-library", JOINED + row, terms=Terms(polling_day=YEAR_BEFORE))
    assert said(reading) == {
        ("perth-and-kinross", "after", "conservative", 14),
        ("perth-and-kinross", "after", "labour", 1),
        ("perth-and-kinross", "after", "snp", 16),
        ("perth-and-kinross", "after", "other", 9),
        ("perth-and-kinross", "after", WHOLE, None),
    }


def test_a_total_that_leaves_seats_out_makes_no_list_whole() -> None:
    row = "2022-05-05,W06000024,Merthyr Tydfil,ALL,,HoC,,,,,0,15,0,0,0,14,29,,,,\n"
    reading = read("commons-library", JOINED + row, terms=Terms(polling_day=YEAR_BEFORE))
    assert WHOLE not in {kind for _, _, kind, _ in said(reading)}


def test_before_may_be_when_last_fought_and_then_last_must_not_be() -> None:
    terms = Terms(polling_day=DAY, moment=LAST)
    [told] = problems("commons-library", JOINED + MEDWAY, terms=terms)
    assert "'before_…' and 'last_…' can't both be when last fought" in told
    ignored = tuple(f"last_{each}" for each in ("con", "lab", "other", "total"))
    reading = read("commons-library", JOINED + MEDWAY, terms=replace(terms, ignored=ignored))
    assert ("medway", LAST, "conservative", 32) in said(reading)
