"""What files tell of elections of which nothing can be told yet: drafts, and those whose polls have not closed."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from elections.claim_shapes import kind_tells_a_result
from elections.domain.words.election_words import TOO_EARLY_WORDS
from elections.models import Claim, Contest, Election
from elections.querysets import ContestQuerySet


def told_too_early(*, at: datetime) -> list[str]:
    """Return what is wrong with claims that files brought and may not be told yet, each in words.

    What somebody entered here is not the files' fault, and stops no load. One query, two where there is an election of which nothing can be told yet.
    """
    elections = {
        row.pk: row
        for row in Election.objects.to_come(localdate(at))
        if row.why_too_early(now=at) is not None
    }
    if not elections:
        return []
    wrong = []
    brought = Claim.objects.of_elections(elections).filter(recorded_by="")
    for claim in brought.select_related("contest"):
        key = claim.election_id if claim.contest is None else claim.contest.election_id
        tells_one = kind_tells_a_result(claim.kind, moment=claim.moment, topic=claim.topic)
        why = elections[key or 0].why_too_early(now=at, tells_a_result=tells_one)
        if why is not None:
            wrong.append(f"The claim {claim}: {TOO_EARLY_WORDS[why]}")
    return wrong


def to_publish_after_a_load(*, at: datetime) -> ContestQuerySet:
    """Return the contests that loading files publishes anew if that changes them.

    When a result goes out that somebody is entering is for them to say, and what somebody entered of an
    election that is still to come stops no load.
    """
    to_come = Claim.objects.entered().filter(contest__election__polling_day__gte=localdate(at))
    contests = Contest.objects.opened().but_those_of(Claim.objects.in_waiting())
    return contests.but_those_of(to_come).with_something_said()
