"""What an admin changed of that which data files say too."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from typing_extensions import override

from councils.constraints import choices_of, filled, one_of
from elections.querysets.amendments import AmendmentQuerySet


class Amendable(StrEnum):
    """What can be changed at the desk and loaded from files: the names of models."""

    COUNCIL = "council"
    COUNCIL_ALIAS = "councilalias"
    COUNCIL_SIZE = "councilsize"
    ELECTION = "election"
    CONTEST = "contest"
    SOURCE = "source"


class Amendment(models.Model):
    """One column of one row that was changed at the desk: loading files leaves it as it is.

    `key` is the row's natural key, with blanks between its parts. No column stands for the row
    itself, which was taken away: loading does not bring it back.
    """

    kind = models.CharField(max_length=20, choices=choices_of(Amendable))
    key = models.CharField(max_length=200)
    column = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("kind", Amendable, name="amendment_kind_is_known"),
            filled("key", name="amendment_says_of_what", what="which row was changed"),
            filled("by", name="amendment_says_who", what="who changed it"),
            models.UniqueConstraint(
                fields=["kind", "key", "column"],
                name="amendment_is_noted_once",
                violation_error_message="This change is noted already.",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.column or 'taken away'}"
