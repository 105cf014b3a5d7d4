"""Polling days."""

from __future__ import annotations

from django.db import models
from typing_extensions import override

from councils.checked_at_once import CheckedAtOnce
from councils.constraints import choices_of, filled, one_of
from elections.domain.desk.states import (
    Check,
)
from elections.querysets import ElectionQuerySet


class Election(CheckedAtOnce):
    """One polling day of council elections."""

    polling_day = models.DateField(unique=True)
    name = models.CharField(max_length=120, help_text="As in: Local elections 2023.")
    check_asked = models.CharField(
        max_length=20,
        choices=choices_of(Check),
        default=Check.SECOND_ENTRY.value,
        help_text="What the desk asks for before a result of this election is published.",
    )

    objects = ElectionQuerySet.as_manager()

    class Meta:
        constraints = [
            filled("name", name="election_has_name", what="a name"),
            one_of("check_asked", Check, name="election_check_asked_is_known"),
        ]

    @override
    def __str__(self) -> str:
        return self.slug

    @property
    def slug(self) -> str:
        """Return the polling day as addresses have it, as in `2023-05-04`."""
        return str(self.polling_day)

    def natural_key(self) -> tuple[str]:
        """Return what fixtures call the election."""
        return (self.slug,)
