"""Elections: how far each is declared, who controls how many councils, and how control moved."""

from __future__ import annotations

from datetime import date

from ninja import Schema
from pydantic import Field

from elections.api.schemas.claims import ElectionClaim
from elections.api.schemas.figures import Outcome
from elections.api.schemas.names import BaselineName, ChangeName, PrecisionName

COUNCILS = Field(description="null where it is known of no council.")


class ContestCounts(Schema):
    """How many contests of an election this site has, and how far each is known."""

    expected: int = Field(description="All that this site has, which may not be all there were.")
    declared: int
    in_part: int = Field(description="Something is reported, but no seats after and no control.")
    awaited: int


class ElectionInList(Schema):
    """One polling day of council elections."""

    day: date = Field(description="Its id, too.", examples=["2023-05-04"])
    name: str = Field(examples=["Local elections of 4 May 2023"])
    url: str = Field(description="The page on this site.")
    contests: ContestCounts


class Total(Schema):
    """A sum over the councils of which it is known. The others are not in it, as zero or otherwise."""

    value: int = Field(examples=[6])
    over: int = Field(description="Over how many councils it is known.", examples=[8])
    precision: PrecisionName


class Score(Schema):
    """How many councils, of those whose control is known, and the change in them."""

    councils: Total | None = COUNCILS
    councils_change: Total | None = COUNCILS


class PartyScore(Schema):
    """One party's councils and seats, and the change in each, from each council's default baseline.

    Of an election that is asked for with a `baseline`, the changes are from that one.
    """

    party: str = Field(examples=["labour"])
    councils: Total | None = COUNCILS
    councils_change: Total | None = COUNCILS
    seats: Total | None = Field(description="Seats held after. null where known of no council.")
    seats_change: Total | None = COUNCILS


class Scoreboard(Schema):
    """Who controls how many councils and holds how many seats, as far as it is known."""

    contests: int = Field(description="Contests asked of, those without a result included.")
    without_control: int = Field(description="Councils where no party has control by design.")
    parties: list[PartyScore] = Field(description="The one with most councils first.")
    noc: Score = Field(description="No overall control.")


class FlowOfControl(Schema):
    """The contests in which control went from one hand to another, or stayed in it."""

    before: Outcome
    after: Outcome
    change_of_control: ChangeName
    has_changed: bool
    count: int
    contests: list[str] = Field(
        description="Ids of the contests.", examples=[["local.medway.2023-05-04"]]
    )


class Election(ElectionInList):
    """One polling day: the scoreboard, how control moved, and what was reported of the whole."""

    contests_url: str = Field(
        description="Its contests in this API.",
        examples=["/api/v1/contests?election=2023-05-04"],
    )
    baseline: BaselineName | None = Field(
        description="What changes are counted from, where one was asked for; null where each "
        "contest's own `default_baseline` is."
    )
    scoreboard: Scoreboard
    flow: list[FlowOfControl] = Field(description="The way control went most often first.")
    reported: list[ElectionClaim] = Field(
        description="What sources reported of the whole at the time; in no sum of ours."
    )
