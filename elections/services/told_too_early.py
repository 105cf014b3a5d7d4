"""What files tell of elections of which nothing can be told yet: drafts, and those whose polls have not closed."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from elections.claim_shapes import kind_tells_a_result
from elections.domain.words.election_words import TOO_EARLY_WORDS
from elections.models import Claim, Election


def told_too_early(*, at: datetime) -> list[str]:
    """Return what is wrong with claims that are stored and may not be yet, each in words.

    One query, two where there is an election of which nothing can be told yet.
    """
    elections = {
        row.pk: row
        for row in Election.objects.to_come(localdate(at))
        if row.why_too_early(now=at) is not None
    }
    if not elections:
        return []
    wrong = []
    for claim in Claim.objects.of_elections(elections).select_related("contest"):
        key = claim.election_id if claim.contest is None else claim.contest.election_id
        tells_one = kind_tells_a_result(claim.kind, moment=claim.moment, topic=claim.topic)
        why = elections[key or 0].why_too_early(now=at, tells_a_result=tells_one)
        if why is not None:
            wrong.append(f"The claim {claim}: {TOO_EARLY_WORDS[why]}")
    return wrong
