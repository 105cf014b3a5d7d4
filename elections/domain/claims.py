"""What sources state about a contest: one claim is one figure or fact that one source states."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from elections.domain.baselines import AFTER, Baseline, Moment
from elections.domain.sources import Citation, Precision


@dataclass(frozen=True, slots=True)
class SeatsHeld:
    """`party` holds `seats` at `moment`: "Labour now has 33 councillors"."""

    moment: Moment
    party: str
    seats: int


@dataclass(frozen=True, slots=True)
class SeatsChanged:
    """`party` is up or down `change` seats on `baseline`: "up 11"."""

    baseline: Baseline
    party: str
    change: int


@dataclass(frozen=True, slots=True)
class SeatsVacant:
    """`seats` are vacant at `moment`."""

    moment: Moment
    seats: int


@dataclass(frozen=True, slots=True)
class CouncilSize:
    """The council has `seats` seats at `moment`, vacant ones included."""

    moment: Moment
    seats: int


@dataclass(frozen=True, slots=True)
class SizeChanged:
    """The council grew (or shrank) by `change` seats since `baseline`: "four new seats"."""

    baseline: Baseline
    change: int


@dataclass(frozen=True, slots=True)
class SeatsUp:
    """`seats` seats were up for election."""

    seats: int


@dataclass(frozen=True, slots=True)
class AllSeatsUp:
    """Every seat of the council was up for election."""


@dataclass(frozen=True, slots=True)
class SeatsWon:
    """`party` won `seats` of the seats that were up. Seats won are not seats held."""

    party: str
    seats: int


@dataclass(frozen=True, slots=True)
class HasMajorityOf:
    """`party` has a majority of `majority` at `moment`: twice its seats less all seats."""

    moment: Moment
    party: str
    majority: int


@dataclass(frozen=True, slots=True)
class HasControl:
    """`party` has overall control at `moment`."""

    moment: Moment
    party: str


@dataclass(frozen=True, slots=True)
class NobodyHasControl:
    """The council is under no overall control at `moment` ("a hung council")."""

    moment: Moment


@dataclass(frozen=True, slots=True)
class LacksMajority:
    """`party` does not hold more than half of the seats at `moment`."""

    moment: Moment
    party: str


@dataclass(frozen=True, slots=True)
class GainedControl:
    """`party` has control now and had not at `baseline`; from whom is another claim."""

    baseline: Baseline
    party: str


@dataclass(frozen=True, slots=True)
class LostControl:
    """`party` had control at `baseline` and has not now; who has it is another claim."""

    baseline: Baseline
    party: str


@dataclass(frozen=True, slots=True)
class HeldControl:
    """`party` had control at `baseline` and has it now: "still has a majority"."""

    baseline: Baseline
    party: str


@dataclass(frozen=True, slots=True)
class NewCouncil:
    """The council is new and continues no other, so there is no control before."""


@dataclass(frozen=True, slots=True)
class NeededToGain:
    """`party` needed `seats` more than at `baseline` to take control."""

    baseline: Baseline
    party: str
    seats: int


@dataclass(frozen=True, slots=True)
class FellShortBy:
    """`party` is `seats` short of a majority after the poll."""

    party: str
    seats: int


@dataclass(frozen=True, slots=True)
class IsLargest:
    """`party` has more seats than any other party at `moment`. It says nothing of control."""

    moment: Moment
    party: str


@dataclass(frozen=True, slots=True)
class LeadsBy:
    """`party` has `seats` seats more than `over` at `moment`."""

    moment: Moment
    party: str
    over: str
    seats: int


@dataclass(frozen=True, slots=True)
class LostItsOnlySeat:
    """`party` had one seat at `baseline` and has none now: "lost their only councillor"."""

    baseline: Baseline
    party: str


@dataclass(frozen=True, slots=True)
class NobodyLostSeats:
    """No party has fewer seats than at `baseline`."""

    baseline: Baseline


@dataclass(frozen=True, slots=True)
class ListIsWhole:
    """The parties this source gives seats for at `moment` are all there are."""

    moment: Moment


class RemarkTopic(StrEnum):
    """What a fact without a figure is about."""

    ADMINISTRATION = "administration"
    HISTORY = "history"
    LEADER = "leader"
    REACTION = "reaction"
    VOTES = "votes"
    COUNCIL = "council"


@dataclass(frozen=True, slots=True)
class Remark:
    """A fact a page tells and no rule uses: "first Labour majority since 1998", in our words."""

    topic: RemarkTopic
    text: str


FigureSaying = (
    SeatsHeld
    | SeatsChanged
    | SeatsVacant
    | CouncilSize
    | SizeChanged
    | SeatsUp
    | SeatsWon
    | HasMajorityOf
    | NeededToGain
    | FellShortBy
    | LeadsBy
    | LostItsOnlySeat
)
ControlSaying = (
    HasControl
    | NobodyHasControl
    | LacksMajority
    | GainedControl
    | LostControl
    | HeldControl
    | NewCouncil
)
Saying = (
    FigureSaying | ControlSaying | AllSeatsUp | IsLargest | NobodyLostSeats | ListIsWhole | Remark
)


# What is law or follows from it before the poll, whichever moment it is of.
_BEFORE_THE_POLL = (CouncilSize, SizeChanged, SeatsUp, AllSeatsUp, NewCouncil, NeededToGain)
# What can only be said once the votes are counted, whichever moment it is counted from.
_OF_THE_RESULT = (
    SeatsChanged,
    SeatsWon,
    GainedControl,
    LostControl,
    HeldControl,
    FellShortBy,
    LostItsOnlySeat,
    NobodyLostSeats,
)


def tells_a_result(saying: Saying) -> bool:
    """Return whether a saying tells what came of the poll, and not how things stood before it."""
    return kind_of_saying_tells_a_result(
        type(saying),
        is_after=getattr(saying, "moment", None) is AFTER,
        topic=getattr(saying, "topic", ""),
    )


def kind_of_saying_tells_a_result(kind: type[Saying], *, is_after: bool, topic: str) -> bool:
    """Return whether sayings of a kind tell what came of the poll, of that moment or on that topic."""
    if kind is Remark:
        return topic in (RemarkTopic.VOTES, RemarkTopic.REACTION)
    return kind in _OF_THE_RESULT or (is_after and kind not in _BEFORE_THE_POLL)


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source states in one place.

    `citation.reference` is unique within its source; the two together name the claim.
    """

    citation: Citation
    saying: Saying
    precision: Precision = Precision.EXACT

    @property
    def key(self) -> tuple[str, str]:
        """Return the claim's natural key: its source's slug and its reference in it."""
        return self.citation.source.slug, self.citation.reference


def parties_in(saying: Saying) -> tuple[str, ...]:
    """Return the parties a saying says something of, which belong in the list of parties."""
    match saying:
        case LeadsBy(party=party, over=over):
            return (party, over)
        case (
            SeatsHeld(party=party)
            | SeatsChanged(party=party)
            | SeatsWon(party=party)
            | HasMajorityOf(party=party)
            | HasControl(party=party)
            | LacksMajority(party=party)
            | GainedControl(party=party)
            | LostControl(party=party)
            | HeldControl(party=party)
            | NeededToGain(party=party)
            | FellShortBy(party=party)
            | IsLargest(party=party)
            | LostItsOnlySeat(party=party)
        ):
            return (party,)
        case _:
            return ()


def baselines_in(saying: Saying) -> tuple[Baseline, ...]:
    """Return the baseline a saying speaks of, if it speaks of the council before the poll."""
    match saying:
        case (
            SeatsHeld(moment=Baseline() as baseline)
            | SeatsVacant(moment=Baseline() as baseline)
            | CouncilSize(moment=Baseline() as baseline)
            | HasMajorityOf(moment=Baseline() as baseline)
            | HasControl(moment=Baseline() as baseline)
            | NobodyHasControl(moment=Baseline() as baseline)
            | LacksMajority(moment=Baseline() as baseline)
            | IsLargest(moment=Baseline() as baseline)
            | LeadsBy(moment=Baseline() as baseline)
            | ListIsWhole(moment=Baseline() as baseline)
            | SeatsChanged(baseline=baseline)
            | SizeChanged(baseline=baseline)
            | GainedControl(baseline=baseline)
            | LostControl(baseline=baseline)
            | HeldControl(baseline=baseline)
            | NeededToGain(baseline=baseline)
            | LostItsOnlySeat(baseline=baseline)
            | NobodyLostSeats(baseline=baseline)
        ):
            return (baseline,)
        case _:
            return ()
