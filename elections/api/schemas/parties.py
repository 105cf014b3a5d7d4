"""Parties, and the people and bundles that stand in a table like one."""

from __future__ import annotations

from datetime import date

from ninja import Schema
from pydantic import Field

from elections.api.schemas.contests import ContestMention
from elections.api.schemas.elections import PartyScore
from elections.api.schemas.names import PartyKindName


class Colours(Schema):
    """A party's colour, and fills near it that can be seen on a light and on a dark page."""

    own: str | None = Field(examples=["#E4003B"])
    light: str
    dark: str


class PartyInList(Schema):
    """A party, or independents, or a bundle of parties, as councillors are counted by."""

    slug: str = Field(examples=["labour"])
    name: str = Field(examples=["Labour"])
    short_name: str
    group_name: str = Field(
        description="What its people are called in a sentence.", examples=["the Conservatives"]
    )
    kind: PartyKindName = Field(
        description="`independents` are people, not a party; a `bundle` is never given a majority."
    )
    ec_id: str | None = Field(description="At the Electoral Commission.", examples=["PP53"])
    colours: Colours
    url: str = Field(description="The page on this site.")


class PartyAtElection(Schema):
    """A party's score at one election."""

    election: date
    score: PartyScore


class Party(PartyInList):
    """A party with its other names, its score at each election, and the contests it has seats in."""

    aliases: list[str] = Field(description="Other names that sources use.")
    elections: list[PartyAtElection] = Field(
        description="The newest first; only those at which it has or had something."
    )
    contests: list[ContestMention] = Field(
        description="Where it for certain has, had, won, gained or lost a seat; the newest first."
    )
