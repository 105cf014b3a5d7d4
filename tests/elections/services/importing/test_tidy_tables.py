"""A tidy table states a claim a row, and that a list is whole where it comes to its total."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.domain.sources import Precision
from elections.services.importing.stating import Lists, Terms
from tests.elections.services.importing.files import TIDY
from tests.elections.services.importing.knowing import DAY, problems, read, said

WHOLE = "list_is_whole"
SIZE = "council_size"


def test_each_row_is_a_claim_and_a_total_that_is_reached_says_that_the_list_is_whole() -> None:
    reading = read("tidy", TIDY)
    assert reading.problems == ()
    assert said(reading) == {
        ("medway", "after", "labour", 33),
        ("medway", "after", "conservative", 22),
        ("medway", "after", "other", 4),
        ("medway", "after", SIZE, 59),
        ("medway", "after", WHOLE, None),
    }
    assert [(each.line, each.column) for each in reading.stated][:2] == [(2, "seats"), (3, "seats")]


def test_without_a_total_nothing_is_said_of_the_list() -> None:
    without = TIDY.replace("Medway,total,59\n", "")
    assert WHOLE not in {kind for _, _, kind, _ in said(read("tidy", without))}
    whole = read("tidy", without, terms=Terms(polling_day=DAY, lists=Lists.WHOLE))
    assert ("medway", "after", WHOLE, None) in said(whole)


def test_vacant_seats_count_towards_the_total() -> None:
    table = TIDY.replace("Medway,Other,4", "Medway,vacant,4")
    assert ("medway", "after", "seats_vacant", 4) in said(read("tidy", table))
    assert ("medway", "after", WHOLE, None) in said(read("tidy", table))


def test_rows_may_say_their_day_and_their_moment() -> None:
    table = (
        "gss_code,election,moment,party,seats\n"
        "E06000035,2023-05-04,after,Labour,33\n"
        "E06000035,2023-05-04,last fought,Labour,20\n"
        "E06000035,2022-05-05,after,Labour,19\n"
    )
    both = read("tidy", table, terms=Terms())
    assert {(str(each.polling_day), each.moment) for each in both.stated} == {
        ("2023-05-04", "after"),
        ("2023-05-04", "last_fought"),
        ("2022-05-05", "after"),
    }
    assert {each.baseline_basis for each in both.stated} == {"", "stated"}
    one = read("tidy", table)
    assert said(one) == {
        ("medway", "after", "labour", 33),
        ("medway", "last_fought", "labour", 20),
    }
    assert one.notes == ("Rows of other polling days that are left out: 1.",)


def test_options_say_what_the_table_does_not() -> None:
    terms = Terms(polling_day=DAY, moment="eve_of_poll", precision=Precision.APPROXIMATE)
    reading = read("tidy", TIDY, terms=terms)
    assert {each.moment for each in reading.stated} == {"eve_of_poll"}
    assert {each.precision for each in reading.stated} == {Precision.APPROXIMATE}


HEAD = "council,party,seats\n"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Medway,Labour,-3", "'-3' is no number of seats: nobody holds fewer than none."),
        ("Medway,Labour,33.5", "'33.5' is no number of seats: seats are whole, so give no"),
        ('Medway,Labour,"1,033"', "'1,033' is no number of seats: leave out what parts the"),
        ("Medway,Labour,n/a", "'n/a' is no number of seats: give digits alone."),
        ("Medway,Labour,\u2013", "leave the cell empty if it is not known, and give 0 if there"),
        ("Medway,Labour,\u0663", "is no number of seats: give digits alone."),
        ("Medway,Labour,2023-06-04", "'2023-06-04' is no number of seats: give digits alone."),
        ("Medway,Labour,251", "No council has 251 seats; none has more than 250."),
        (f"Medway,Labour,{'9' * 4_400}", "is too large a number."),
        ("Medway,Labour,", "No number of seats is given: leave out the row if it is not known."),
        ("Medway,,33", "column 'party': No party is named here."),
        (",Labour,33", "column 'council': No council is named here: give its GSS code or its name"),
        ("Medwey,Labour,33", "There is no council 'Medwey'. Did you mean Medway (E06000035)?"),
        (
            "Medway,Labuor,33",
            "There is no party 'Labuor'. Did you mean labour? Count it as 'other'",
        ),
        (
            "Folkestone & Hythe,Labour,33",
            (
                "There is no contest of Folkestone and Hythe (E07000112) on 2023-05-04: contests are"
                " facts, which `manage.py load_data` reads"
            ),
        ),
    ],
)
def test_a_wrong_cell_is_told_with_its_line_and_column(row: str, words: str) -> None:
    [told] = problems("tidy", f"{HEAD}Maidstone,Labour,3\n{row}\n")
    assert told.startswith("results.csv, line 3, column '")
    assert words in told


def test_whole_numbers_that_a_program_wrote_with_a_point_are_whole() -> None:
    assert said(read("tidy", f"{HEAD}Medway,Labour,33.0\n")) == {("medway", "after", "labour", 33)}


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (
            TIDY.replace("59", "58"),
            "line 5, column 'seats': The parties have 59 seats, which is more than the total of 58",
        ),
        (
            TIDY.replace("59", "60"),
            (
                "The parties have 59 seats, and the total is 60: correct one, give the rest as vacant,"
                " or say --partial"
            ),
        ),
        (
            TIDY.replace("59", "64") + "Medway,vacant,2\n",
            "The parties have 59 seats and 2 are vacant, and the total is 64",
        ),
        (
            TIDY + "E06000035,Labour,33\n",
            "Medway has 'Labour' twice at this moment: first in line 2",
        ),
        (TIDY + "Medway,Tories,22\n", "Medway has 'Tories' twice at this moment: first in line 3."),
        (TIDY + "Medway,total,59\n", "Medway has 'total' twice at this moment: first in line 5."),
        (
            "council,seats\nMedway,33\n",
            "There is no column 'party'. The columns are council, seats",
        ),
        ("party,seats\nLabour,33\n", "line 1: There is no column 'council'."),
        (
            "council,party,seats,Seats\nMedway,Labour,33,33\n",
            "line 1: There are two columns 'Seats': keep one.",
        ),
        (
            "council,party,seats,momnet\nMedway,Labour,33,after\n",
            "Nothing is known of a column 'momnet'. If it is not to be read, say --ignore 'momnet'.",
        ),
        (
            "council,party,seats,moment\nMedway,Labour,33,before\n",
            "'before' is no moment: it is one of after, eve_of_poll, last_fought, notional.",
        ),
        (
            "council,gss,party,seats\nMaidstone,E06000035,Labour,33\n",
            "The code is that of Medway (E06000035), and the name that of Maidstone (E07000110).",
        ),
        (
            "council,election,party,seats\nMedway,4 May,Labour,33\n",
            "column 'election': '4 May' is no day, as in 2023-05-04.",
        ),
    ],
)
def test_a_table_that_does_not_fit_together_is_told_of(table: str, words: str) -> None:
    [told] = problems("tidy", table)
    assert words in told


def test_without_a_polling_day_it_is_asked_for() -> None:
    told = problems("tidy", TIDY, terms=Terms())
    assert len(told) == 4
    assert "No polling day is given: say --election 2023-05-04." in told[0]


def test_a_column_that_is_to_be_ignored_is() -> None:
    table = "council,party,seats,votes\nMedway,Labour,33,1000\n"
    terms = Terms(polling_day=DAY, ignored=("Votes",))
    assert said(read("tidy", table, terms=terms)) == {("medway", "after", "labour", 33)}


def test_a_name_that_the_code_explains_need_not_be_known() -> None:
    table = "council,gss,party,seats\nMedway (Kent),E06000035,Labour,33\n"
    assert said(read("tidy", table)) == {("medway", "after", "labour", 33)}


SEATS = st.dictionaries(
    st.sampled_from(["labour", "conservative", "green", "independent", "other"]),
    st.integers(1, 40),
    min_size=1,
)


@given(SEATS, st.randoms(use_true_random=False))
def test_a_tidy_and_a_wide_table_of_the_same_seats_state_the_same(
    seats: dict[str, int], random: object
) -> None:
    total = sum(seats.values())
    rows = [f"Medway,{party},{number}\n" for party, number in seats.items()]
    rows.append(f"Medway,total,{total}\n")
    random.shuffle(rows)  # type: ignore[attr-defined]
    tidy = read("tidy", HEAD + "".join(rows))
    numbers = ",".join(str(number) for number in seats.values())
    wide = read("wide", f"council,{','.join(seats)},total\nMedway,{numbers},{total}\n")
    assert said(tidy) - {("medway", "after", SIZE, total)} == said(wide)
