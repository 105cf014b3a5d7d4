"""The page of a source lists what it claims and what became of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from elections.domain.baselines import AFTER, Baseline
from elections.domain.claims import (
    AllSeatsUp,
    FellShortBy,
    HasControl,
    LeadsBy,
    LostItsOnlySeat,
    NeededToGain,
    NobodyLostSeats,
    Remark,
    RemarkTopic,
    Saying,
    SeatsChanged,
    SeatsHeld,
    SeatsVacant,
    SeatsWon,
)
from elections.domain.results import ClaimOutcome
from elections.domain.sources import Precision
from elections.pages.claim_words import claim_sentence, election_claim_sentence
from elections.pages.facts import ClaimFacts, ElectionClaimFacts, SourceMaterial
from elections.pages.sources import ClaimRow, source_page
from elections.pages.words import OUTCOME_WORDS
from tests.elections.pages import cases

HELD = cases.claim(cases.ITV, SeatsHeld(AFTER, "labour", 33), 18, "labour-after")
DECLARED = ElectionClaimFacts(
    "itv-medway-2023", "declared", "councils_declared", 2, value=35, out_of=107
)


def row_of(
    held: ClaimFacts = HELD, *, outcome: ClaimOutcome | None = ClaimOutcome.USED
) -> ClaimRow:
    """Return the row of one claim on its source's page."""
    page = source_page(
        SourceMaterial(
            cases.ITV,
            ((cases.medway().contest, (held,)),),
            ((cases.ELECTION_2023, (DECLARED,)),),
            {} if outcome is None else {held.claim.key: outcome},
            cases.PARTIES,
        )
    )
    return page.contests[0].rows[0]


def test_a_claim_says_what_where_how_and_what_became_of_it() -> None:
    row = row_of()
    assert row.sentence == "Labour hold 33 seats after the poll."
    assert (row.where, row.stated) == ("Paragraph 18", "In digits")
    assert row.outcome_text == "Taken into account."


@pytest.mark.parametrize("outcome", ClaimOutcome)
def test_every_outcome_has_its_words(outcome: ClaimOutcome) -> None:
    assert row_of(outcome=outcome).outcome_text == OUTCOME_WORDS[outcome]


def test_a_claim_of_no_published_result_says_so() -> None:
    assert row_of(outcome=None).outcome_text == "Not yet part of a published result."


def test_a_corrected_claim_says_so_whatever_became_of_it() -> None:
    assert row_of(replace(HELD, is_replaced=True)).outcome_text == "Corrected by a later entry."


def test_an_approximate_claim_says_so() -> None:
    row = row_of(replace(HELD, claim=replace(HELD.claim, precision=Precision.APPROXIMATE)))
    assert row.stated == "In digits, approximately"


def test_a_claim_about_the_whole_election_is_as_reported() -> None:
    page = source_page(
        SourceMaterial(cases.ITV, (), ((cases.ELECTION_2023, (DECLARED,)),), {}, cases.PARTIES)
    )
    assert page.lede == "An article with 1 claim: about the election as a whole."
    (row,) = page.elections[0].rows
    assert row.outcome_text == "Shown on the election's page, as reported at the time."


@pytest.mark.parametrize(
    ("saying", "sentence"),
    [
        (
            SeatsHeld(Baseline.NOTIONAL, "conservative", 35),
            "The Conservatives held 35 seats in the last result on the new boundaries.",
        ),
        (SeatsHeld(AFTER, "conservative", 0), "The Conservatives hold no seats after the poll."),
        (
            SeatsChanged(Baseline.EVE_OF_POLL, "labour", -10),
            "Labour lost 10 seats, counted from just before polling day.",
        ),
        (SeatsWon("reform-uk", 0), "Reform UK won none of the seats that were up."),
        (SeatsVacant(AFTER, 1), "1 seat is vacant after the poll."),
        (AllSeatsUp(), "Every seat was up for election."),
        (HasControl(AFTER, "labour"), "Labour have control after the poll."),
        (
            NeededToGain(Baseline.EVE_OF_POLL, "labour", 6),
            "Labour needed 6 seats more than just before polling day to take control.",
        ),
        (FellShortBy("labour", 1), "Labour are 1 seat short of a majority after the poll."),
        (
            LeadsBy(AFTER, "conservative", "labour", 1),
            "The Conservatives have 1 seat more than Labour after the poll.",
        ),
        (
            LostItsOnlySeat(Baseline.EVE_OF_POLL, "conservative"),
            "The Conservatives had one seat just before polling day and lost it.",
        ),
        (
            NobodyLostSeats(Baseline.EVE_OF_POLL),
            "No party has fewer seats than just before polling day.",
        ),
        (Remark(RemarkTopic.LEADER, "the leader lost his seat"), "The leader lost his seat."),
    ],
)
def test_a_claim_reads_as_a_sentence(saying: Saying, sentence: str) -> None:
    assert claim_sentence(saying, cases.PARTIES) == sentence


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        (
            ElectionClaimFacts("a", "b", "councillors_changed", party="conservative", value=-122),
            "The Conservatives had 122 councillors fewer than before.",
        ),
        (
            ElectionClaimFacts(
                "a", "b", "councils_gained", party="labour", other_party="conservative", value=3
            ),
            "Labour had gained 3 councils from the Conservatives.",
        ),
        (
            ElectionClaimFacts(
                "a",
                "b",
                "other_poll",
                party="conservative",
                other_party="conservative",
                text="Police and crime commissioner for Lincolnshire",
            ),
            "Police and crime commissioner for Lincolnshire: the Conservatives held it.",
        ),
        (
            ElectionClaimFacts(
                "a",
                "b",
                "other_polls_declared",
                text="Police and crime commissioners",
                value=3,
                out_of=37,
            ),
            "Police and crime commissioners: 3 of 37 had declared.",
        ),
    ],
)
def test_a_claim_about_an_election_reads_as_a_sentence(
    claim: ElectionClaimFacts, sentence: str
) -> None:
    assert election_claim_sentence(claim, cases.PARTIES) == sentence
