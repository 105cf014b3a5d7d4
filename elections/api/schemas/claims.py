"""Claims: what sources state, and what became of it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ninja import Schema
from pydantic import Field

from elections.api.schemas.names import BaselineName, OutcomeName, PrecisionName

MomentName = Literal["after"] | BaselineName


class ClaimBase(Schema):
    """What every claim says of itself."""

    source: str = Field(description="The slug of the source.", examples=["itv-2023-medway"])
    reference: str = Field(description="Unique within its source.", examples=["seats-after-labour"])
    url: str = Field(description="Its place on the source's page on this site.")
    kind: str = Field(description="What sort of claim it is.", examples=["seats_held"])
    sentence: str = Field(
        description="What it says, in our own words.",
        examples=["Labour hold 33 seats after the poll."],
    )
    party: str | None
    other_party: str | None = Field(description="As in a lead over another party.")
    value: int | None
    topic: str | None = Field(description="Of a remark.")
    text: str | None = Field(description="Of a remark or another poll, in our own words.")
    paragraph: int | None
    stated_as: Literal["digits", "words", "implied"]
    precision: PrecisionName
    note: str
    outcome: OutcomeName
    outcome_text: str = Field(description="What became of it, in a sentence.")


class ContestClaim(ClaimBase):
    """One figure or fact that a source states of one contest."""

    contest: str = Field(examples=["local.medway.2023-05-04"])
    moment: MomentName | None = Field(
        description="After the poll, or the baseline it is counted from."
    )
    baseline_basis: Literal["stated", "outlet_practice", "only_fit"] | None = Field(
        description="How the baseline is known: the source states it, or it is inferred."
    )
    baseline_note: str = Field(description="Why it is counted from there, where that is inferred.")


class ElectionClaim(ClaimBase):
    """One figure or fact that a source states of an election as a whole."""

    election: date
    out_of: int | None = Field(description="As in 35 of 107 councils.")
