"""Parties and their other names, in the words of those who ask about them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from elections.models import (
        Party,
        PartyAlias,
    )


class PartyQuerySet(models.QuerySet["Party"]):
    """Parties, independents and bundles."""

    def get_by_natural_key(self, slug: str) -> Party:
        """Return the party of this slug. Raises Party.DoesNotExist."""
        return self.get(slug=slug)

    def of_slug(self, slug: str) -> Self:
        """Return the party of this slug, if there is one."""
        return self.filter(slug=slug)

    def of_slugs(self, slugs: Iterable[str]) -> Self:
        """Return the parties of these slugs."""
        return self.filter(slug__in=slugs)

    def in_order(self) -> Self:
        """Return the parties in the order in which lists name them."""
        return self.order_by("position", "slug")

    def ids_by_slug(self) -> dict[str, int]:
        """Return the parties' primary keys by slug. One query."""
        return dict(self.values_list("slug", "pk"))

    def not_parties(self) -> Self:
        """Return what stands in tables like a party and is none: independents and bundles."""
        return self.filter(kind__in=["independents", "bundle"])


class PartyAliasQuerySet(models.QuerySet["PartyAlias"]):
    """Other names of parties."""

    def get_by_natural_key(self, text: str) -> PartyAlias:
        """Return the alias of this text. Raises PartyAlias.DoesNotExist."""
        return self.get(text=text)

    def of_party(self, slug: str) -> Self:
        """Return the other names of one party, from A to Z."""
        return self.filter(party__slug=slug).order_by("text")
