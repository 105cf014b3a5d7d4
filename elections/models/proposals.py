"""Changes of what is published that wait for a second person, and what became of them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from typing_extensions import override

from councils.checked_at_once import CheckedAtOnce
from councils.constraints import choices_of, filled, one_of
from elections.domain.desk.proposals import ProposalKind, ProposalState
from elections.models.contests import Contest
from elections.querysets.proposals import ProposalQuerySet


class Proposal(CheckedAtOnce):
    """A change of what is published: one person proposes it, another publishes it or turns it down.

    `change` is one of the changes of `elections/domain/desk/proposals.py`, `target` what it is of,
    and `told` says it in words. Whoever turns it down may be who proposed it.
    """

    kind = models.CharField(max_length=20, choices=choices_of(ProposalKind))
    target = models.CharField(max_length=200)
    told = models.CharField(max_length=300)
    change = models.JSONField()
    contest = models.ForeignKey(
        Contest, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals"
    )
    reason = models.TextField()
    proposed_by = models.CharField(max_length=150)
    proposed_at = models.DateTimeField()
    state = models.CharField(
        max_length=20, choices=choices_of(ProposalState), default=ProposalState.OPEN.value
    )
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("kind", ProposalKind, name="proposal_kind_is_known"),
            one_of("state", ProposalState, name="proposal_state_is_known"),
            filled("target", name="proposal_says_of_what", what="what is to be changed"),
            filled("reason", name="proposal_says_why", what="why it is proposed"),
            filled("proposed_by", name="proposal_says_who", what="who proposed it"),
            models.CheckConstraint(
                condition=Q(state=ProposalState.OPEN.value, decided_by="", decided_at__isnull=True)
                | ~Q(state=ProposalState.OPEN.value)
                & ~Q(decided_by="")
                & Q(decided_at__isnull=False),
                name="proposal_is_open_or_decided",
                violation_error_message="An open proposal has no 'decided_by' and 'decided_at';"
                " any other has both.",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.PUBLISHED.value) | ~Q(decided_by=F("proposed_by")),
                name="proposal_is_published_by_another",
                violation_error_message="Somebody else than who proposed it has to publish it.",
            ),
            models.UniqueConstraint(
                fields=["kind", "target"],
                condition=Q(state=ProposalState.OPEN.value),
                name="proposal_open_once_a_target",
                violation_error_message="A change of this is proposed already.",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.target}: {self.state}"
