"""Councils and regions."""

from __future__ import annotations

from datetime import date

from ninja import Schema
from pydantic import Field

from elections.api.schemas.contests import ContestMention
from elections.api.schemas.names import AliasKindName, CouncilTypeName, NationName


class CouncilInList(Schema):
    """A principal local authority."""

    slug: str = Field(examples=["medway"])
    name: str = Field(examples=["Medway"])
    official_name: str = Field(examples=["Medway Council"])
    gss: str = Field(
        description="Its code from the Office for National Statistics.", examples=["E06000035"]
    )
    type: CouncilTypeName
    region: str = Field(examples=["south-east"])
    starts_on: date | None = Field(description="Its first day, where known.")
    ends_on: date | None = Field(description="The day it was abolished, if it was.")
    url: str = Field(description="The page on this site.")
    newest: ContestMention | None = Field(
        description="Its newest contest of which a result is published. What happened to control "
        "since is in no result."
    )


class Size(Schema):
    """How many seats a council has from a day on, vacant ones included, and who says so."""

    seats: int = Field(examples=[59])
    in_force_from: date
    source: str = Field(description="The slug of the source.", examples=["commons-library-2023"])
    note: str


class Alias(Schema):
    """Another name, slug or code by which the field knows a council. A slug redirects."""

    kind: AliasKindName
    text: str = Field(examples=["folkestone-hythe"])


class Succession(Schema):
    """The other council of a succession, and the day one took over from the other."""

    council: str = Field(description="The other council's slug.", examples=["carlisle"])
    name: str
    on: date
    continues: bool = Field(description="Whether the later one is the same council continued.")


class Council(CouncilInList):
    """A council with its sizes and their sources, its other names, and its contests."""

    sizes: list[Size] = Field(description="The oldest first.")
    aliases: list[Alias]
    predecessors: list[Succession]
    successors: list[Succession]
    contests: list[ContestMention] = Field(description="The newest first.")


class RegionInList(Schema):
    """An English region, or another nation as a whole."""

    slug: str = Field(examples=["south-east"])
    name: str = Field(examples=["South East"])
    gss: str = Field(examples=["E12000008"])
    nation: NationName
    councils: int = Field(description="How many councils of it are stored.")
    url: str = Field(description="The page on this site.")


class Region(RegionInList):
    """A region with its contests."""

    contests: list[ContestMention] = Field(description="The newest election first.")
