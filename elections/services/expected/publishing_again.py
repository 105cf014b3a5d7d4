"""Publishing anew what rests on something that was changed at the desk, or refusing the change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from elections.domain.baselines import AFTER
from elections.domain.contests import Scope
from elections.domain.figures import Derived, Disputed, Reported
from elections.domain.findings import Code, Finding
from elections.domain.words.finding_words import sentence
from elections.models import Contest
from elections.pages.words import count, day
from elections.querysets import ContestQuerySet
from elections.selectors.naming import party_names
from elections.selectors.results import PublishedResult, published_results
from elections.selectors.unpublished import keys_of_all, unpublished_claims
from elections.services.desk.stepping import Actor
from elections.services.expected.changing import ChangeRefusedError
from elections.services.publishing import Outcome, Published, Refused, publish_contests

# What says that the seats are more or fewer: whatever else is found then follows from that.
OF_THE_SIZE: Final = frozenset({Code.SUM_FAILS, Code.SIZE_FAILS})


def publish_again(
    contests: ContestQuerySet,
    *,
    by: Actor,
    at: datetime,
    reason: str,
    refused: str,
    remedy: str = "",
) -> tuple[str, ...]:
    """Publish anew what readers see of contests; return the ids of those that changed.

    Claims that nobody has published yet stay unpublished. Some twenty queries. Raises
    ChangeRefusedError, from `refused` to `remedy`, where a result would have a finding that stops
    publication: the caller's transaction ends with it.
    """
    # What is rehearsed stands in the way of nothing real.
    theirs = contests.opened().with_a_publication()
    list(Contest.objects.among(theirs).held_until_saved())
    outcomes = publish_contests(
        contests=theirs,
        at=at,
        by=by.name,
        reason=reason,
        leaving_out=keys_of_all(unpublished_claims(theirs)),
    )
    _refuse_what_stops(outcomes, refused, remedy)
    return tuple(ballot_id for ballot_id, each in outcomes.items() if isinstance(each, Published))


def _refuse_what_stops(outcomes: Mapping[str, Outcome], refused: str, remedy: str) -> None:
    stopped = {
        ballot_id: outcome.findings
        for ballot_id, outcome in outcomes.items()
        if isinstance(outcome, Refused)
        and any(each.code.stops_publication for each in outcome.findings)
    }
    if not stopped:
        return
    contests = Contest.objects.of_ids(stopped)
    published = published_results(contests)
    told = [
        _stopped_words(row, published.get(row.pk), stopped[row.ballot_id])
        for row in contests.with_names().newest_first()
    ]
    raise ChangeRefusedError(" ".join(part for part in (refused, *told, remedy) if part))


def _stopped_words(
    row: Contest, published: PublishedResult | None, findings: Iterable[Finding]
) -> str:
    """Return what stands in the way: the seats of the result as it is, or else what was found."""
    result = f"{row.council.name}\u2019s result of {day(row.election.polling_day)}"
    stops = [each for each in findings if each.code.stops_publication]
    seats = None if published is None else _all_seats(published)
    if seats is not None and any(each.code in OF_THE_SIZE and _is_after(each) for each in stops):
        are_up = row.scope == Scope.WHOLE or row.seats_up == seats
        return f"{result} has {count(seats, 'seat')}{', all of them up' if are_up else ''}."
    names = party_names()
    return f"{result}: {' '.join(sentence(each, names) for each in stops)}"


def _is_after(finding: Finding) -> bool:
    return any(name.moment is AFTER for name in finding.fields)


def _all_seats(published: PublishedResult) -> int | None:
    match published.reconciliation.seats_total:
        case Reported(value=number) | Derived(value=number) | Disputed(value=number):
            return number
        case _:
            return None
