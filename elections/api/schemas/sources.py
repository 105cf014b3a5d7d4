"""Sources: of claims, and of standing facts of councils."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ninja import Schema
from pydantic import Field

from elections.api.schemas.claims import ContestClaim, ElectionClaim
from elections.api.schemas.names import ScopeName, SourceKindName


class SourceInList(Schema):
    """An article, a declaration or a dataset."""

    slug: str = Field(examples=["itv-2023-medway"])
    name: str = Field(examples=["ITV News"])
    title: str = Field(description="What it is, in our own words.")
    gives: Literal["claims", "standing_facts"] = Field(
        description="`claims` about results, or `standing_facts` of councils such as their size."
    )
    kind: SourceKindName
    published_on: date = Field(
        description="For a source of standing facts, the day it was retrieved."
    )
    edition: int = Field(description="Versions of one report that appeared on one day count up.")
    publisher: str
    outlet: str | None = Field(
        description="Slug of who published the claims: a newer report of one outlet supersedes "
        "its older ones. null for a source of standing facts.",
        examples=["bbc"],
    )
    licence: str | None
    claims: int | None = Field(
        description="How many of its claims stand; null for a source of standing facts."
    )
    original_url: str | None = Field(description="Where it is published, where that is known.")
    url: str = Field(description="The page on this site.")


class SizeGiven(Schema):
    """How many seats a council has from a day on."""

    reference: str = Field(examples=["size-medway-2023-05-04"])
    council: str = Field(examples=["medway"])
    seats: int = Field(examples=[59])
    in_force_from: date
    note: str


class SeatsUpGiven(Schema):
    """How much of a council was up at a contest, and when those seats were last fought."""

    reference: str = Field(examples=["seats-up-medway-2023-05-04"])
    contest: str = Field(examples=["local.medway.2023-05-04"])
    scope: ScopeName
    seats_up: int | None
    last_fought_on: date | None
    is_new: bool = Field(description="Whether the council is new and continues no other.")


class Source(SourceInList):
    """A source with every claim it makes and what became of each, or its standing facts."""

    date_basis: str = Field(description="How its day is known.")
    note: str
    contest_claims: list[ContestClaim]
    election_claims: list[ElectionClaim]
    sizes: list[SizeGiven]
    seats_up: list[SeatsUpGiven]
