"""A contest: alone, in a list, and where another document mentions it.

What stands here is a public contract: add to it, change nothing. A contest in a list has every
field of the contest alone but its figures' `working`, so both are made from the same fields.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Generic, TypeVar

from ninja import Schema
from pydantic import Field

from elections.api.schemas.figures import Control, ControlInList, Figure, FigureInList, Outcome
from elections.api.schemas.names import (
    BaselineName,
    ChangeName,
    CorrectionName,
    ScopeName,
    SourceKindName,
    StateName,
    TopicName,
    VersionName,
)

FigureT = TypeVar("FigureT")
ControlT = TypeVar("ControlT")
BaselineT = TypeVar("BaselineT")

MAJORITY = Field(
    description="Twice the party's seats less all seats; zero or less is no majority.",
)


class BaselineOf(Schema, Generic[FigureT, ControlT]):
    """The council before, and the changes since, counted from one baseline."""

    seats_total: int | None = Field(description="The size of the council before.", examples=[55])
    seats_total_figure: FigureT = Field(description="The same with how it is known.")
    control_before: ControlT
    change_of_control: ChangeName = Field(
        description="A `gain` with `control_before` undetermined is from somebody not named."
    )
    before: dict[str, FigureT] = Field(description="Seats before, by party.")
    change: dict[str, FigureT] = Field(description="Change in seats, by party.")
    vacant_before: FigureT
    vacant_change: FigureT
    not_named_before: FigureT = Field(description="Seats before of nobody whom a source names.")
    majority: dict[str, FigureT] = MAJORITY


class BaselineInList(BaselineOf[FigureInList, ControlInList]):
    """The council before, and the changes since, counted from one baseline."""


class BaselineResult(BaselineOf[Figure, Control]):
    """The council before, and the changes since, counted from one baseline."""


class CouncilOfContest(Schema):
    """The council a contest is of."""

    slug: str = Field(examples=["medway"])
    name: str = Field(examples=["Medway"])
    gss: str = Field(description="Its code from the Office for National Statistics.")
    type: str = Field(examples=["unitary"])
    region: str = Field(examples=["south-east"])


class Seats(Schema):
    """How many seats there are, and how many were up."""

    total: int | None = Field(description="null where it is not known.", examples=[59])
    up: int | None = Field(description="null where it is not known.", examples=[59])


class Finding(Schema):
    """Something an editor, or a reader, should know of the figures."""

    code: str = Field(examples=["W201"])
    fields: list[str] = Field(
        description="Where in this document the figures concerned stand.",
        examples=[["seats.total", "after.labour"]],
    )
    message: str


class SourceOfContest(Schema):
    """A source that claims something of this contest, or gives a standing fact of it."""

    slug: str = Field(examples=["itv-2023-medway"])
    name: str = Field(examples=["ITV News"])
    kind: SourceKindName
    published_on: date = Field(
        description="For the source of a standing fact, the day it was retrieved."
    )
    url: str = Field(description="The page on this site with all it says.")


class Remark(Schema):
    """A fact without a figure that a source tells, in our own words. No rule uses it."""

    topic: TopicName
    text: str
    source: str = Field(description="The slug of the source.", examples=["itv-2023-medway"])
    paragraph: int | None


class Published(Schema):
    """Which version of a result this is, and when it was published."""

    version: int
    at: datetime
    reason: str


class CorrectedLine(Schema):
    """One line of a result that a correction changed, in words."""

    line: str = Field(examples=["seats.labour"])
    before: str = Field(examples=["32"])
    after: str = Field(examples=["33"])


class CorrectionOfContest(Schema):
    """A result that was wrong: put right, or taken back."""

    kind: CorrectionName
    version: int = Field(description="The version that put it right.")
    at: datetime
    reason: str
    lines: list[CorrectedLine] = Field(description="None where the result was taken back.")
    text: str = Field(description="What readers are told.")


class VersionOfContest(Schema):
    """One version of a result that was published, and stays readable."""

    version: int = Field(description="Counted from 1.")
    at: datetime
    kind: VersionName = Field(
        description="`corrected` put the one before right, `retracted` took it back, `published` did neither."
    )
    reason: str = Field(description="Why it was published, in the publisher's words.")
    url: str = Field(description="Its page on this site; of the newest, the contest's own.")


class ContestOf(Schema, Generic[FigureT, ControlT, BaselineT]):
    """One council at one election: before, after and control."""

    id: str = Field(examples=["local.medway.2023-05-04"])
    election: date
    url: str = Field(description="The page on this site.")
    headline: str = Field(examples=["Labour gain Medway from the Conservatives"])
    council: CouncilOfContest
    scope: ScopeName = Field(description="How much of the council was up.")
    seats: Seats
    seats_total_figure: FigureT = Field(description="`seats.total` with how it is known.")
    seats_for_majority: int | None = Field(
        description="The fewest seats that are a majority; null where the size is not known.",
        examples=[30],
    )
    seats_up_figure: FigureT = Field(description="`seats.up` with how it is known.")
    control_after: ControlT
    after: dict[str, FigureT] = Field(description="Seats after, by party.")
    vacant_after: FigureT
    not_named_after: FigureT = Field(description="Seats after of nobody whom a source names.")
    majority: dict[str, FigureT] = MAJORITY
    won: dict[str, FigureT] = Field(
        description="Seats won at this poll, where a source counts those. Not seats held."
    )
    baselines: dict[BaselineName, BaselineT]
    default_baseline: BaselineName = Field(description="The one that the page opens on.")
    state: StateName
    findings: list[Finding]
    remarks: list[Remark]
    sources: list[SourceOfContest]
    published: Published | None = Field(description="null where nothing was published yet.")
    corrections: list[CorrectionOfContest] = Field(
        description="What was put right or taken back, the newest first; none for nearly all."
    )
    versions: list[VersionOfContest] = Field(
        description="All that were published, the newest first, which readers see."
    )
    versions_url: str = Field(description="The page that lists every version that was published.")


class ContestInList(ContestOf[FigureInList, ControlInList, BaselineInList]):
    """One council at one election: before, after and control, as its own document without workings."""


class Contest(ContestOf[Figure, Control, BaselineResult]):
    """One council at one election: before, after, control, and the working of every figure."""


class ContestMention(Schema):
    """A contest where another document mentions it: what happened, from its default baseline."""

    id: str = Field(examples=["local.medway.2023-05-04"])
    election: date
    council: str = Field(description="The council's slug.", examples=["medway"])
    url: str = Field(description="The page on this site.")
    headline: str = Field(examples=["Labour gain Medway from the Conservatives"])
    state: StateName
    default_baseline: BaselineName | None = Field(
        description="What the change is counted from; null where nothing was published yet."
    )
    control_before: Outcome
    control_after: Outcome
    change_of_control: ChangeName
