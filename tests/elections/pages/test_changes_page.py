"""The page of changes of control answers in a sentence that says over what it is true."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from elections.browsing.contests import ContestSummary
from elections.browsing.names import folded
from elections.pages.changes import ChangesMaterial, ChangesPage, changes_page
from elections.pages.facts import ContestMaterial, ElectionFacts, RegionFacts
from tests.elections.pages import cases

LATER = ElectionFacts("2027-05-06", "Local elections of 6 May 2027", date(2027, 5, 6))


def summary(material: ContestMaterial) -> ContestSummary:
    name = material.contest.council.name
    return ContestSummary(material.contest, material.result, folded([name]))


def lost_again(material: ContestMaterial) -> ContestSummary:
    """Return a later contest of the same council at which the same happened once more."""
    again = replace(material.contest, election=LATER, ballot_id="local.medway.2027-05-06")
    return ContestSummary(again, material.result, folded([again.council.name]))


CONTESTS = tuple(
    map(
        summary,
        (
            cases.medway(),
            cases.south_tyneside(),
            cases.barnet(),
            cases.cumberland(),
            cases.portsmouth(),
        ),
    )
)


def page(**query: str) -> ChangesPage:
    return page_of(CONTESTS, query)


def page_of(contests: tuple[ContestSummary, ...], query: dict[str, str]) -> ChangesPage:
    return changes_page(
        ChangesMaterial(
            contests,
            (
                cases.NORTH_EAST,
                RegionFacts("north-west", "North West"),
                RegionFacts("london", "London"),
                cases.SOUTH_EAST,
            ),
            cases.PARTIES,
            "/changes/",
        ),
        {name: [value] for name, value in query.items()},
    )


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ({}, "Control changed 2 times since 2022, in 2 councils: Labour gained 2."),
        (
            {"region": "south-east", "control": "labour"},
            "Labour gained 1 council in the South East since 2022: 1 from the Conservatives.",
        ),
        (
            {"control": "labour"},
            (
                "Labour gained 2 councils since 2022: 1 from the Conservatives and 1 from somebody "
                "no source names."
            ),
        ),
        (
            {"before": "conservative", "until": "2023"},
            "The Conservatives lost 1 council from 2022 to 2023: 1 to Labour.",
        ),
        ({"party": "conservative"}, "The Conservatives gained no council and lost 1 since 2022."),
        ({"control": "green"}, "The Greens gained no council since 2022."),
        (
            {"before": "liberal-democrats", "since": "2024"},
            "The Liberal Democrats lost no council in 2024.",
        ),
        ({"change": "hold"}, "1 outcome since 2022: Labour hold 1 council."),
        ({"control": "labour", "before": "labour"}, "Nothing since 2022 fits all of this."),
    ],
)
def test_the_question_is_answered_in_a_sentence(query: dict[str, str], answer: str) -> None:
    assert page(**query).answer == answer


def test_a_council_that_changed_hands_twice_appears_twice_and_the_page_says_so() -> None:
    contests = (*CONTESTS, lost_again(cases.medway()))
    shown = page_of(contests, {"control": "labour", "region": "south-east"})
    assert shown.answer.startswith("Labour gained 2 councils in the South East since 2022")
    assert "Medway changed hands twice, and is counted each time." in shown.more
    assert [line.row.contest.council.name for line in shown.lines] == ["Medway", "Medway"]
    assert "After its newest election, Labour had it." in shown.more


def test_what_is_not_known_is_said_and_never_counted_as_a_hold() -> None:
    (sentence,) = [each for each in page().more if "not known" in each]
    assert sentence == "In 1 other contest it is not known whether control changed."


def test_years_the_wrong_way_round_are_told() -> None:
    shown = page(since="2024", until="2022")
    assert not shown.is_right
    assert "2024 is after 2022." in shown.filters.problems[0]


def test_the_form_of_years_carries_the_filters_along() -> None:
    shown = page(region="south-east", since="2023", sort="name")
    assert shown.kept == (("region", "south-east"), ("sort", "name"))
    assert [year.year for year in shown.years if year.is_since] == ["2023"]
    assert shown.here == "/changes/?region=south-east&sort=name&since=2023"


def test_without_any_contest_the_page_is_there() -> None:
    assert page_of((), {}).answer == "Nothing fits all of this."
