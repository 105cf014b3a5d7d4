"""Parties, and the people and bundles that stand in a table like one."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length, Lower
from django.db.models.lookups import Exact
from typing_extensions import override

from councils.checked_at_once import CheckedAtOnce
from councils.constraints import choices_of, filled, one_of, within
from elections.querysets import PartyAliasQuerySet, PartyQuerySet


class PartyKind(StrEnum):
    """What stands under a party's name."""

    PARTY = "party"
    # Registered, and stands in one area only. It can have a majority like any other party.
    LOCAL = "local"
    # People without a party: they may hold a majority, which is never called a party's.
    INDEPENDENTS = "independents"
    # Several parties counted together ("other"): never given a majority.
    BUNDLE = "bundle"


NON_PARTY_KINDS = (PartyKind.INDEPENDENTS, PartyKind.BUNDLE)


def _is_hex_colour(field: str, *, or_empty: bool = False) -> models.CheckConstraint:
    condition = Q(Exact(Length(field), 7)) & Q(**{f"{field}__startswith": "#"})
    if or_empty:
        condition |= Q(**{field: ""})
    return models.CheckConstraint(
        condition=condition,
        name=f"party_{field}_is_hex",
        violation_error_message=f"Give '{field}' as a hex colour, as in #E4003B.",
    )


class Party(CheckedAtOnce):
    """A party, or independents, or a bundle of parties, as councillors are counted by."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40, help_text="As in the head of a column: Lib Dem.")
    group_name = models.CharField(
        max_length=120, help_text="As in a sentence: the Liberal Democrats."
    )
    ec_id = models.CharField(
        "Electoral Commission id", max_length=20, blank=True, help_text="As in PP53."
    )
    kind = models.CharField(max_length=20, choices=choices_of(PartyKind))
    colour = models.CharField(max_length=7, blank=True, help_text="The party's own, as in #E4003B.")
    colour_light = models.CharField(max_length=7, help_text="Its fill on a light page.")
    colour_dark = models.CharField(max_length=7, help_text="Its fill on a dark page.")
    position = models.SmallIntegerField(help_text="Where it stands in a list of all parties.")

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "parties"
        constraints = [
            filled("slug", name="party_has_slug", what="a slug"),
            models.CheckConstraint(
                # Holders of seats that are no party are told from parties by their brackets.
                condition=~Q(slug__contains="("),
                name="party_slug_has_no_bracket",
                violation_error_message="A party's slug holds no bracket.",
            ),
            filled("name", name="party_has_name", what="a name"),
            filled("short_name", name="party_has_short_name", what="a short name"),
            filled("group_name", name="party_has_group_name", what="what its people are called"),
            one_of("kind", PartyKind, name="party_kind_is_known"),
            models.UniqueConstraint(
                fields=["ec_id"],
                condition=~Q(ec_id=""),
                name="party_ec_id_is_one_partys",
                violation_error_message="Another party has this Electoral Commission id ('ec_id').",
            ),
            _is_hex_colour("colour", or_empty=True),
            _is_hex_colour("colour_light"),
            _is_hex_colour("colour_dark"),
            within("position", 0, 10_000, name="party_position_in_bounds", what="The position"),
        ]

    @override
    def __str__(self) -> str:
        return self.slug

    def natural_key(self) -> tuple[str]:
        """Return what fixtures call the party."""
        return (self.slug,)


class PartyAlias(CheckedAtOnce):
    """Another name that sources use for a party: Labour and Co-operative, Tories."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="aliases")
    text = models.CharField(max_length=120)

    objects = PartyAliasQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "party aliases"
        constraints = [
            filled("text", name="party_alias_has_text", what="the other name"),
            models.UniqueConstraint(
                Lower("text"),
                name="party_alias_names_one_party",
                violation_error_message="This alias, in capitals or not, already stands for a"
                " party.",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str]:
        """Return what fixtures call the alias."""
        return (self.text,)

    natural_key.dependencies = ["elections.party"]  # type: ignore[attr-defined]
