"""What the documents of elections are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from elections.browsing.contests import ContestSummary
from elections.domain.results import State
from elections.models import Claim, Contest, Election, Publication
from elections.pages.facts import ElectionClaimFacts, ElectionFacts, Parties
from elections.selectors.browsing import contests_of_election
from elections.selectors.kept import kept
from elections.selectors.pages.looking_up import open_election_of
from elections.selectors.pages.parties import all_parties
from elections.selectors.pages.rows import election_claim_facts, election_facts


@dataclass(frozen=True, slots=True)
class ElectionSummary:
    """One election, and how many of its contests are how far known."""

    election: ElectionFacts
    contests: Mapping[State, int]

    @property
    def expected(self) -> int:
        """Return how many contests of it there are here."""
        return sum(self.contests.values())


@dataclass(frozen=True, slots=True)
class ElectionOverview:
    """One election with its contests, and what sources report of it as a whole."""

    summary: ElectionSummary
    contests: tuple[ContestSummary, ...]
    claims: tuple[ElectionClaimFacts, ...]
    parties: Parties


@kept
def election_summaries() -> tuple[ElectionSummary, ...]:
    """Return every election, the newest first. Three queries."""
    expected = Contest.objects.opened().numbers_by_election()
    published = (
        Publication.objects.opened().current().after_the_poll().numbers_by_election_and_state()
    )
    summaries = []
    for row in Election.objects.opened().newest_first():
        declared, in_part = (
            published.get((row.polling_day, state), 0) for state in (State.DECLARED, State.IN_PART)
        )
        # Of a contest that is awaited something may be published, or nothing.
        awaited = expected.get(row.polling_day, 0) - declared - in_part
        summaries.append(
            ElectionSummary(
                election_facts(row),
                {State.DECLARED: declared, State.IN_PART: in_part, State.AWAITED: awaited},
            )
        )
    return tuple(summaries)


@kept
def election_overview(slug: str) -> ElectionOverview:
    """Return one election with what happened at it. Seven queries.

    Raises NotHereError where there is no such election.
    """
    election = open_election_of(slug)
    contests = contests_of_election(election.polling_day)
    claims = Claim.objects.about_election(election.polling_day).standing().with_names()
    return ElectionOverview(
        summary=ElectionSummary(
            election_facts(election),
            {state: sum(each.state is state for each in contests) for state in State},
        ),
        contests=contests,
        claims=tuple(election_claim_facts(row) for row in claims.in_order_told()),
        parties=all_parties(),
    )
