"""A council's years: bars, bands and table come from one dataset, and say the same."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from councils.domain.composition import Composition
from councils.domain.control import control_of
from councils.domain.council_types import CouncilType
from elections.browsing.contests import ContestSummary, control_value
from elections.pages.compositions_csv import compositions_csv
from elections.pages.facts import FactSourceFacts, Parties, PartyFacts, RegionFacts
from elections.pages.register import CouncilHistory, CouncilRecord, YearRecord
from elections.pages.timeline import HIGH, TOP, Timeline, timeline
from tests.elections.pages import cases

PARTIES = Parties.of(
    [
        *cases.PARTIES.by_slug.values(),
        PartyFacts("other", "Other", "others", 99, is_bundle=True),
    ]
)
TABLE = FactSourceFacts(
    "table", "Compositions", "Open Council Data UK", date(2026, 11, 23), "CC BY-SA 4.0"
)


def year(number: int, total: int | None = None, label: str = "", **seats: int) -> YearRecord:
    """Return a year of a council as the table has it."""
    held = {party.replace("_", "-"): each for party, each in seats.items()}
    return YearRecord(number, sum(held.values()) if total is None else total, held, label, "table")


MEDWAY = (
    year(1997, labour=39, liberal_democrats=21, conservative=20),
    year(1998, labour=42, liberal_democrats=18, conservative=20),
    year(2000, conservative=39, labour=25, liberal_democrats=14, other=2),
    year(2001, conservative=41, labour=25, liberal_democrats=14),
    year(2003, conservative=30, labour=17, liberal_democrats=6, other=2),
    year(2023, labour=31, conservative=21, other=7),
    year(2024, total=60, labour=31, conservative=21, other=7),
)
MEDWAY_2023 = ContestSummary(cases.medway().contest, cases.medway().result, ())


def drawn(
    *years: YearRecord,
    council_type: CouncilType = CouncilType.UNITARY,
    contests: tuple[ContestSummary, ...] = (),
) -> Timeline:
    """Return the timeline of a council that has years."""
    found = timeline(years, council_type, contests, PARTIES)
    assert found is not None
    return found


def test_each_year_says_who_had_control_and_years_of_a_kind_are_one_band() -> None:
    found = drawn(*MEDWAY)
    assert [(name, span) for _, name, span in found.spans] == [
        ("No overall control", "1997"),
        ("Labour", "1998"),
        ("No overall control", "2000"),
        ("Conservative", "2001"),
        ("Conservative", "2003"),
        ("Labour", "2023 to 2024"),
    ]
    assert found.description.startswith("1997: No overall control. 1998: Labour.")


def test_the_table_has_every_year_the_newest_first_and_a_column_for_whoever_held_a_seat() -> None:
    found = drawn(*MEDWAY, contests=(MEDWAY_2023,))
    assert [name for _, name in found.columns] == [
        "Labour",
        "Conservative",
        "Liberal Democrat",
        "Other",
        "Vacant",
    ]
    newest, before, *_ = found.rows
    assert (newest.year, newest.cells, newest.seats) == (2024, (31, 21, None, 7, 1), 60)
    assert (before.year, before.control, before.holder) == (2023, "Labour", "labour")
    assert before.election == "2023-05-04"
    assert newest.election == ""


def test_a_bar_is_as_high_as_the_council_has_seats_and_half_of_it_is_marked() -> None:
    found = drawn(*MEDWAY).drawing
    assert found is not None
    assert found.half.startswith(f"M7 {TOP + HIGH // 2}H")
    assert [size.text for size in found.sizes] == ["80 seats", "55", "59", "60"]
    assert len(found.borders) == 3
    # Two bars of one size side by side share a line; where a year is missing it ends.
    assert found.half.count("M") == 5


def test_who_had_most_seats_most_often_stands_at_the_bottom_and_the_next_at_the_top() -> None:
    found = drawn(*MEDWAY[:4]).drawing
    assert found is not None
    paths = {stack.holder: stack.path for stack in found.stacks}
    assert re.match(rf"M\d+ \d+h\d+V{TOP + HIGH}h", paths["labour"])
    assert re.match(rf"M\d+ {TOP}h", paths["conservative"])


def test_new_boundaries_are_marked_even_where_the_size_stays() -> None:
    def with_59(number: int) -> YearRecord:
        return year(number, labour=31, conservative=28)

    plain = drawn(with_59(2022), with_59(2023)).drawing
    reviewed = drawn(with_59(2022), with_59(2023), contests=(MEDWAY_2023,)).drawing
    assert plain is not None
    assert reviewed is not None
    assert (len(plain.borders), len(reviewed.borders)) == (0, 1)
    assert (len(plain.dots), len(reviewed.dots)) == (0, 1)


def test_a_single_year_is_told_and_not_drawn() -> None:
    found = drawn(year(2026, liberal_democrats=56, conservative=20, reform_uk=9, other=5))
    assert found.drawing is None
    assert found.spans == (("liberal-democrats", "Liberal Democrat", "2026"),)


def test_where_control_by_party_is_not_how_it_works_there_is_no_line_of_half() -> None:
    found = drawn(
        year(2022, green=3, other=57),
        year(2023, green=3, other=57),
        council_type=CouncilType.NORTHERN_IRISH,
    )
    assert found.drawing is not None
    assert found.drawing.half == ""
    assert (found.drawing.bands, found.spans) == ((), ())


def test_an_other_with_more_than_half_leaves_control_not_known() -> None:
    found = drawn(year(2025, other=30, labour=5), year(2026, other=30, labour=5))
    assert [(holder, name) for holder, name, _ in found.spans] == [("undetermined", "Not known")]


def test_missing_years_and_other_numbers_than_the_result_are_told() -> None:
    found = drawn(*MEDWAY[-3:], contests=(MEDWAY_2023,))
    missing, differs = found.notes
    assert missing.startswith("The table has nothing for 2004, 2005,")
    assert differs == (
        "It differs from the results published here: in 2023 Labour 31, by the result 33 and "
        "Conservative 21, by the result 22."
    )


def test_nothing_is_said_of_a_result_that_agrees() -> None:
    told = drawn(
        year(2022, labour=20, conservative=33, independent=2),
        year(2023, labour=33, conservative=22, independent=4),
        contests=(MEDWAY_2023,),
    )
    assert told.notes == ()


def test_no_years_are_no_timeline() -> None:
    assert timeline((), CouncilType.UNITARY, (), PARTIES) is None


SEATS = st.dictionaries(
    st.sampled_from(sorted(PARTIES.by_slug)), st.integers(1, 60), min_size=1, max_size=5
)


@settings(max_examples=30)
@given(st.dictionaries(st.integers(1973, 2026), SEATS, min_size=2, max_size=12), st.integers(0, 3))
def test_drawing_table_and_rule_agree_whatever_the_years(
    seats: dict[int, dict[str, int]], vacant: int
) -> None:
    years = [
        YearRecord(number, sum(held.values()) + vacant, held, "", "table")
        for number, held in sorted(seats.items())
    ]
    found = drawn(*years)
    slugs = [slug for slug, _ in found.columns]
    for row in found.rows:
        held = seats[row.year]
        assert dict(zip(slugs, row.cells, strict=True)) == {
            slug: (vacant or None) if slug == "vacant" else held.get(slug) for slug in slugs
        }
        rule = control_of(Composition(held, vacant), bundles={"other"})
        assert row.holder == control_value(rule)
        assert sum(cell or 0 for cell in row.cells) == row.seats
    assert found.drawing is not None
    # One part of a bar for each number in the table, and every bar reaches its foot.
    parts = sum(stack.path.count("M") for stack in found.drawing.stacks)
    assert parts == sum(cell is not None for row in found.rows for cell in row.cells)
    assert len(found.drawing.years) == len(years)
    assert sum(
        part.count(f"V{TOP + HIGH}h") for part in (each.path for each in found.drawing.stacks)
    ) >= len(years)
    assert found.drawing.width <= 1080


def test_the_csv_has_the_numbers_of_the_table_and_leaves_unknown_empty() -> None:
    record = CouncilRecord(
        "medway", "Medway", "Medway Council", "E06000035", CouncilType.UNITARY, "x", None, None
    )
    history = CouncilHistory(
        record, (), (), (), (), (), PARTIES, RegionFacts("x", "X"), MEDWAY, {"table": TABLE}
    )
    head, *rows = compositions_csv(history)
    assert len(rows) == len(MEDWAY)
    oldest, newest = (dict(zip(head, row, strict=True)) for row in (rows[0], rows[-1]))
    assert (oldest["year"], oldest["control"], oldest["other"]) == (1997, "noc", None)
    assert (newest["labour"], newest["vacant"], newest["licence"]) == (31, 1, "CC BY-SA 4.0")
