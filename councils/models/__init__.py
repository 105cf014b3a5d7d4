"""Standing facts: regions, councils, who succeeded whom, and how many seats they have had."""

from __future__ import annotations

from councils.models.compositions import Composition, PartySeats
from councils.models.councils import AliasKind, Council, CouncilAlias, Succession
from councils.models.facts import CouncilSize, FactSource
from councils.models.hexagons import Hexagon, Layout
from councils.models.mayors import ExecutiveMayor
from councils.models.regions import Nation, Region

__all__ = [
    "AliasKind",
    "Composition",
    "Council",
    "CouncilAlias",
    "CouncilSize",
    "ExecutiveMayor",
    "FactSource",
    "Hexagon",
    "Layout",
    "Nation",
    "PartySeats",
    "Region",
    "Succession",
]
