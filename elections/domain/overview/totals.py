"""What each party gained and lost at an election, counted from one baseline or from each council's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from councils.domain.control import Control, Majority, NoCouncilBefore, NoOverallControl
from elections.domain.baselines import Baseline
from elections.domain.changes_of_control import ChangeKind
from elections.domain.figures import SeatsFigure, Unknown, known_value
from elections.domain.overview.bundled import has_bundle, named_apart
from elections.domain.overview.counted import Counted
from elections.domain.sources import Precision

_KNOWN = (Majority, NoOverallControl, NoCouncilBefore)


@dataclass(frozen=True, slots=True)
class GainsAndLosses:
    """What came and what went, each counted as none or more, and over how many councils it is known.

    `is_approximate` says that some of what went in is.
    """

    gained: int
    lost: int
    over: int
    is_approximate: bool = False

    @property
    def net(self) -> int:
        """Return what is left of the gains after the losses."""
        return self.gained - self.lost

    @property
    def moved(self) -> int:
        """Return how much came and went."""
        return self.gained + self.lost


KnownMoves = GainsAndLosses | Unknown


@dataclass(frozen=True, slots=True)
class _Tally:
    """Gains, losses and over how many they are known, by whoever gained or lost.

    `others` is over how many it is known of whoever is not named: none gained, none lost.
    """

    gained: Mapping[str, int]
    lost: Mapping[str, int]
    over: Mapping[str, int]
    others: int
    approximate: frozenset[str] = frozenset()

    def of(self, name: str) -> KnownMoves:
        over = self.over.get(name, 0) + self.others
        if not over:
            return Unknown()
        return GainsAndLosses(
            self.gained.get(name, 0), self.lost.get(name, 0), over, name in self.approximate
        )


@dataclass(frozen=True, slots=True)
class Totals:
    """What each party of some results gained and lost.

    `parties` are those that gained or lost a council or a seat.
    """

    parties: frozenset[str]
    _councils: _Tally
    _seats: _Tally

    def councils(self, party: str) -> KnownMoves:
        """Return the councils of which a party came to have control, or had it no longer."""
        return self._councils.of(party)

    def seats(self, party: str) -> KnownMoves:
        """Return a party's seats gained where it has more than before, and lost where fewer."""
        return self._seats.of(party)

    @property
    def noc(self) -> KnownMoves:
        """Return the councils that went to no overall control, and those that came from it."""
        return self._councils.of("")


def totals(counted: Sequence[Counted]) -> Totals:
    """Return what each party gained and lost. Net, it is what the scoreboard says of the same.

    A council that changes hands is one gained and one lost; from somebody not named it is one
    gained, and of the others nothing is known there. A council that is new was nobody's before.
    """
    councils, seats = _councils(counted), _seats(counted)
    moved = {*councils.gained, *councils.lost, *seats.gained, *seats.lost} - {""}
    return Totals(frozenset(moved), councils, seats)


def _councils(counted: Iterable[Counted]) -> _Tally:
    gained: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    unnamed: Counter[str] = Counter()
    compared = 0
    for each in counted:
        before, after = each.change.before, each.change.after
        if not isinstance(after, Majority | NoOverallControl):
            continue
        if isinstance(before, _KNOWN):
            compared += 1
            if before != after:
                gained[_holder(after)] += 1
                if not isinstance(before, NoCouncilBefore):
                    lost[_holder(before)] += 1
        elif each.change.gained_from_unnamed:
            gained[_holder(after)] += 1
            unnamed[_holder(after)] += 1
    return _Tally(gained, lost, unnamed, compared)


def _holder(control: Control) -> str:
    """Return the party that has control, or nothing where nobody has."""
    return control.party if isinstance(control, Majority) else ""


def _seats(counted: Sequence[Counted]) -> _Tally:
    gained: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    over: Counter[str] = Counter()
    approximate = set()
    whole = 0
    named_after = named_apart((each.result.after, each.result.seats_total) for each in counted)
    befores = [each.before for each in counted if each.before is not None]
    named_before = named_apart((each.before, each.seats_total) for each in befores)
    for each in counted:
        if each.before is None:
            continue
        # Whole lists before and after: whoever they do not name has none, and had none, unless
        # it may be in a bundle.
        nobody_else = (each.before.not_named_before, each.result.not_named_after)
        is_whole = all(known_value(figure) == 0 for figure in nobody_else)
        bundled = [
            named
            for seats, named in (
                (each.before.before, named_before),
                (each.result.after, named_after),
            )
            if has_bundle(seats)
        ]
        is_of_all = is_whole and not bundled
        whole += is_of_all
        if is_whole and bundled:
            over.update(frozenset.intersection(*bundled) - each.before.change.keys())
        for party, figure in each.before.change.items():
            over[party] -= is_of_all
            change = known_value(figure)
            if change is None:
                continue
            over[party] += 1
            if change > 0:
                gained[party] += change
            elif change < 0:
                lost[party] -= change
            if is_approximate(figure):
                approximate.add(party)
    return _Tally(gained, lost, over, whole, frozenset(approximate))


def is_approximate(figure: SeatsFigure) -> bool:
    """Return whether a figure is known roughly."""
    return getattr(figure, "precision", Precision.EXACT) is Precision.APPROXIMATE


def kinds_of_change(counted: Iterable[Counted]) -> Counter[ChangeKind]:
    """Return how many councils each kind of change befell. Each council is in exactly one."""
    return Counter(each.change.kind for each in counted)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """How far two baselines say different things of who had control before.

    `both` are the councils of which each says it, `differ` those where they say different things.
    """

    both: int
    differ: int


def disagreement(counted: Sequence[Counted], one: Baseline, other: Baseline) -> Disagreement:
    """Return in how many councils control before is not the same from two baselines."""
    pairs = [
        (results[one].change_of_control.before, results[other].change_of_control.before)
        for results in (each.result.baselines for each in counted)
        if one in results and other in results
    ]
    known = [pair for pair in pairs if all(isinstance(each, _KNOWN) for each in pair)]
    return Disagreement(len(known), sum(first != second for first, second in known))
