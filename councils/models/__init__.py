"""Standing facts: regions, councils, who succeeded whom, and how many seats they have had."""

from __future__ import annotations

from councils.models.councils import AliasKind, Council, CouncilAlias, Succession
from councils.models.facts import CouncilSize, FactSource
from councils.models.regions import Nation, Region

__all__ = [
    "AliasKind",
    "Council",
    "CouncilAlias",
    "CouncilSize",
    "FactSource",
    "Nation",
    "Region",
    "Succession",
]
