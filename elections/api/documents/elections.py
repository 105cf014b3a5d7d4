"""Elections as documents: how far declared, the scoreboard, and how control moved."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from elections.api.documents.claims import election_claim
from elections.api.documents.figures import outcome_document
from elections.api.schemas import elections as schemas
from elections.browsing.contests import BASELINE_SWITCH, counted_from_all
from elections.domain.baselines import Baseline
from elections.domain.overview import flow, scoreboard
from elections.domain.results import State
from elections.domain.sources import Precision
from elections.selectors.register.elections import ElectionOverview, ElectionSummary


def election_in_list(summary: ElectionSummary) -> schemas.ElectionInList:
    """Return an election as lists have it."""
    return schemas.ElectionInList(**_fields(summary))


def election_document(
    overview: ElectionOverview, baseline: Baseline | None = None
) -> schemas.Election:
    """Return an election with what happened at it.

    Changes are counted from `baseline`, or from each contest's own where it is None.
    """
    election = overview.summary.election
    contests = counted_from_all(overview.contests, baseline)
    results = [None if each.result is None else each.result.reconciliation for each in contests]
    changes = {each.contest.ballot_id: each.change for each in contests}
    asked = {"election": election.slug}
    if baseline is not None:
        asked[BASELINE_SWITCH.parameter] = baseline.value
    return schemas.Election(
        **_fields(overview.summary),
        contests_url=f"{reverse('api:contests')}?{urlencode(asked)}",
        baseline=None if baseline is None else baseline.value,
        scoreboard=scoreboard_document(scoreboard.scoreboard(results, baseline)),
        flow=[_flow(each) for each in flow.flows_of_control(changes)],
        reported=[
            election_claim(claim, election=election, parties=overview.parties)
            for claim in overview.claims
        ],
    )


def scoreboard_document(board: scoreboard.Scoreboard) -> schemas.Scoreboard:
    """Return a scoreboard."""
    return schemas.Scoreboard(
        contests=board.contests,
        without_control=board.without_control,
        parties=[party_score(each) for each in board.parties],
        noc=schemas.Score(
            councils=_total(board.noc.councils),
            councils_change=_total(board.noc.councils_change),
        ),
    )


def party_score(score: scoreboard.PartyScore) -> schemas.PartyScore:
    """Return one party's score."""
    return schemas.PartyScore(
        party=score.party,
        councils=_total(score.councils),
        councils_change=_total(score.councils_change),
        seats=_total(score.seats),
        seats_change=_total(score.seats_change),
    )


def _total(total: scoreboard.KnownTotal) -> schemas.Total | None:
    if not isinstance(total, scoreboard.Total):
        return None
    precision = Precision.APPROXIMATE if total.is_approximate else Precision.EXACT
    return schemas.Total(value=total.value, over=total.over, precision=precision.value)


def _flow(each: flow.Flow[str]) -> schemas.FlowOfControl:
    return schemas.FlowOfControl(
        before=outcome_document(each.before),
        after=outcome_document(each.after),
        change_of_control=each.kind.value,
        has_changed=each.has_changed,
        count=len(each.contests),
        contests=list(each.contests),
    )


def _fields(summary: ElectionSummary) -> dict[str, Any]:
    election = summary.election
    return {
        "day": election.polling_day,
        "name": election.name,
        "url": reverse("election", args=[election.slug]),
        "contests": schemas.ContestCounts(
            expected=summary.expected,
            declared=summary.contests[State.DECLARED],
            in_part=summary.contests[State.IN_PART],
            awaited=summary.contests[State.AWAITED],
        ),
    }
