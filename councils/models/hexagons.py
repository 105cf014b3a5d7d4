"""Where councils stand on the maps of hexagons."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from typing_extensions import override

from councils.checked_at_once import CheckedAtOnce
from councils.constraints import choices_of, one_of, within
from councils.models.councils import Council
from councils.querysets import HexagonQuerySet


class Layout(StrEnum):
    """A map: counties lie over their districts, so each has one of its own."""

    DISTRICTS = "districts"
    COUNTIES = "counties"


class Hexagon(CheckedAtOnce):
    """A council's place on a map, in rows of hexagons of which the odd ones stand half a step east.

    `east` counts from the west and `north` from the south, in hexagons.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="hexagons")
    layout = models.CharField(max_length=10, choices=choices_of(Layout))
    east = models.SmallIntegerField()
    north = models.SmallIntegerField()

    objects = HexagonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["layout", "council"],
                name="hexagon_once_a_council",
                violation_error_message="This council has a place on this map already.",
            ),
            models.UniqueConstraint(
                fields=["layout", "east", "north"],
                name="hexagon_holds_one_council",
                violation_error_message="Another council stands in this place.",
            ),
            one_of("layout", Layout, name="hexagon_layout_is_known"),
            within("east", -50, 50, name="hexagon_east_in_bounds", what="The place"),
            within("north", -50, 50, name="hexagon_north_in_bounds", what="The place"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.layout} {self.east}, {self.north}"
