"""The page of an election counts its own contests, and keeps what others counted apart."""

from __future__ import annotations

from dataclasses import replace

from elections.pages.contest_rows import ContestRow
from elections.pages.election.page import ElectionPage, election_page
from elections.pages.facts import ContestMaterial, ElectionClaimFacts, ElectionMaterial
from tests.elections.pages import cases

KENT = (cases.medway(), cases.maidstone(), cases.awaited())


def asking(query: dict[str, list[str]], *contests: ContestMaterial) -> ElectionPage:
    """Return the page of 2023 with some contests, as a query string asks."""
    pairs = tuple((each.contest, each.result) for each in contests)
    return election_page(
        ElectionMaterial(cases.ELECTION_2023, pairs, cases.PARTIES, address="/e/"), query
    )


def kent(*claims: ElectionClaimFacts) -> ElectionPage:
    """Return the page of 2023 with three councils of Kent."""
    return election_page(
        ElectionMaterial(
            cases.ELECTION_2023,
            tuple((each.contest, each.result) for each in KENT),
            cases.PARTIES,
            claims,
            {cases.ITV.slug: cases.ITV},
            (cases.ELECTION_2024, cases.ELECTION_2022),
        )
    )


def row(name: str) -> ContestRow:
    """Return a council's line in the table."""
    return next(each for each in kent().rows if each.contest.council.name == name)


def test_it_counts_councils_declared_of_those_stored() -> None:
    assert kent().counts == "Elections to 3 councils: 2 declared and 1 awaited."


def test_an_outlet_s_count_is_never_the_denominator() -> None:
    page = kent(
        ElectionClaimFacts(
            "itv-medway-2023", "declared", "councils_declared", 2, value=35, out_of=107
        )
    )
    assert page.counts == "Elections to 3 councils: 2 declared and 1 awaited."
    (reported,) = page.reported
    assert [item.text for item in reported.items] == ["35 of 107 councils had declared."]
    assert reported.items[0].place.text == "ITV News, paragraph 2"


def test_a_claim_that_was_corrected_is_not_reported() -> None:
    claim = ElectionClaimFacts(
        "itv-medway-2023", "declared", "councils_declared", value=35, out_of=107
    )
    assert kent(replace(claim, is_replaced=True)).reported == ()


def test_contests_are_listed_from_a_to_z() -> None:
    assert [each.contest.council.name for each in kent().rows] == ["Ashford", "Maidstone", "Medway"]


def test_a_line_says_control_before_and_after_and_what_that_makes() -> None:
    medway = row("Medway")
    assert (medway.before, medway.after, medway.change) == ("Conservative", "Labour", "Labour gain")
    assert medway.seats_text == "Labour 33, Conservative 22 and Independent 4, of 59 seats"


def test_a_loss_names_the_loser() -> None:
    assert row("Maidstone").change == "Conservative loss"


def test_an_awaited_contest_is_known_of_nothing() -> None:
    ashford = row("Ashford")
    assert (ashford.before, ashford.after, ashford.seats_text) == (
        "Not known",
        "Awaited",
        "Awaited",
    )
    assert ashford.bar is None


def test_changes_that_are_known_stand_in_for_seats_that_are_not() -> None:
    portsmouth = cases.portsmouth()
    page = election_page(
        ElectionMaterial(
            cases.ELECTION_2022, ((portsmouth.contest, portsmouth.result),), cases.PARTIES
        )
    )
    assert page.rows[0].seats_text == "Not known; Conservative −4"
    assert page.rows[0].state_text == "Reported in part"


def test_changes_of_control_are_counted_in_words() -> None:
    assert kent().changes == "Labour gain 1 council; 1 council goes to no overall control."


def test_an_election_without_contests_says_so() -> None:
    page = election_page(ElectionMaterial(cases.ELECTION_2024, (), cases.PARTIES))
    assert page.counts == "No contest is stored for this election yet."


def test_other_elections_are_a_way_on() -> None:
    assert [other.slug for other in kent().others] == ["2024-05-02", "2022-05-05"]


class TestCountedFromAnotherBaseline:
    """`?baseline=` counts every change on the page from one moment, and says what that means."""

    councils = (cases.gravesham(), cases.hull(), cases.erewash())

    def page(self, baseline: str = "", **query: str) -> ElectionPage:
        """Return the page of three councils, counted from a baseline."""
        asked = {**query, "baseline": baseline}
        return asking({name: [text] for name, text in asked.items()}, *self.councils)

    def changes(self, baseline: str) -> dict[str, tuple[str, str]]:
        """Return control before and what changed, by council."""
        return {
            each.contest.council.name: (each.before, each.change)
            for each in self.page(baseline).rows
        }

    def test_before_and_change_of_every_line_are_counted_from_it(self) -> None:
        assert self.changes("") == {
            "Erewash": ("Conservative", "Labour gain"),
            "Gravesham": ("No overall control", "Labour gain"),
            "Kingston upon Hull": ("Liberal Democrat", "Liberal Democrat hold"),
        }
        assert self.changes("last_fought") == {
            "Erewash": ("Not known", "Not known"),
            "Gravesham": ("Labour", "Labour hold"),
            "Kingston upon Hull": ("Labour", "Liberal Democrat gain"),
        }

    def test_filters_and_their_numbers_are_counted_from_it(self) -> None:
        page = self.page("last_fought", change="gain")
        assert [each.contest.council.name for each in page.rows] == ["Kingston upon Hull"]
        change = next(each for each in page.filters.facets if each.slug == "change")
        assert {each.label: each.count for each in change.choices} == {
            "Gain": 1,
            "Hold": 1,
            "Not known": 1,
        }

    def test_the_choice_is_kept_by_every_filter_sort_and_download(self) -> None:
        page = self.page("last_fought", change="gain")
        assert page.here == "/e/?change=gain&baseline=last_fought"
        assert page.csv == "/e/contests.csv?change=gain&baseline=last_fought"
        assert page.filters.clear == "/e/?baseline=last_fought"
        assert ("baseline", "last_fought") in page.filters.kept
        assert all("baseline=last_fought" in each.href for each in page.filters.sorts)
        assert page.baselines
        assert [each.href for each in page.baselines.links] == [
            "/e/?change=gain",
            "/e/?change=gain&baseline=eve_of_poll",
            "/e/?change=gain&baseline=last_fought",
        ]

    def test_it_says_of_how_many_councils_nothing_is_known_and_where_it_is_four_years_ago(
        self,
    ) -> None:
        page, eve = self.page("last_fought"), self.page("eve_of_poll")
        assert page.baselines
        assert eve.baselines
        assert "Of 1 council no source says anything from there" in page.baselines.meaning
        assert (
            "In 1 council, where a third or half of the seats were up, that is the council of four "
            "years earlier"
        ) in page.baselines.meaning
        assert "four years earlier" not in eve.baselines.meaning
        assert "Changes are counted from: When last fought." in page.announcement

    def test_a_council_by_thirds_is_never_headlined_from_four_years_ago(self) -> None:
        headlines = {
            each.contest.council.name: each.headline for each in self.page("last_fought").rows
        }
        assert headlines["Kingston upon Hull"] == "Liberal Democrats hold Kingston upon Hull"
        assert headlines["Gravesham"] == "Labour hold Gravesham"

    def test_a_change_over_four_years_is_told_apart_from_what_changed(self) -> None:
        assert self.page("last_fought").changes == (
            "Labour hold 1 council; 1 council where it is not known whether control changed. Since "
            "four years before, where a third or half of the seats were up: the Liberal Democrats "
            "gain 1 council."
        )

    def test_a_line_leads_to_the_contest_counted_the_same_way(self) -> None:
        queries = {each.contest.council.name: each.query for each in self.page("last_fought").rows}
        assert queries == {
            "Erewash": "",
            "Gravesham": "?baseline=last_fought",
            "Kingston upon Hull": "?baseline=last_fought",
        }
        assert {each.query for each in self.page().rows} == {""}

    def test_a_baseline_that_there_is_not_is_told(self) -> None:
        page = self.page("eve-of-poll")
        assert page.filters.problems == (
            "There is no baseline \u201ceve-of-poll\u201d. Did you mean \u201ceve_of_poll\u201d?",
        )
        assert not page.is_right

    def test_one_baseline_alone_is_no_choice(self) -> None:
        assert asking({}, cases.erewash()).baselines is None
        assert asking({"baseline": ["notional"]}, cases.erewash()).baselines is not None
