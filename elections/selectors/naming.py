"""How parties are called in sentences."""

from __future__ import annotations

from elections.domain.words.naming import Names
from elections.selectors.pages.parties import all_parties


def party_names() -> Names:
    """Return the names of all parties by slug. One query."""
    return all_parties().names
