"""How parties are called in sentences."""

from __future__ import annotations

from elections.domain.words.naming import Names, PartyName
from elections.models import Party
from elections.selectors.kept import kept


@kept
def party_names() -> Names:
    """Return the names of all parties by slug. One query."""
    return Names(
        {
            party.slug: PartyName(name=party.name, group=party.group_name)
            for party in Party.objects.in_order()
        }
    )
