"""What councils were made of, year by year."""

from __future__ import annotations

from django.db import models
from typing_extensions import override

from councils.checked_at_once import CheckedAtOnce
from councils.constraints import filled, within
from councils.domain.composition import MOST_SEATS
from councils.models.councils import Council
from councils.models.facts import FactSource
from councils.querysets import CompositionQuerySet, PartySeatsQuerySet

# The councils of today's kinds were first elected in 1973.
FIRST_YEAR = 1973
LAST_YEAR = 2100


class Composition(CheckedAtOnce):
    """A council in one year, as a yearly table has it: its size, and how its source labels it.

    A dated fact and not a claim: the table is drawn up some time after the polls of May, so what
    happened in between is in it. `label` is who ran the council in the source's own words, empty
    where it says nothing that the seats do not.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="compositions")
    year = models.SmallIntegerField()
    seats = models.SmallIntegerField(help_text="All seats, vacant ones included.")
    label = models.CharField(max_length=60, blank=True, help_text="Who ran it: LAB/LD, CON min.")
    source = models.ForeignKey(FactSource, on_delete=models.PROTECT, related_name="compositions")

    objects = CompositionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["council", "year"],
                name="composition_once_a_year",
                violation_error_message="This council's composition in that year is stored.",
            ),
            within(
                "year", FIRST_YEAR, LAST_YEAR, name="composition_year_in_bounds", what="The year"
            ),
            within(
                "seats",
                1,
                MOST_SEATS,
                name="composition_seats_in_bounds",
                what="A council's number of seats",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"council {self.council_id} in {self.year}"


class PartySeats(CheckedAtOnce):
    """A party's seats in one composition. Who has no row held none, or the source names it not.

    `party` is a party's slug: parties belong to elections, which this part of the site does not
    know of.
    """

    composition = models.ForeignKey(
        Composition, on_delete=models.CASCADE, related_name="party_seats"
    )
    party = models.SlugField(max_length=80, db_index=False)
    seats = models.SmallIntegerField()

    objects = PartySeatsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "party seats"
        constraints = [
            models.UniqueConstraint(
                fields=["composition", "party"],
                name="party_seats_once_a_composition",
                violation_error_message="This composition has this party's seats already.",
            ),
            filled("party", name="party_seats_names_the_party", what="the party's slug"),
            within(
                "seats",
                1,
                MOST_SEATS,
                name="party_seats_in_bounds",
                what="A party's number of seats",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"composition {self.composition_id}: {self.party} {self.seats}"
