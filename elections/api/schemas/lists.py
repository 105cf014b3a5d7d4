"""Lists: a part of the items, and how many there are in all."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field

from elections.api.schemas.contests import ContestInList
from elections.api.schemas.councils import CouncilInList, RegionInList
from elections.api.schemas.elections import ElectionInList
from elections.api.schemas.parties import PartyInList
from elections.api.schemas.sources import SourceInList

COUNT = Field(
    description="How many there are in all, whatever `limit` and `offset`.", examples=[8], ge=0
)


class ContestList(Schema):
    """Contests that fit, in the order asked for."""

    items: list[ContestInList]
    count: int = COUNT


class ElectionList(Schema):
    """Elections, the newest first."""

    items: list[ElectionInList]
    count: int = COUNT


class CouncilList(Schema):
    """Councils that fit, from A to Z."""

    items: list[CouncilInList]
    count: int = COUNT


class RegionList(Schema):
    """Regions of England, then the other nations."""

    items: list[RegionInList]
    count: int = COUNT


class PartyList(Schema):
    """Parties, in the order in which lists name them."""

    items: list[PartyInList]
    count: int = COUNT


class SourceList(Schema):
    """Sources of claims, the newest first, then those of standing facts, by publisher."""

    items: list[SourceInList]
    count: int = COUNT
