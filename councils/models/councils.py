"""Councils, their other names, and which took over from which."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import F, Q
from typing_extensions import override

from councils.checked_at_once import CheckedAtOnce
from councils.constraints import choices_of, filled, one_of
from councils.domain.council_types import CouncilType
from councils.models.regions import Region
from councils.querysets import CouncilAliasQuerySet, CouncilQuerySet, SuccessionQuerySet


class Council(CheckedAtOnce):
    """A principal local authority.

    The slug is stored, made from the usual name with "and" spelt out, and never computed again:
    addresses and the ids of contests hold it.
    """

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120, help_text="As people say it: Medway.")
    official_name = models.CharField(max_length=160, help_text="As in law: Medway Council.")
    # The last councils before Northern Ireland's reorganisation of 2015 never got one.
    gss_code = models.CharField("GSS code", max_length=9, blank=True)
    council_type = models.CharField(max_length=20, choices=choices_of(CouncilType))
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="councils")
    starts_on = models.DateField(null=True, blank=True, help_text="Its first day, where known.")
    ends_on = models.DateField(
        null=True, blank=True, help_text="The day it was abolished, if it was."
    )

    objects = CouncilQuerySet.as_manager()

    class Meta:
        constraints = [
            filled("slug", name="council_has_slug", what="a slug"),
            filled("name", name="council_has_name", what="a name"),
            filled("official_name", name="council_has_official_name", what="the official name"),
            models.UniqueConstraint(
                fields=["gss_code"],
                condition=~Q(gss_code=""),
                name="council_gss_code_is_its_own",
                violation_error_message="Another council has this GSS code.",
            ),
            one_of("council_type", CouncilType, name="council_type_is_known"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(starts_on__lt=F("ends_on")),
                name="council_ends_after_it_starts",
                violation_error_message="A council cannot end ('ends_on') before it starts"
                " ('starts_on').",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.slug

    def natural_key(self) -> tuple[str]:
        """Return what fixtures call the council."""
        return (self.slug,)

    natural_key.dependencies = ["councils.region"]  # type: ignore[attr-defined]


class AliasKind(StrEnum):
    """What an alias is another form of."""

    SLUG = "slug"
    NAME = "name"
    GSS = "gss"
    CODE = "code"


class CouncilAlias(CheckedAtOnce):
    """Another slug, name or code by which the field knows a council. A slug redirects."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="aliases")
    kind = models.CharField(max_length=10, choices=choices_of(AliasKind))
    text = models.CharField(max_length=160)

    objects = CouncilAliasQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "council aliases"
        constraints = [
            one_of("kind", AliasKind, name="council_alias_kind_is_known"),
            filled("text", name="council_alias_has_text", what="the other name, slug or code"),
            models.UniqueConstraint(
                fields=["kind", "text"],
                name="council_alias_names_one_council",
                violation_error_message="This alias already stands for a council.",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.text}"

    def natural_key(self) -> tuple[str, str]:
        """Return what fixtures call the alias."""
        return self.kind, self.text

    natural_key.dependencies = ["councils.council"]  # type: ignore[attr-defined]


class Succession(CheckedAtOnce):
    """One council took over from another on a day. Cumberland from Carlisle, 1 April 2023.

    `continues` says that it is the same council in law or in practice, as a county that becomes
    a unitary: then it is not a new one.
    """

    predecessor = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="origins")
    on = models.DateField()
    continues = models.BooleanField(default=False)

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="succession_is_told_once",
                violation_error_message="This succession is stored already.",
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="succession_is_between_two_councils",
                violation_error_message="A council cannot succeed itself: name two councils.",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.predecessor} to {self.successor}"

    def natural_key(self) -> tuple[str, str]:
        """Return what fixtures call the succession. Queries councils that are not loaded."""
        return self.predecessor.slug, self.successor.slug

    natural_key.dependencies = ["councils.council"]  # type: ignore[attr-defined]
