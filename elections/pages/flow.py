"""How control moved, drawn from whom to whom, with the list that says the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from councils.domain.control import (
    Control,
    Majority,
    NoCouncilBefore,
    NoOverallControl,
    NotApplicable,
    Undetermined,
)
from elections.browsing.contests import ContestSummary, control_value
from elections.browsing.criteria import Criteria, Facet
from elections.domain.changes_of_control import ChangeKind
from elections.domain.overview.flow import Flow, flows_of_control
from elections.pages.facts import ContestFacts, Parties
from elections.pages.words import capitalised, count

# The drawing's own units. One council is as high on either side: at most so high, and all of them
# together too. What is less high than a line of text still gets the room of one.
WIDTH = 380
LABELS_WIDE = 134
HIGHEST, ALL_HIGH, GAP, LEAST = 16, 420, 8, 16
# Where nothing changed in more councils than this, a link leads to them instead of their names.
MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Move:
    """Contests in which control went the same way, as a row of the list.

    `number` counts all of them. Where they are many and nothing changed, they are not named, and
    `href` leads to them.
    """

    text: str
    before: str
    after: str
    before_class: str
    after_class: str
    number: int
    contests: tuple[ContestFacts, ...]
    has_changed: bool
    href: str


@dataclass(frozen=True, slots=True)
class End:
    """Who had or has control of how many councils: a block with its name beside it."""

    holder: str
    label: str
    number: int
    y: int
    height: int

    @property
    def middle(self) -> int:
        """Return where its name stands."""
        return self.y + max(self.height, LEAST) // 2


@dataclass(frozen=True, slots=True)
class Ribbon:
    """Councils on their way from one end to another. `path` is its outline."""

    holder: str
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class FlowView:
    """The drawing, and the list that says the same in words."""

    moves: tuple[Move, ...]
    befores: tuple[End, ...]
    afters: tuple[End, ...]
    ribbons: tuple[Ribbon, ...]
    height: int
    description: str

    @property
    def view_box(self) -> str:
        """Return the drawing's own units, with room for the headings above it."""
        return f"0 -22 {WIDTH} {self.height + 26}"

    @property
    def left(self) -> int:
        """Return where the blocks of before stand."""
        return LABELS_WIDE

    @property
    def right(self) -> int:
        """Return where the blocks of after stand."""
        return WIDTH - LABELS_WIDE - 8

    @property
    def left_text(self) -> int:
        """Return where names of before end."""
        return self.left - 6

    @property
    def right_text(self) -> int:
        """Return where names of after begin."""
        return self.right + 14


def flow_view(
    summaries: Sequence[ContestSummary],
    parties: Parties,
    address: str = "",
    criteria: Criteria | None = None,
) -> FlowView | None:
    """Return how control moved in contests that have a result, or None where none has.

    `address` and `criteria` are of the list that they are in.
    """
    contests = {each.contest.ballot_id: each for each in summaries if each.result is not None}
    flows = flows_of_control({ballot_id: each.change for ballot_id, each in contests.items()})
    if not flows:
        return None
    moves = []
    for flow in sorted(flows, key=lambda flow: (not flow.has_changed, -len(flow.contests))):
        are_named = flow.has_changed or len(flow.contests) <= MOST_NAMED
        named = [contests[ballot_id].contest for ballot_id in flow.contests]
        moves.append(
            Move(
                text=_move_text(flow, parties),
                before=_label(flow.before, flow, parties),
                after=_label(flow.after, flow, parties),
                before_class=_holder(flow.before, flow),
                after_class=_holder(flow.after, flow),
                number=len(named),
                contests=tuple(named) if are_named else (),
                has_changed=flow.has_changed,
                href="" if are_named else address + _alone(flow, criteria or Criteria()).query,
            )
        )
    befores, afters, ribbons, height = _drawn(moves)
    return FlowView(
        tuple(moves),
        befores,
        afters,
        ribbons,
        height,
        " ".join(f"{move.text}: {count(move.number, 'council')}." for move in moves),
    )


def _alone(flow: Flow[str], criteria: Criteria) -> Criteria:
    """Return what leaves the contests of a flow in which nothing changed."""
    return criteria.narrowed_to(Facet.CHANGE, flow.kind.value).narrowed_to(
        Facet.CONTROL, control_value(flow.after)
    )


def _holder(control: Control, flow: Flow[str]) -> str:
    """Return the colour class of an end, which is also what tells ends apart."""
    match control:
        case Majority(party=party):
            return party
        case NoOverallControl():
            return "noc"
        case NoCouncilBefore():
            return "none"
        case NotApplicable():
            return "not-applicable"
        case _:
            return "not-named" if flow.kind is ChangeKind.GAIN else "not-known"


_LABELS = {
    "noc": "No overall control",
    "none": "New council",
    "not-applicable": "No party control",
    "not-named": "Not named",
    "not-known": "Not known",
}


def _label(control: Control, flow: Flow[str], parties: Parties) -> str:
    holder = _holder(control, flow)
    return _LABELS.get(holder) or parties.name(holder)


def _move_text(flow: Flow[str], parties: Parties) -> str:
    """Return what happened in a sentence's beginning: "Labour gain from the Conservatives"."""
    before, after = (_in_a_sentence(each, flow, parties) for each in (flow.before, flow.after))
    match flow.kind:
        case ChangeKind.GAIN if flow.before == Undetermined():
            return f"{capitalised(after)} gain, from whom is not said"
        case ChangeKind.GAIN:
            return f"{capitalised(after)} gain from {before}"
        case ChangeKind.HOLD:
            return f"{capitalised(after)} hold"
        case ChangeKind.LOSS_TO_NOC:
            return f"{capitalised(before)} lose to no overall control"
        case ChangeKind.STAYS_NOC:
            return "No overall control before and after"
        case ChangeKind.NEW:
            return f"New council: {after}"
        case ChangeKind.NOT_APPLICABLE:
            return "No control by party, by design"
        case ChangeKind.UNDETERMINED if isinstance(flow.after, Majority):
            return f"{capitalised(after)} have control; who had it before is not known"
        case ChangeKind.UNDETERMINED if isinstance(flow.after, NoOverallControl):
            return "No overall control; who had control before is not known"
        case ChangeKind.UNDETERMINED if isinstance(flow.before, Majority | NoOverallControl):
            return f"{capitalised(before)} before; who has control now is not known"
        case ChangeKind.UNDETERMINED:
            return "Who has control is not known"


def _in_a_sentence(control: Control, flow: Flow[str], parties: Parties) -> str:
    match control:
        case Majority(party=party):
            return parties.by_slug[party].group
        case NoOverallControl():
            return "no overall control"
        case _:
            return _LABELS[_holder(control, flow)].lower()


def _drawn(
    moves: Sequence[Move],
) -> tuple[tuple[End, ...], tuple[End, ...], tuple[Ribbon, ...], int]:
    """Return both columns of blocks and the ribbons between them.

    Each block is as high as its councils, each ribbon as wide as its own; ribbons leave and reach
    a block one below the other, so that their widths add up to it.
    """
    total = sum(move.number for move in moves)
    scale = _Scale(total)
    befores = _ends([(move.before_class, move.before, move.number) for move in moves], scale)
    afters = _ends([(move.after_class, move.after, move.number) for move in moves], scale)
    left, right = LABELS_WIDE + 8, WIDTH - LABELS_WIDE - 8
    bend = (left + right) // 2
    where_from = {end.holder: end.y for end in befores}
    where_to = {end.holder: end.y for end in afters}
    # Councils that have left an end, and reached one, so far.
    left_it: Counter[str] = Counter()
    reached: Counter[str] = Counter()
    ribbons = []
    for move in sorted(
        moves, key=lambda each: (where_from[each.before_class], where_to[each.after_class])
    ):
        before, after = move.before_class, move.after_class
        y, y_end = scale.part(where_from[before], left_it[before], move.number)
        to, to_end = scale.part(where_to[after], reached[after], move.number)
        left_it[before] += move.number
        reached[after] += move.number
        ribbons.append(
            Ribbon(
                after,
                f"M{left} {y}C{bend} {y} {bend} {to} {right} {to}V{to_end}"
                f"C{bend} {to_end} {bend} {y_end} {left} {y_end}Z",
                f"{move.text}: {count(move.number, 'council')}",
            )
        )
    height = max(end.y + max(end.height, LEAST) for end in (*befores, *afters))
    return befores, afters, tuple(ribbons), height


@dataclass(frozen=True, slots=True)
class _Scale:
    """How high councils are drawn. Whole units, and parts of an end that fill it without a gap."""

    councils: int

    def high(self, number: int) -> int:
        """Return how high so many councils are, one unit at least."""
        if self.councils * HIGHEST <= ALL_HIGH:
            return number * HIGHEST
        return max(1, number * ALL_HIGH // self.councils)

    def part(self, start: int, after: int, number: int) -> tuple[int, int]:
        """Return where a part of an end begins and stops that comes after so many councils."""
        y = start + (self.high(after) if after else 0)
        return y, max(y + 1, start + self.high(after + number))


def _ends(counted: Sequence[tuple[str, str, int]], scale: _Scale) -> tuple[End, ...]:
    """Return a column of blocks, the largest first and what is not known last."""
    numbers: dict[str, int] = {}
    labels: dict[str, str] = {}
    for holder, label, number in counted:
        numbers[holder] = numbers.get(holder, 0) + number
        labels[holder] = label
    order = sorted(numbers, key=lambda holder: (holder in _LABELS, -numbers[holder]))
    ends, y = [], 0
    for holder in order:
        height = scale.high(numbers[holder])
        ends.append(End(holder, labels[holder], numbers[holder], y, height))
        y += max(height, LEAST) + GAP
    return tuple(ends)
