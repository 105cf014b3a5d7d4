"""Comparisons put two sides on one scale, say what differs, and never take what is not known for a number."""

from __future__ import annotations

import pytest

from councils.domain.control import Majority, NoOverallControl, NotApplicable, Undetermined
from councils.domain.council_types import CouncilType
from elections.browsing.contests import ContestSummary
from elections.browsing.finding import Findable, Kind
from elections.browsing.names import fold
from elections.pages.compare.page import CompareMaterial, ComparePage, compare_page
from elections.pages.compare.question import CouncilChoice, read_question
from elections.pages.compare.region_years import region_years_view
from elections.pages.compare.sides import YearOfCouncil, bundles_of
from elections.pages.facts import ContestMaterial, Parties, PartyFacts
from tests.elections.pages import cases

PARTIES = Parties.of(
    [*cases.PARTIES.by_slug.values(), PartyFacts("other", "Other", "others", 99, is_bundle=True)]
)


def choice(name: str, council_type: CouncilType = CouncilType.UNITARY) -> CouncilChoice:
    slug = fold(name).replace(" ", "-")
    findable = Findable(Kind.COUNCIL, name, f"/councils/{slug}/", "", (fold(name),))
    return CouncilChoice(slug, name, council_type, findable)


COUNCILS = tuple(map(choice, ("Medway", "South Tyneside", "Swale", "West Surrey")))
REGIONS = (cases.NORTH_EAST, cases.SOUTH_EAST)


def summary(material: ContestMaterial) -> ContestSummary:
    return ContestSummary(material.contest, material.result, ())


CONTESTS = (summary(cases.south_tyneside()), summary(cases.medway()))


def year(council: str, number: int, seats: int, **by_party: int) -> YearOfCouncil:
    return YearOfCouncil(
        council,
        CouncilType.UNITARY,
        number,
        seats,
        {party.replace("_", "-"): value for party, value in by_party.items()},
    )


YEARS = (
    year("medway", 2003, 55, conservative=30, labour=17, liberal_democrats=6, other=2),
    year("medway", 2019, 55, conservative=33, labour=20, other=2),
    year("medway", 2023, 59, labour=33, conservative=22, other=4),
    year("south-tyneside", 2023, 54, labour=38, green=9),
    year("swale", 2019, 47, conservative=16, labour=11, other=20),
    year("swale", 2023, 47, labour=15, other=29),
)


def page(**query: list[str]) -> ComparePage:
    question = read_question(query, COUNCILS, {each.slug: each.name for each in REGIONS})
    return compare_page(
        CompareMaterial(question, COUNCILS, REGIONS, CONTESTS, YEARS, PARTIES, "/compare/")
    )


def test_two_councils_are_compared_at_their_newest_results() -> None:
    shown = page(council=["south-tyneside", "Medway"])
    assert shown.title == "Medway and South Tyneside"
    assert shown.here == "/compare/?council=medway&council=south-tyneside"
    assert shown.two is not None
    assert shown.two.answer == (
        "Labour had control of Medway after the election of 4 May 2023. "
        "Labour had control of South Tyneside after the election of 2 May 2024."
    )
    assert "Medway has 59 seats and South Tyneside 54" in shown.two.sizes
    labour = next(row for row in shown.two.rows if row.holder == "labour")
    medway = labour.cells[0]
    assert (medway.text, medway.status, medway.share) == ("33", "reported", "56%")
    assert medway.href == "/elections/2023-05-04/medway/#figure-after-labour"


def test_what_is_not_known_on_one_side_makes_no_difference_of_a_number() -> None:
    shown = page(council=["medway", "south-tyneside"])
    assert shown.two is not None
    green = next(row for row in shown.two.rows if row.holder == "green")
    assert [cell.text for cell in green.cells] == ["not known", "11"]
    assert green.difference == ""


def test_a_council_is_compared_with_itself_a_term_before_unless_asked_otherwise() -> None:
    shown = page(council=["medway"])
    assert shown.two is not None
    assert [side.heading for side in shown.two.sides] == ["In 2019", "Election of 4 May 2023"]
    assert "The council went from 55 to 59 seats" in shown.two.sizes
    assert shown.two.answer == (
        "The Conservatives had control of Medway in 2019, and Labour had control of it after the "
        "election of 4 May 2023."
    )


def test_two_moments_come_the_older_first_whichever_way_they_are_asked_for() -> None:
    shown = page(council=["medway"], at=["2023-05-04", "2003"])
    assert shown.here == "/compare/?council=medway&at=2003&at=2023-05-04"
    assert shown.two is not None
    assert [side.heading for side in shown.two.sides] == ["In 2003", "Election of 4 May 2023"]
    labour = next(row for row in shown.two.rows if row.holder == "labour")
    assert labour.difference == "+16"


def test_both_bars_are_on_one_scale() -> None:
    shown = page(council=["medway", "south-tyneside"])
    assert shown.two is not None
    assert [side.bar.scale for side in shown.two.sides] == [59, 59]


def test_a_party_that_a_yearly_table_does_not_name_is_a_dash_and_not_a_zero() -> None:
    shown = page(council=["medway"], at=["2003", "2019"])
    assert shown.two is not None
    libdem = next(row for row in shown.two.rows if row.holder == "liberal-democrats")
    assert [cell.text for cell in libdem.cells] == ["6", "–"]
    assert libdem.difference == ""


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"council": ["medwya"]}, "Did you mean Medway?"),
        ({"council": ["zzzz"]}, "No council here is called “zzzz” alone."),
        ({"council": ["medway", "medway"]}, "Medway is named twice."),
        ({"council": ["medway", "swale", "ashford"]}, "Two councils can be compared, not more."),
        ({"council": ["medway"], "at": ["1066"]}, "There are: elections 2023-05-04; years from"),
        ({"council": ["medway", "south-tyneside"], "at": ["2003"]}, "South Tyneside has no"),
        ({"council": ["medway"], "at": ["2003", "2019", "2023"]}, "Two moments can be compared"),
        ({"council": ["west-surrey"]}, "Nothing of West Surrey is here yet to compare."),
        ({"region": ["narnia"]}, "There is no region “narnia”."),
    ],
)
def test_what_makes_no_sense_is_told_with_what_would(
    query: dict[str, list[str]], message: str
) -> None:
    shown = page(**query)
    assert not shown.is_right
    assert message in " ".join(shown.problems)


def test_without_a_question_the_page_asks_one() -> None:
    shown = page()
    assert shown.is_right
    assert shown.two is None
    assert shown.here == "/compare/"


@pytest.mark.parametrize(
    ("told", "control"),
    [
        (year("medway", 2023, 59, labour=33, conservative=22, other=4), Majority("labour")),
        (year("swale", 2019, 47, conservative=16, labour=11, other=20), NoOverallControl()),
        # More than half are counted together: nobody knows whether one of them has a majority.
        (year("swale", 2023, 47, labour=15, other=29), Undetermined()),
        # 28 of 56 is half, and a vacant seat counts: 28 of 55 is more than half.
        (year("ashford", 1990, 56, conservative=28, labour=20, other=8), NoOverallControl()),
        (year("ashford", 1990, 55, conservative=28, labour=20), Majority("conservative")),
        (year("ashford", 1990, 40, conservative=28, labour=20), Undetermined()),
    ],
)
def test_control_of_a_year_is_more_than_half_of_all_its_seats(
    told: YearOfCouncil, control: object
) -> None:
    assert told.control(bundles_of(PARTIES)) == control


def test_where_no_party_has_control_by_design_no_seats_give_it() -> None:
    belfast = YearOfCouncil(
        "belfast", CouncilType.NORTHERN_IRISH, 2023, 60, {"labour": 40, "green": 20}
    )
    assert isinstance(belfast.control(frozenset()), NotApplicable)


def test_the_drawing_of_a_region_and_its_table_are_of_the_same_counts() -> None:
    view = region_years_view(cases.SOUTH_EAST, YEARS, CONTESTS[1:], PARTIES)
    assert [each.label for each in view.headers] == [
        "Labour",
        "Conservative",
        "No overall control",
        "Not known",
    ]
    by_year = {
        each.year: {part.holder: part.councils for part in each.counts if part.councils}
        for each in view.years
    }
    assert by_year == {
        2023: {"labour": 2, "not-known": 1},
        2019: {"conservative": 1, "noc": 1},
        2003: {"conservative": 1},
    }
    assert view.drawing is not None
    heights: dict[int, int] = {}
    for rect in view.drawing.rects:
        heights[rect.x] = heights.get(rect.x, 0) + rect.height
    assert list(heights.values()) == [
        view.drawing.height * each.councils // 3 for each in reversed(view.years)
    ]
    assert "2023: Labour 2 and Not known 1, of 3 councils." in view.description
    (election,) = view.elections
    assert (election.name, election.councils) == ("4 May 2023", 1)
