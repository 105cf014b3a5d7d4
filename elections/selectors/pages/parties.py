"""Parties as pages name, order and colour them."""

from __future__ import annotations

from functools import lru_cache

from elections.models import Party, PartyKind
from elections.pages.colours import PartyColour
from elections.pages.facts import Parties, PartyFacts
from elections.selectors.kept import kept


@kept
def all_parties() -> Parties:
    """Return every party: the very same as before where none has changed. One query."""
    return _parties(
        tuple(
            PartyFacts(
                row.slug,
                row.name,
                row.group_name,
                row.position,
                is_bundle=row.kind == PartyKind.BUNDLE,
                short_name=row.short_name,
            )
            for row in Party.objects.in_order()
        )
    )


@lru_cache(maxsize=4)
def _parties(facts: tuple[PartyFacts, ...]) -> Parties:
    return Parties.of(facts)


def party_colours() -> tuple[PartyColour, ...]:
    """Return every party's colours. One query."""
    return tuple(
        PartyColour(row.slug, row.colour_light, row.colour_dark) for row in Party.objects.in_order()
    )
