"""A figure and who has control: with the working in a document of one, without it in a list."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field
from typing_extensions import TypeAliasType

from elections.api.schemas.names import ControlKind, PrecisionName

PRECISION = Field(description="`approximate` where a source says so, or a figure follows from one.")
WORKING = Field(description="How the figure came about, in sentences, with its sources.")
STATED_BY = Field(description="Slugs of the sources that state it.", examples=[["itv-2023-medway"]])


class StatedValue(Schema):
    """One value of a disputed figure, and who states it (nobody: it follows from the seats)."""

    value: int
    sources: list[str] = Field(description="Slugs of the sources that state it.")


class ReportedInList(Schema):
    """Stated by at least one source, and by none otherwise."""

    status: Literal["reported"]
    value: int = Field(examples=[33])
    precision: PrecisionName = PRECISION
    sources: list[str] = STATED_BY


class ReportedFigure(ReportedInList):
    """Stated by at least one source, and by none otherwise."""

    working: list[str] = WORKING


class DerivedInList(Schema):
    """Stated by nobody; it follows from what is stated."""

    status: Literal["derived"]
    value: int = Field(examples=[-11])
    precision: PrecisionName = PRECISION
    rules: list[str] = Field(description="The rules it follows by.", examples=[["move"]])


class DerivedFigure(DerivedInList):
    """Stated by nobody; it follows from what is stated."""

    working: list[str] = WORKING


class BoundedInList(Schema):
    """Known to lie between two numbers, both included."""

    status: Literal["bounded"]
    min: int = Field(examples=[4])
    max: int = Field(examples=[42])
    precision: PrecisionName = PRECISION
    rules: list[str] = Field(description="The rules that bound it.", examples=[["move"]])


class BoundedFigure(BoundedInList):
    """Known to lie between two numbers, both included."""

    working: list[str] = WORKING


class DisputedInList(Schema):
    """Sources differ, or a source and the arithmetic do."""

    status: Literal["disputed"]
    value: int = Field(description="The value shown; `because` says why this one.")
    values: list[StatedValue] = Field(description="All values, the one shown first.")
    because: str = Field(examples=["later"])
    precision: PrecisionName = PRECISION


class DisputedFigure(DisputedInList):
    """Sources differ, or a source and the arithmetic do."""

    working: list[str] = WORKING


class UnknownInList(Schema):
    """Nothing is known of it. Never to be read as zero."""

    status: Literal["unknown"]
    precision: PrecisionName = Field(description="Always `exact`: nothing approximate is in it.")


class UnknownFigure(UnknownInList):
    """Nothing is known of it. Never to be read as zero."""

    working: list[str] = WORKING


# Named, so that the schema says "Figure" in each of the many places where there is one.
FigureInList = TypeAliasType(
    "FigureInList",
    Annotated[
        ReportedInList | DerivedInList | BoundedInList | DisputedInList | UnknownInList,
        Field(
            discriminator="status",
            description="A number of seats and how it is known; `status` says which shape it has.",
        ),
    ],
)
Figure = TypeAliasType(
    "Figure",
    Annotated[
        ReportedFigure | DerivedFigure | BoundedFigure | DisputedFigure | UnknownFigure,
        Field(
            discriminator="status",
            description=(
                "A number of seats, how it is known and how it came about; `status` says which "
                "shape it has."
            ),
        ),
    ],
)


class Outcome(Schema):
    """Who has control, without how that is known."""

    kind: ControlKind = Field(examples=["majority"])
    party: str | None = Field(description="The party of a majority.", examples=["labour"])


class StatedControl(Schema):
    """One answer to who has control, and who gives it (nobody: it follows from the seats)."""

    kind: ControlKind
    party: str | None
    sources: list[str]


class ControlInList(Schema):
    """Who has overall control: a party with more than half of all seats, or nobody (`noc`)."""

    kind: ControlKind = Field(
        description=(
            "`undetermined` where too little is known (never to be read as `noc`); `none`, before, "
            "for a council that is new; `not_applicable` where control by party is not how the "
            "council works."
        )
    )
    party: str | None = Field(description="The party of a majority.", examples=["labour"])
    status: Literal["reported", "derived", "disputed", "unknown"]
    precision: PrecisionName = PRECISION
    values: list[StatedControl] | None = Field(
        default=None, description="All answers, where they differ; the one shown first."
    )


class Control(ControlInList):
    """Who has overall control: a party with more than half of all seats, or nobody (`noc`)."""

    working: list[str] = WORKING
