"""Standing facts by date, and where they come from."""

from __future__ import annotations

from django.db import models
from typing_extensions import override

from councils.checked_at_once import CheckedAtOnce
from councils.constraints import filled, within
from councils.domain.composition import MOST_SEATS
from councils.models.councils import Council
from councils.querysets import CouncilSizeQuerySet, FactSourceQuerySet


class FactSource(CheckedAtOnce):
    """Where a standing fact comes from: an order, a register, a dataset.

    Its slug is in one namespace with those of the sources of claims, because pages and workings
    cite both alike.
    """

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160, help_text="As a reader knows it.")
    publisher = models.CharField(max_length=120)
    licence = models.CharField(max_length=120, blank=True)
    url = models.URLField("address", max_length=500, blank=True)
    retrieved_on = models.DateField()
    note = models.TextField(blank=True)

    objects = FactSourceQuerySet.as_manager()

    class Meta:
        constraints = [
            filled("slug", name="fact_source_has_slug", what="a slug"),
            filled("name", name="fact_source_has_name", what="a name"),
            filled("publisher", name="fact_source_has_publisher", what="the publisher"),
        ]

    @override
    def __str__(self) -> str:
        return self.slug

    def natural_key(self) -> tuple[str]:
        """Return what fixtures call the source."""
        return (self.slug,)


class CouncilSize(CheckedAtOnce):
    """How many seats a council has from a day on, vacant ones included, and who says so.

    A size that a boundary review changed is in force from the polling day of the first election
    on it.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="sizes")
    seats = models.IntegerField()
    in_force_from = models.DateField()
    source = models.ForeignKey(FactSource, on_delete=models.PROTECT, related_name="sizes")
    note = models.TextField(blank=True)

    objects = CouncilSizeQuerySet.as_manager()

    class Meta:
        constraints = [
            within(
                "seats",
                1,
                MOST_SEATS,
                name="council_size_in_bounds",
                what="A council's number of seats",
            ),
            models.UniqueConstraint(
                fields=["council", "in_force_from"],
                name="council_size_once_a_day",
                violation_error_message="This council already has a size from that day on.",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.council} from {self.in_force_from}"

    def natural_key(self) -> tuple[str, str]:
        """Return what fixtures call the size. Queries the council unless it is loaded."""
        return self.council.slug, str(self.in_force_from)

    natural_key.dependencies = ["councils.council", "councils.factsource"]  # type: ignore[attr-defined]
