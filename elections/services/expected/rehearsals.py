"""Deleting what was rehearsed: the one thing of the desk's that is ever deleted, because it was never real."""

from __future__ import annotations

from django.db import connections

from elections import append_only_triggers
from elections.models import (
    ChangeOfControl,
    Claim,
    ClaimUse,
    Correction,
    DeskResult,
    Draft,
    Proposal,
    Publication,
    PublishedFinding,
    Source,
    Tally,
    Withdrawal,
)
from elections.querysets import ContestQuerySet


def delete_what_was_rehearsed(contests: ContestQuerySet) -> None:
    """Delete everything that was entered, proposed and published of a rehearsal's contests, and its own sources.

    Some sixteen queries, in a transaction that the caller holds. The database refuses where they
    are of no rehearsal; entries of the audit log stay.
    """
    rehearsed = contests.rehearsed()
    claims = Claim.objects.about_contests(rehearsed)
    publications = Publication.objects.of_contests(rehearsed)
    sources = list(Source.objects.of_claims_about_alone(rehearsed).values_list("pk", flat=True))
    with append_only_triggers.rehearsals_may_be_deleted(connections[contests.db]):
        Correction.objects.of_contests(rehearsed).delete_rehearsed()
        ClaimUse.objects.of_publications(publications).delete_rehearsed()
        PublishedFinding.objects.of_publications(publications).delete_rehearsed()
        ChangeOfControl.objects.of_publications(publications).delete_rehearsed()
        Tally.objects.of_publications(publications).delete_rehearsed()
        publications.delete_rehearsed()
        Withdrawal.objects.of_claims(claims).delete_rehearsed()
        claims.delete_rehearsed()
    results = DeskResult.objects.of_contests(rehearsed)
    Draft.objects.of_results(results).delete()
    Proposal.objects.for_contests(rehearsed).delete()
    results.delete()
    Source.objects.of_keys(sources).delete()
