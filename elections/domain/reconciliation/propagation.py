"""Narrowing: what bounds on some whole numbers say about others, exactly.

This is bounds consistency on linear constraints over whole numbers. Narrowing only ever takes
values away, so it ends, and where it ends does not depend on the order in which constraints are
looked at.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field

from councils.domain.spans import Span
from elections.domain.fields import Field
from elections.domain.figures import Rule
from elections.domain.sources import Citation


@dataclass(frozen=True, slots=True)
class Constraint:
    """`low <= sum of coefficient x field <= high`, and the rule that says so.

    A bound of None is none. `because` are the claims that make it hold; a constraint that
    always holds has none. `is_approximate` marks one that rests on an approximate claim.
    """

    rule: Rule
    terms: tuple[tuple[int, Field], ...]
    low: int | None
    high: int | None
    because: tuple[Citation, ...] = ()
    is_approximate: bool = False

    @property
    def is_equation(self) -> bool:
        """Return whether all fields but one settle the last."""
        return self.low is not None and self.low == self.high

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return the fields that the constraint ties together, in their order in it."""
        return tuple(name for _, name in self.terms)

    @property
    def order(self) -> tuple[int, tuple[tuple[int, Field], ...], int, int]:
        """Return the place of the constraint among all: by rule, then by what it binds."""
        return (
            _RULE_ORDER[self.rule],
            self.terms,
            -1_000_000 if self.low is None else self.low,
            1_000_000 if self.high is None else self.high,
        )


_RULE_ORDER = {rule: place for place, rule in enumerate(Rule)}


@dataclass(frozen=True, slots=True)
class Step:
    """Why one bound of a field is what it is: the constraint, and what it saw of the others."""

    constraint: Constraint
    seen: tuple[tuple[Field, Span], ...]


@dataclass(slots=True)
class Narrowed:
    """The spans left after narrowing, with the last step that moved each bound."""

    spans: dict[Field, Span]
    low_steps: dict[Field, Step] = field(default_factory=dict)
    high_steps: dict[Field, Step] = field(default_factory=dict)

    def copy(self) -> Narrowed:
        """Return a copy that can be narrowed further without touching this one."""
        return Narrowed(dict(self.spans), dict(self.low_steps), dict(self.high_steps))


@dataclass(frozen=True, slots=True)
class Conflict:
    """No whole numbers satisfy all constraints: the smallest group found that cannot hold."""

    constraints: tuple[Constraint, ...]


class Index:
    """Which constraints bind each field, worked out once for any number of narrowings."""

    def __init__(self, constraints: Sequence[Constraint]) -> None:
        self.constraints = tuple(constraints)
        self.by_field: dict[Field, list[int]] = {}
        for place, constraint in enumerate(self.constraints):
            for name in constraint.fields:
                self.by_field.setdefault(name, []).append(place)


def narrow(state: Narrowed, index: Index, active: Set[int], first: Iterable[int]) -> int | None:
    """Narrow `state` in place by the `active` constraints, beginning with the `first` ones.

    Return None, or the place of a constraint that cannot hold with the others: the state is
    spoilt then.
    """
    queue = deque(first)
    queued = set(queue)
    while queue:
        place = queue.popleft()
        queued.discard(place)
        moved = _apply(state, index.constraints[place])
        if moved is None:
            return place
        for name in moved:
            for other in index.by_field[name]:
                if other in active and other not in queued:
                    queued.add(other)
                    queue.append(other)
    return None


def _apply(state: Narrowed, constraint: Constraint) -> list[Field] | None:
    """Narrow by one constraint; return the fields that moved, or None for a contradiction."""
    spans = state.spans
    least = most = 0
    for factor, name in constraint.terms:
        low, high = spans[name]
        least += factor * (low if factor > 0 else high)
        most += factor * (high if factor > 0 else low)
    at_least, at_most = constraint.low, constraint.high
    if (at_most is not None and least > at_most) or (at_least is not None and most < at_least):
        return None
    moved = []
    for factor, name in constraint.terms:
        low, high = spans[name]
        if factor > 0:
            rest_least, rest_most = least - factor * low, most - factor * high
        else:
            rest_least, rest_most = least - factor * high, most - factor * low
        new_low, new_high = low, high
        if at_most is not None:
            room = at_most - rest_least
            if factor > 0:
                new_high = min(new_high, room // factor)
            else:
                new_low = max(new_low, -(room // -factor))
        if at_least is not None:
            need = at_least - rest_most
            if factor > 0:
                new_low = max(new_low, -(-need // factor))
            else:
                new_high = min(new_high, -need // -factor)
        if new_low > new_high:
            return None
        if new_low != low or new_high != high:
            step = Step(
                constraint,
                tuple((other, spans[other]) for _, other in constraint.terms if other != name),
            )
            if new_low != low:
                state.low_steps[name] = step
            if new_high != high:
                state.high_steps[name] = step
            spans[name] = Span(new_low, new_high)
            if factor > 0:
                least = rest_least + factor * new_low
                most = rest_most + factor * new_high
            else:
                least = rest_least + factor * new_high
                most = rest_most + factor * new_low
            moved.append(name)
    return moved


@dataclass(frozen=True, slots=True)
class Solved:
    """What can be kept of a set of constraints, what it gives, and what had to be left out."""

    narrowed: Narrowed
    kept: tuple[Constraint, ...]
    conflicts: tuple[Conflict, ...]


def solve(start: Narrowed, constraints: Sequence[Constraint]) -> Solved:
    """Narrow `start` by as many constraints as can hold together, the first ones first.

    Contradictory constraints never raise: taken in the order given, one that cannot hold with
    those before it is left out, and the group that it contradicts is named. Because each is
    judged only against those before it, restating a value that came out changes nothing.
    """
    index = Index(constraints)
    everything = range(len(index.constraints))
    whole = start.copy()
    if narrow(whole, index, frozenset(everything), everything) is None:
        return Solved(whole, index.constraints, ())
    state = start.copy()
    kept: set[int] = set()
    conflicts: list[Conflict] = []
    for place in everything:
        trial = state.copy()
        failed = narrow(trial, index, kept | {place}, (place,))
        if failed is None:
            state = trial
            kept.add(place)
        else:
            involved = _behind(trial, index, failed) | _behind(trial, index, place)
            near = sorted(involved & kept)
            if narrow(start.copy(), index, {*near, place}, [*near, place]) is None:
                # A bound that was moved more than once has more behind it than its last step.
                near = sorted(kept)
            conflicts.append(_smallest_conflict(start, index, near, place))
    return Solved(
        state, tuple(index.constraints[place] for place in sorted(kept)), tuple(conflicts)
    )


def _behind(state: Narrowed, index: Index, place: int) -> set[int]:
    """Return the constraints whose steps led to where one could not hold."""
    places = {id(constraint): at for at, constraint in enumerate(index.constraints)}
    found = {place}
    waiting = [index.constraints[place]]
    seen: set[Field] = set()
    while waiting:
        for name in waiting.pop().fields:
            if name in seen:
                continue
            seen.add(name)
            for steps in (state.low_steps, state.high_steps):
                step = steps.get(name)
                if step is not None and places[id(step.constraint)] not in found:
                    found.add(places[id(step.constraint)])
                    waiting.append(step.constraint)
    return found


def _smallest_conflict(
    start: Narrowed, index: Index, involved: Sequence[int], culprit: int
) -> Conflict:
    """Return a group around `culprit` of which every member is needed for the contradiction."""
    group = [*involved, culprit]
    # The latest go first, so that what is left is the group of the earliest rules.
    for place in reversed(involved):
        fewer = [other for other in group if other != place]
        if narrow(start.copy(), index, frozenset(fewer), fewer) is not None:
            group = fewer
    return Conflict(tuple(index.constraints[place] for place in (culprit, *group[:-1])))
