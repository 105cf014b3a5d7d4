"""The nine English regions, and the other nations."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from typing_extensions import override

from councils.checked_at_once import CheckedAtOnce
from councils.constraints import choices_of, filled, one_of, within
from councils.querysets import RegionQuerySet


class Nation(StrEnum):
    """A nation of the United Kingdom."""

    ENGLAND = "england"
    SCOTLAND = "scotland"
    WALES = "wales"
    NORTHERN_IRELAND = "northern-ireland"


class Region(CheckedAtOnce):
    """A region of England, or one of the other nations as a whole."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    gss_code = models.CharField("GSS code", max_length=9, unique=True)
    nation = models.CharField(max_length=20, choices=choices_of(Nation))
    position = models.SmallIntegerField(help_text="Where it stands in a list of all regions.")

    objects = RegionQuerySet.as_manager()

    class Meta:
        constraints = [
            filled("slug", name="region_has_slug", what="a slug"),
            filled("name", name="region_has_name", what="a name"),
            filled("gss_code", name="region_has_gss_code", what="the GSS code"),
            one_of("nation", Nation, name="region_nation_is_known"),
            within("position", 0, 1000, name="region_position_in_bounds", what="The position"),
        ]

    @override
    def __str__(self) -> str:
        return self.slug

    def natural_key(self) -> tuple[str]:
        """Return what fixtures call the region."""
        return (self.slug,)
