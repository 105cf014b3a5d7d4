"""How control moved at an election: from whom to whom, and in which councils."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from councils.domain.control import Control
from elections.domain.changes_of_control import ChangeKind, ChangeOfControl

K = TypeVar("K", bound=Hashable)

# What happened where control is not where it was; a new council's was nowhere.
CHANGED = frozenset({ChangeKind.GAIN, ChangeKind.LOSS_TO_NOC, ChangeKind.NEW})


@dataclass(frozen=True, slots=True)
class Flow(Generic[K]):
    """The contests in which control went from one hand to another, or stayed in it."""

    before: Control
    after: Control
    kind: ChangeKind
    contests: tuple[K, ...]

    @property
    def has_changed(self) -> bool:
        """Return whether control is known to be elsewhere than before."""
        return self.kind in CHANGED


def flows_of_control(changes: Mapping[K, ChangeOfControl]) -> tuple[Flow[K], ...]:
    """Return every way control went, the one of most contests first; none of them twice.

    Each contest is in exactly one flow. Flows of equally many come in the order in which their
    first contest was given, and so do the contests of one.
    """
    grouped: dict[tuple[Control, Control, ChangeKind], list[K]] = {}
    for contest, change in changes.items():
        grouped.setdefault((change.before, change.after, change.kind), []).append(contest)
    flows = [
        Flow(before, after, kind, tuple(contests))
        for (before, after, kind), contests in grouped.items()
    ]
    return tuple(sorted(flows, key=lambda flow: -len(flow.contests)))
