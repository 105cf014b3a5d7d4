"""The page of an election counts its own contests, and keeps what others counted apart."""

from __future__ import annotations

from dataclasses import replace

from elections.pages.contest_rows import ContestRow
from elections.pages.election import ElectionPage, election_page
from elections.pages.facts import ElectionClaimFacts, ElectionMaterial
from tests.elections.pages import cases

KENT = (cases.medway(), cases.maidstone(), cases.awaited())


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
    assert (
        kent().counts
        == "This site has 3 of the councils that voted; 2 have declared and 1 is awaited."
    )


def test_an_outlet_s_count_is_never_the_denominator() -> None:
    page = kent(
        ElectionClaimFacts(
            "itv-medway-2023", "declared", "councils_declared", 2, value=35, out_of=107
        )
    )
    assert (
        page.counts
        == "This site has 3 of the councils that voted; 2 have declared and 1 is awaited."
    )
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
    assert kent().changes == ("Labour gain 1 council", "1 council goes to no overall control")


def test_an_election_without_contests_says_so() -> None:
    page = election_page(ElectionMaterial(cases.ELECTION_2024, (), cases.PARTIES))
    assert page.counts == "No contest is stored for this election yet."


def test_other_elections_are_a_way_on() -> None:
    assert [other.slug for other in kent().others] == ["2024-05-02", "2022-05-05"]
