"""What the pages of disputes are made from."""

from __future__ import annotations

from collections import Counter

from elections.models import Action, AuditEntry, ChangeOfControl, Contest, Publication, Tally
from elections.pages.desk.disputes import (
    Decision,
    DisputedContest,
    DisputesMaterial,
    DisputesOfElection,
)
from elections.pages.words import count
from elections.querysets import ContestQuerySet
from elections.selectors.pages.looking_up import election_of
from elections.selectors.pages.parties import all_parties
from elections.selectors.pages.rows import contest_facts, election_facts
from elections.selectors.results import published_result

DECISIONS = (Action.CHOSE_A_SOURCE.value, Action.LEFT_DISPUTED.value)


def disputes_of_election(slug: str) -> DisputesOfElection:
    """Return the contests of an election with disputed figures. Six queries.

    Raises NotHereError where there is no such election.
    """
    election = election_of(slug)
    contests = Contest.objects.of_election(election.polling_day)
    numbers = numbers_disputed(contests)
    looked_into = AuditEntry.objects.of_election(election.polling_day).of_actions(DECISIONS)
    decided = set(looked_into.contest_keys())
    return DisputesOfElection(
        election_facts(election),
        tuple(
            DisputedContest(
                contest_facts(row),
                count(numbers[row.pk], "figure"),
                is_looked_into=row.pk in decided,
            )
            for row in contests.with_names().in_order_of_name()
            if numbers.get(row.pk)
        ),
    )


def numbers_disputed(contests: ContestQuerySet) -> dict[int, int]:
    """Return how many figures that readers see are disputed, by contest. Three queries."""
    numbers = Counter(Tally.objects.numbers_disputed(contests))
    numbers.update(ChangeOfControl.objects.numbers_disputed(contests))
    numbers.update(Publication.objects.of_contests(contests).current().with_control_disputed())
    return dict(numbers)


def decisions_of(contest: Contest) -> dict[str, Decision]:
    """Return what editors last decided of each figure that was disputed, by its path. One query."""
    log = AuditEntry.objects.about_contest(contest.ballot_id).of_actions(DECISIONS)
    decisions: dict[str, Decision] = {}
    for entry in log.newest_first():
        figure = entry.after["figure"] if isinstance(entry.after, dict) else ""
        is_choice = entry.action == Action.CHOSE_A_SOURCE
        decisions.setdefault(figure, Decision(_who(entry), entry.at, entry.reason, is_choice))
    return decisions


def _who(entry: AuditEntry) -> str:
    """Return who decided: who proposed it and, where that is somebody else, who published it."""
    proposed_by = entry.after.get("proposed_by", "") if isinstance(entry.after, dict) else ""
    if proposed_by in ("", entry.by):
        return entry.by
    return f"{proposed_by} and {entry.by}"


def disputes_material(contest: Contest) -> DisputesMaterial:
    """Return what a contest's disputes are made from. Nine queries."""
    published = published_result(contest)
    return DisputesMaterial(
        contest=contest_facts(contest),
        result=None if published is None else published.reconciliation,
        version=0 if published is None else published.version,
        parties=all_parties(),
        decisions=decisions_of(contest),
    )
