"""Parties as pages name, order and colour them."""

from __future__ import annotations

from elections.models import Party, PartyKind
from elections.pages.colours import PartyColour
from elections.pages.facts import Parties, PartyFacts


def all_parties() -> Parties:
    """Return every party. One query."""
    return Parties.of(
        PartyFacts(
            row.slug,
            row.name,
            row.group_name,
            row.position,
            is_bundle=row.kind == PartyKind.BUNDLE,
        )
        for row in Party.objects.in_order()
    )


def party_colours() -> tuple[PartyColour, ...]:
    """Return every party's colours. One query."""
    return tuple(
        PartyColour(row.slug, row.colour_light, row.colour_dark) for row in Party.objects.in_order()
    )
