"""Directly elected mayors who run a council's executive."""

from __future__ import annotations

from django.db import models
from typing_extensions import override

from councils.checked_at_once import CheckedAtOnce
from councils.constraints import filled, within
from councils.models.compositions import FIRST_YEAR, LAST_YEAR
from councils.models.councils import Council
from councils.models.facts import FactSource
from councils.querysets import ExecutiveMayorQuerySet


class ExecutiveMayor(CheckedAtOnce):
    """A council has an executive mayor in one year, of this party, as its source has it.

    A dated fact beside control and never part of it: the mayor runs the executive whoever holds
    the seats. Who has no row either has no mayor, or a source that does not say. `party` is a
    party's slug, `independent` for a mayor of none: parties belong to elections, which this part
    of the site does not know of. Nobody's name is kept.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="mayors")
    year = models.SmallIntegerField(help_text="The year in which the source has it so.")
    party = models.SlugField(max_length=80, db_index=False)
    source = models.ForeignKey(FactSource, on_delete=models.PROTECT, related_name="mayors")

    objects = ExecutiveMayorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["council", "year"],
                name="executive_mayor_once_a_year",
                violation_error_message="This council's executive mayor in that year is stored.",
            ),
            within(
                "year",
                FIRST_YEAR,
                LAST_YEAR,
                name="executive_mayor_year_in_bounds",
                what="The year",
            ),
            filled("party", name="executive_mayor_has_party", what="the mayor's party"),
        ]

    @override
    def __str__(self) -> str:
        return f"council {self.council_id} in {self.year}: {self.party}"
