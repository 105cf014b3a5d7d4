"""Councils and regions."""

from __future__ import annotations

from datetime import date

from ninja import Schema
from pydantic import Field

from elections.api.schemas.contests import ContestMention
from elections.api.schemas.figures import Outcome
from elections.api.schemas.names import (
    AdministrationForm,
    AliasKindName,
    CouncilTypeName,
    NationName,
)


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


class Administration(Schema):
    """Who runs a council, as a source has it; never worked out from seats."""

    label: str = Field(description="In the source's own words.", examples=["LAB/LD/GRN"])
    parties: list[str] = Field(
        description="The parties' slugs in the label's order; empty where the label names somebody "
        "this site does not know by that name.",
        examples=[["labour", "liberal-democrats", "green"]],
    )
    form: AdministrationForm | None = Field(
        description="Several with the form `minority` run it together as one."
    )


class Composition(Schema):
    """A council in one year, from a table drawn up some months after the polls of May.

    A dated fact: the results of elections are in `contests`, and the two can differ.
    """

    year: int = Field(examples=[2023])
    seats: int = Field(description="All seats, vacant ones included.", examples=[59])
    vacant: int
    parties: dict[str, int] = Field(
        description="Seats by party. Who is absent held none, or the table had no column for them "
        "and counts them in `other`.",
        examples=[{"labour": 31, "conservative": 21, "other": 7}],
    )
    control: Outcome = Field(
        description="Worked out from the seats. What is counted as `other` never makes a majority."
    )
    administration: Administration | None = Field(
        description="Null where the table says nothing of it, as before 2025."
    )
    executive_mayor: str | None = Field(
        description="The party of a directly elected mayor, whoever holds the seats; null where "
        "the data names none.",
        examples=[None],
    )
    source: str = Field(
        description="The slug of the source.", examples=["open-council-data-uk-compositions"]
    )


class Council(CouncilInList):
    """A council with its sizes and their sources, its other names, its years and its contests."""

    sizes: list[Size] = Field(description="The oldest first.")
    aliases: list[Alias]
    predecessors: list[Succession]
    successors: list[Succession]
    contests: list[ContestMention] = Field(description="The newest first.")
    compositions: list[Composition] = Field(description="By year since 1973, the oldest first.")


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
