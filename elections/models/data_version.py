"""The one number that every public page hangs on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from typing_extensions import override

from councils.checked_at_once import CheckedAtOnce
from elections.querysets import DataVersionQuerySet
from elections.querysets.freshness import new_random_id


class DataVersion(CheckedAtOnce):
    """How often what readers see has changed: one row, moved with every publication.

    It is the ETag and the cache key of every public page. A database that was restored gives out its numbers
    again: `random_id` is another one with every publication and every restore, and tells the two apart.
    """

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    number = models.BigIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)
    random_id = models.CharField(max_length=16, default=new_random_id)

    objects = DataVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(id=1),
                name="data_version_is_one_row",
                violation_error_message="There is one data version.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=0),
                name="data_version_not_negative",
                violation_error_message="The data version counts up from zero.",
            ),
        ]

    @override
    def __str__(self) -> str:
        return str(self.number)
