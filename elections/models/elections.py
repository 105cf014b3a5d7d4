"""Polling days."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from typing_extensions import override

from councils.checked_at_once import CheckedAtOnce
from councils.constraints import choices_of, filled, one_of
from elections.domain.desk.states import (
    Check,
)
from elections.domain.polling import ElectionStatus, TooEarly, why_too_early
from elections.polls import polls_close_at
from elections.querysets import ElectionQuerySet


class Election(CheckedAtOnce):
    """One polling day of council elections.

    `status` says who sees it. Files make elections that are open; at the desk one is made as a
    draft (`elections/services/expected/elections.py`), and who made it and who opened it is stored.
    """

    polling_day = models.DateField(unique=True)
    name = models.CharField(max_length=120, help_text="As in: Local elections 2023.")
    check_asked = models.CharField(
        max_length=20,
        choices=choices_of(Check),
        default=Check.SECOND_ENTRY.value,
        help_text="What the desk asks for before a result of this election is published.",
    )
    status = models.CharField(
        max_length=20, choices=choices_of(ElectionStatus), default=ElectionStatus.OPEN.value
    )
    made_by = models.CharField(max_length=150, blank=True, help_text="Nobody: a file.")
    made_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.CharField(max_length=150, blank=True, help_text="Nobody: a file.")
    opened_at = models.DateTimeField(null=True, blank=True)

    objects = ElectionQuerySet.as_manager()

    class Meta:
        constraints = [
            filled("name", name="election_has_name", what="a name"),
            one_of("check_asked", Check, name="election_check_asked_is_known"),
            one_of("status", ElectionStatus, name="election_status_is_known"),
            models.CheckConstraint(
                condition=Q(status=ElectionStatus.OPEN.value)
                | Q(opened_by="", opened_at__isnull=True),
                name="election_opened_is_open",
                violation_error_message="Only an election that is open was opened by somebody.",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.slug

    @property
    def slug(self) -> str:
        """Return the polling day as addresses have it, as in `2023-05-04`."""
        return str(self.polling_day)

    def why_too_early(self, *, now: datetime, tells_a_result: bool = True) -> TooEarly | None:
        """Return why something may not be told of it at a moment; None where it may. No query."""
        return why_too_early(
            status=ElectionStatus(self.status),
            polls_close_at=polls_close_at(self.polling_day),
            now=now,
            tells_a_result=tells_a_result,
        )

    def natural_key(self) -> tuple[str]:
        """Return what fixtures call the election."""
        return (self.slug,)


# What files say nothing of: the desk alone decides it.
SET_AT_THE_DESK = frozenset(
    {"check_asked", "status", "made_by", "made_at", "opened_by", "opened_at"}
)
