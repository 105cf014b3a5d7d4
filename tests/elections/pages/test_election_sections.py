"""Each section of an election's page says what is known, over how many councils, and leads on."""

from __future__ import annotations

import pytest

from councils.domain.council_types import CouncilType
from elections.domain.baselines import AFTER
from elections.domain.claims import SeatsHeld
from elections.domain.contests import ContestFacts as Standing
from elections.domain.contests import Scope
from elections.domain.sources import Precision
from elections.pages.election.page import ElectionPage, election_page
from elections.pages.election.side_by_side import SideBySide, TotalCell
from elections.pages.election.standing_out import StandsOut
from elections.pages.facts import ContestMaterial, ElectionMaterial, RegionFacts
from tests.elections.pages import cases

YORKSHIRE = RegionFacts("yorkshire-and-the-humber", "Yorkshire and The Humber")
# Erewash is put in the South East with the others, so that there are two regions.
FOUR = (cases.gravesham(), cases.hull(), cases.erewash(), cases.medway())


def page(*contests: ContestMaterial, **query: str) -> ElectionPage:
    """Return the page of 2023 with some councils, as a query string asks."""
    return election_page(
        ElectionMaterial(
            cases.ELECTION_2023,
            tuple((each.contest, each.result) for each in contests),
            cases.PARTIES,
            regions=(YORKSHIRE, cases.SOUTH_EAST),
            tables=(cases.LIBRARY,),
            address="/e/",
        ),
        {name: [text] for name, text in query.items()},
    )


class TestTheFirstSentence:
    """Who gained and who lost, before anything else."""

    def test_it_names_who_gained_and_who_lost_in_councils_and_seats(self) -> None:
        (sentence,) = page(*FOUR).headlines
        assert sentence == (
            "Labour are up 3 councils and 24 seats; the Conservatives are down 2 councils and 26 "
            "seats; 1 fewer is under no overall control."
        )

    def test_under_last_fought_councils_by_thirds_are_no_part_of_it(self) -> None:
        told, kept_apart = page(*FOUR, baseline="last_fought").headlines
        assert told.startswith("Where all seats were up: Labour are up 1 council and 11 seats;")
        assert kept_apart == (
            "Of 1 council where a part was up, 1 has other control than four years before, which "
            "is not to say that it changed at this election."
        )

    def test_where_no_control_changed_it_is_about_seats(self) -> None:
        assert page(cases.hull()).headlines == (
            "The Liberal Democrats are up 3 seats; Labour are down 2 seats.",
        )

    def test_where_nothing_is_known_it_is_not_there(self) -> None:
        assert page(cases.awaited()).headlines == ()


class TestByRegion:
    """What became of control, region by region, and the seats of the parties that moved most."""

    def test_each_council_is_in_one_column_of_its_region(self) -> None:
        found = page(*FOUR).by_region
        assert found
        numbers = [
            (each.label, each.councils, each.gains, each.to_noc, each.unchanged, each.others)
            for each in (*found.rows, found.total)
        ]
        assert numbers == [
            ("Yorkshire and The Humber", 1, 0, 0, 1, 0),
            ("South East", 3, 3, 0, 0, 0),
            ("All", 4, 3, 0, 1, 0),
        ]

    def test_seats_are_net_and_say_where_they_are_known_of_fewer_councils(self) -> None:
        found = page(*FOUR, cases.awaited()).by_region
        assert found
        labour = next(place for place, (slug, _) in enumerate(found.parties) if slug == "labour")
        assert [(row.seats[labour].text, row.seats[labour].over) for row in found.rows] == [
            ("\u22122", ""),
            ("+26", "over 3"),
        ]
        assert found.total.seats[labour].text == "+24"

    def test_a_region_leads_to_its_councils_alone_and_keeps_the_rest(self) -> None:
        found = page(*FOUR, baseline="eve_of_poll").by_region
        assert found
        assert found.rows[1].href == "/e/?region=south-east&baseline=eve_of_poll"

    def test_a_region_that_is_not_listed_is_left_out_of_nothing(self) -> None:
        found = page(*FOUR, cases.barnet()).by_region
        assert found
        assert [(row.label, row.councils) for row in found.rows][-1] == ("London", 1)
        assert found.total.councils == 5

    def test_one_region_alone_is_no_table(self) -> None:
        assert page(*FOUR, region="south-east").by_region is None


class TestSideBySide:
    """The totals by each baseline, and why they are not the same."""

    def test_councils_and_seats_are_gained_and_lost_from_each(self) -> None:
        found = page(cases.gravesham(), cases.hull(), cases.erewash()).side_by_side
        assert found
        assert found.baselines == ("Just before polling day", "When last fought")
        labour = next(row for row in found.rows if row.holder == "labour")
        assert [(cell.councils, cell.seats) for cell in labour.cells] == [
            (total("+2", "2 gained, 0 lost", 3), total("+11", "13 gained, 2 lost", 3)),
            (total("\u22121", "0 gained, 1 lost", 2), total("\u22128", "0 gained, 8 lost", 2)),
        ]

    def test_a_sentence_says_why_they_differ_with_how_many_councils(self) -> None:
        found = page(cases.gravesham(), cases.hull(), cases.erewash()).side_by_side
        assert found
        assert found.why.startswith(
            "2 of 2 councils have another answer to who had control just before polling day than "
            "when these seats were last fought."
        )
        assert "In 1 council only a third or half of the seats were up" in found.why

    @pytest.mark.parametrize("baseline", ["eve_of_poll", "last_fought"])
    def test_each_column_is_what_the_scoreboard_says_under_that_switch(self, baseline: str) -> None:
        councils = (cases.gravesham(), cases.hull(), cases.erewash())
        found, board = page(*councils).side_by_side, page(*councils, baseline=baseline).scoreboard
        assert found
        assert board
        for row in found.rows:
            score = next(each for each in board.rows if each.holder == row.holder)
            cell = row.cells[column(found, baseline)]
            assert cell.councils.net == score.councils_change.text
            if cell.seats is not None and score.seats_change is not None:
                assert cell.seats.net == score.seats_change.text

    def test_without_two_baselines_it_is_not_there(self) -> None:
        assert page(cases.erewash(), cases.erewash()).side_by_side is None


def total(net: str, moves: str, over: int) -> TotalCell:
    return TotalCell(net, moves, f"over {over}", is_known=True)


def column(found: SideBySide, baseline: str) -> int:
    return {"eve_of_poll": 0, "last_fought": 1}[baseline]


class TestStandingOut:
    """Largest changes, closest majorities, one seat short."""

    def found(self, *contests: ContestMaterial) -> dict[str, StandsOut]:
        """Return the lists by their key."""
        return {each.key: each for each in page(*contests).standing_out}

    def test_the_lists_name_the_council_the_figure_and_whose_it_is(self) -> None:
        told = {
            key: [(line.contest.council.name, line.figure, line.text) for line in each.lines][:1]
            for key, each in self.found(*FOUR).items()
        }
        assert told == {
            "gains": [("Erewash", "+13", "Labour")],
            "losses": [("Erewash", "\u221212", "Conservative")],
            "swings": [
                (
                    "Erewash",
                    "26",
                    "Labour, from 9 short of one to a majority of 9",
                )
            ],
            "majorities": [("Gravesham", "5", "Labour")],
        }

    def test_it_says_over_how_many_councils(self) -> None:
        lists = self.found(*FOUR, cases.awaited(), cases.barnet())
        assert lists["gains"].note == "Over 4 councils where changes of seats are known."
        assert lists["swings"].note.endswith("Over 4 councils where both are known.")
        assert lists["majorities"].note.startswith("Of 4 councils where somebody is known to have")

    def test_level_parties_and_exactly_half_are_told_apart(self) -> None:
        def after(name: str, seats: dict[str, int]) -> ContestMaterial:
            contest = cases.contest(name, cases.ELECTION_2023)
            return cases.compared(contest, after=seats, eve=seats)

        lists = self.found(
            *FOUR,
            after("Slough", {"conservative": 21, "labour": 18, "liberal-democrats": 3}),
            after("Barnet", {"labour": 31, "conservative": 31, "green": 1}),
            after("Lichfield", {"conservative": 23, "labour": 17, "liberal-democrats": 7}),
        )
        assert [(line.figure, line.text) for line in lists["short"].lines] == [
            ("21 of 42", "The Conservatives, exactly half"),
            ("31 of 63", "The Conservatives and Labour: level, each 1 seat short"),
            ("23 of 47", "The Conservatives, 1 seat short"),
        ]

    def test_with_few_councils_the_table_says_it_all(self) -> None:
        assert page(*FOUR[:3]).standing_out == ()


class TestHowExactItIs:
    """What the figures rest on is told at the head of the page."""

    def test_exact_figures_need_no_word_and_their_tables_are_named(self) -> None:
        exact = page(*FOUR).exactness
        assert exact.text == ""
        assert [(each.slug, each.text) for each in exact.tables] == [
            ("commons-library-results-2023", "House of Commons Library: Results of 2023")
        ]

    def test_a_snapshot_of_months_later_is_said_to_be_one(self) -> None:
        contest = cases.contest(
            "Hart", cases.ELECTION_2023, CouncilType.DISTRICT, scope=Scope.THIRDS
        )
        about = cases.claim(
            cases.LIBRARY, SeatsHeld(AFTER, "labour", 9), 1, precision=Precision.APPROXIMATE
        )
        standing = Standing(size_after=cases.size(33))
        hart = cases.material(contest, standing, (about,), sources=(cases.LIBRARY,))
        assert page(*FOUR, hart).exactness.text.startswith(
            "Seats after the poll are approximate in 1 of 5 councils: the tables they are from show "
            "the council as it was some months later"
        )
        # Of the councils that a filter leaves it says what is true of them.
        assert page(*FOUR, hart, q="medway").exactness.text == ""
        assert page(*FOUR, hart, q="hart").exactness.text.startswith(
            "Seats after the poll are approximate in the one council shown:"
        )


class TestTheWayThroughThePage:
    """Links to the sections that have something to say, in their order."""

    def test_all_sections_of_many_councils_are_there(self) -> None:
        assert [label for _, label in page(*FOUR).contents] == [
            "What changed",
            "Scoreboard",
            "By region",
            "Closest and furthest",
            "Council by council",
        ]

    def test_sections_with_nothing_to_say_are_not(self) -> None:
        assert [label for _, label in page(*FOUR, q="hull").contents] == [
            "What changed",
            "Scoreboard",
            "Council by council",
        ]
        assert page(*FOUR, q="nowhere").contents == ()
