"""Proposals, in the words of those who publish them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from elections.domain.desk.proposals import ProposalKind, ProposalState

if TYPE_CHECKING:
    from elections.models import Proposal
    from elections.querysets.contests import ContestQuerySet


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Changes of what is published, each proposed by one person and decided by another."""

    def by_pk(self, key: int) -> Self:
        """Return the proposal of this primary key, if there is one."""
        return self.filter(pk=key)

    def open(self) -> Self:
        """Return the proposals that nobody has decided."""
        return self.filter(state=ProposalState.OPEN.value)

    def decided(self) -> Self:
        """Return the proposals that somebody published or turned down, the latest first."""
        return self.exclude(state=ProposalState.OPEN.value).order_by("-decided_at", "-pk")

    def for_target(self, kind: str, target: str) -> Self:
        """Return the proposals that would change one thing."""
        return self.filter(kind=kind, target=target)

    def for_council(self, slug: str) -> Self:
        """Return the proposals that would change what a council is called, its region or its size."""
        return self.filter(
            models.Q(kind=ProposalKind.COUNCIL.value, target=slug)
            | models.Q(kind=ProposalKind.COUNCIL_SIZE.value, target__startswith=f"{slug} ")
        )

    def for_contest(self, ballot_id: str) -> Self:
        """Return the proposals about one contest."""
        return self.filter(contest__ballot_id=ballot_id)

    def for_contests(self, contests: ContestQuerySet) -> Self:
        """Return the proposals about several contests."""
        return self.filter(contest__in=contests.order_by().values("pk"))

    def with_results(self) -> Self:
        """Fetch the contest, its election and where its result is in the same query."""
        return self.select_related("contest__election", "contest__desk_result")

    def order_by_age(self) -> Self:
        """Return the proposals, the oldest first."""
        return self.order_by("proposed_at", "pk")

    def lock_for_update(self) -> Self:
        """Return the proposals locked until the transaction ends."""
        return self.order_by("pk").select_for_update(of=("self",))
