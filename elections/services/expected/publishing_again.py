"""Publishing anew what rests on something that was changed at the desk, or refusing the change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from elections.domain.words.finding_words import sentence
from elections.models import Claim
from elections.querysets import ContestQuerySet
from elections.selectors.naming import party_names
from elections.services.desk.stepping import Actor
from elections.services.expected.changing import ChangeRefusedError
from elections.services.publishing import Outcome, Published, Refused, publish_contests


def publish_again(
    contests: ContestQuerySet, *, by: Actor, at: datetime, reason: str, refused: str
) -> int:
    """Publish anew what claims there are of contests; return how many results that changed.

    Some twenty queries. Raises ChangeRefusedError, beginning with `refused`, where a result would
    have a finding that stops publication: the caller's transaction ends with it.
    """
    # When a result goes out that somebody is entering is for them to say, and of what nobody has
    # said anything there is nothing to publish.
    # What is rehearsed stands in the way of nothing real.
    theirs = contests.opened().but_those_of(Claim.objects.in_waiting()).with_claims()
    outcomes = publish_contests(contests=theirs, at=at, by=by.name, reason=reason)
    _refuse_what_stops(outcomes, refused)
    return sum(isinstance(each, Published) for each in outcomes.values())


def _refuse_what_stops(outcomes: Mapping[str, Outcome], refused: str) -> None:
    names = party_names()
    stopped = [
        f"{ballot_id}: {sentence(finding, names)}"
        for ballot_id, outcome in outcomes.items()
        if isinstance(outcome, Refused)
        for finding in outcome.findings
        if finding.code.stops_publication
    ]
    if stopped:
        raise ChangeRefusedError(f"{refused} {' '.join(stopped)}")
