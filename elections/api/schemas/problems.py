"""What is answered instead of data."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field


class Problem(Schema):
    """What is wrong with a request, in words."""

    detail: str = Field(examples=["There is no contest 'local.medway.2023-05-05'."])


class WrongParameter(Schema):
    """A parameter that was not understood."""

    parameter: str = Field(examples=["region"])
    value: str = Field(
        description="What it said, shortened where it is long.", examples=["sout-east"]
    )
    message: str = Field(
        description="What is wrong, and what would do.",
        examples=["There is no region “sout-east”. Did you mean “south-east”?"],
    )


class Refusal(Schema):
    """A request of which some parameter was not understood: nothing of it was answered."""

    detail: list[WrongParameter] = Field(min_length=1)
