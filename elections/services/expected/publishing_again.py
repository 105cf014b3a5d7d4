"""Publishing anew what rests on something that was changed at the desk, or refusing the change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from elections.domain.words.finding_words import sentence
from elections.models import Contest
from elections.querysets import ContestQuerySet
from elections.selectors.naming import party_names
from elections.selectors.unpublished import keys_of_all, unpublished_claims
from elections.services.desk.stepping import Actor
from elections.services.expected.changing import ChangeRefusedError
from elections.services.publishing import Outcome, Published, Refused, publish_contests


def publish_again(
    contests: ContestQuerySet, *, by: Actor, at: datetime, reason: str, refused: str
) -> tuple[str, ...]:
    """Publish anew what readers see of contests; return the ids of those that changed.

    Claims that nobody has published yet stay unpublished. Some twenty queries. Raises
    ChangeRefusedError, beginning with `refused`, where a result would have a finding that stops
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
    _refuse_what_stops(outcomes, refused)
    return tuple(ballot_id for ballot_id, each in outcomes.items() if isinstance(each, Published))


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
