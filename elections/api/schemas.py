"""The shapes of the API's answers. The contest's is a public contract: add to it, change nothing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

PrecisionName = Literal["exact", "approximate"]
BaselineName = Literal["eve_of_poll", "last_fought", "notional"]
ControlKind = Literal["majority", "noc", "undetermined", "none", "not_applicable"]
ChangeName = Literal[
    "gain", "hold", "loss_to_noc", "stays_noc", "new", "undetermined", "not_applicable"
]
PRECISION = Field(description="`approximate` where a source says so, or a figure follows from one.")
WORKING = Field(description="How the figure came about, in sentences, with its sources.")


class StatedValue(Schema):
    """One value of a disputed figure, and who states it (nobody: it follows from the seats)."""

    value: int
    sources: list[str] = Field(description="Slugs of the sources that state it.")


class ReportedFigure(Schema):
    """Stated by at least one source, and by none otherwise."""

    status: Literal["reported"]
    value: int = Field(examples=[33])
    precision: PrecisionName = PRECISION
    sources: list[str] = Field(description="Slugs of the sources that state it.")
    working: list[str] = WORKING


class DerivedFigure(Schema):
    """Stated by nobody; it follows from what is stated."""

    status: Literal["derived"]
    value: int = Field(examples=[-11])
    precision: PrecisionName = PRECISION
    rules: list[str] = Field(description="The rules it follows by.", examples=[["move"]])
    working: list[str] = WORKING


class BoundedFigure(Schema):
    """Known to lie between two numbers, both included."""

    status: Literal["bounded"]
    min: int = Field(examples=[4])
    max: int = Field(examples=[42])
    precision: PrecisionName = PRECISION
    rules: list[str] = Field(description="The rules that bound it.")
    working: list[str] = WORKING


class DisputedFigure(Schema):
    """Sources differ, or a source and the arithmetic do."""

    status: Literal["disputed"]
    value: int = Field(description="The value shown; `because` says why this one.")
    values: list[StatedValue] = Field(description="All values, the one shown first.")
    because: str = Field(examples=["later"])
    precision: PrecisionName = PRECISION
    working: list[str] = WORKING


class UnknownFigure(Schema):
    """Nothing is known of it. Never to be read as zero."""

    status: Literal["unknown"]
    precision: PrecisionName = Field(description="Always `exact`: nothing approximate is in it.")
    working: list[str] = WORKING


Figure = Annotated[
    ReportedFigure | DerivedFigure | BoundedFigure | DisputedFigure | UnknownFigure,
    Field(discriminator="status"),
]


class StatedControl(Schema):
    """One answer to who has control, and who gives it (nobody: it follows from the seats)."""

    kind: ControlKind
    party: str | None
    sources: list[str]


class Control(Schema):
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
    working: list[str] = WORKING


class BaselineResult(Schema):
    """The council before, and the changes since, counted from one baseline."""

    seats_total: int | None = Field(description="The size of the council before.", examples=[55])
    control_before: Control
    change_of_control: ChangeName = Field(
        description="A `gain` with `control_before` undetermined is from somebody not named."
    )
    before: dict[str, Figure] = Field(description="Seats before, by party.")
    change: dict[str, Figure] = Field(description="Change in seats, by party.")
    vacant_before: Figure
    vacant_change: Figure


class Council(Schema):
    """The council a contest is of."""

    slug: str = Field(examples=["medway"])
    name: str = Field(examples=["Medway"])
    gss: str = Field(description="Its code from the Office for National Statistics.")
    type: str = Field(examples=["unitary"])
    region: str = Field(examples=["south-east"])


class Seats(Schema):
    """How many seats there are, and how many were up."""

    total: int | None = Field(examples=[59])
    up: int | None = Field(description="null where it is not known.", examples=[59])


class Finding(Schema):
    """Something an editor, or a reader, should know of the figures."""

    code: str = Field(examples=["W201"])
    fields: list[str] = Field(
        description="Where in this document the figures concerned stand.",
        examples=[["seats.total", "after.labour"]],
    )
    message: str


class Source(Schema):
    """A source that claims something of this contest, or gives a standing fact of it."""

    slug: str = Field(examples=["itv-2023-medway"])
    name: str = Field(examples=["ITV News"])
    kind: Literal["editor", "declaration", "article", "dataset"]
    published_on: date = Field(
        description="For the source of a standing fact, the day it was retrieved."
    )
    url: str = Field(description="The page on this site with all it says.")


class Published(Schema):
    """Which version of a result this is, and when it was published."""

    version: int
    at: datetime
    reason: str


class Contest(Schema):
    """One council at one election: before, after, control, and the working of every figure."""

    id: str = Field(examples=["local.medway.2023-05-04"])
    election: date
    url: str = Field(description="The page on this site.")
    headline: str = Field(examples=["Labour gain Medway from the Conservatives"])
    council: Council
    seats: Seats
    control_after: Control
    after: dict[str, Figure] = Field(description="Seats after, by party.")
    vacant_after: Figure
    won: dict[str, Figure] = Field(
        description="Seats won at this poll, where a source counts those. Not seats held."
    )
    baselines: dict[BaselineName, BaselineResult]
    default_baseline: BaselineName = Field(description="The one that the page opens on.")
    state: Literal["declared", "in_part", "awaited"]
    findings: list[Finding]
    sources: list[Source]
    published: Published | None = Field(description="null where nothing was published yet.")


class Problem(Schema):
    """What is wrong with a request, in words."""

    detail: str = Field(examples=["There is no contest 'local.medway.2023-05-05'."])
