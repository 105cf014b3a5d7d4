"""What a process makes once of the same things, and hands out again. Plain Python.

What goes in never changes (frozen dataclasses, tuples, text), so that the same things give the
same answer and nothing kept here can be out of date. How new they are is the affair of whoever
reads them (`elections/selectors/kept.py`).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from functools import wraps
from threading import Lock
from typing import Any, Final, Generic, TypeVar, TypeVarTuple
from weakref import WeakSet

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
HashableT = TypeVar("HashableT", bound=Hashable)

# Compared by what they say; all else by being the very same object.
_PLAIN = (str, int, date, type(None))


class Bounded(Generic[T]):
    """Things by key, at most so many: what was not asked for the longest goes first.

    Where it is told what a thing weighs, `most` is how much they may weigh together. Several
    threads may use one at once.
    """

    def __init__(self, most: int, weigh: Callable[[T], int] | None = None) -> None:
        self.most = most
        self._weigh = weigh
        self._weight = 0
        self._things: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()
        _ALL.add(self)

    def get(self, key: Hashable) -> T | None:
        """Return what is kept under a key, or None."""
        with self._lock:
            found = self._things.get(key)
            if found is not None:
                self._things.move_to_end(key)
            return found

    def keep(self, key: Hashable, thing: T) -> T:
        """Keep something unless another thread was quicker; return what is kept."""
        with self._lock:
            if key in self._things:
                return self._things[key]
            self._things[key] = thing
            self._weight += self._weight_of(thing)
            while self._weight > self.most:
                _, gone = self._things.popitem(last=False)
                self._weight -= self._weight_of(gone)
            return thing

    def forget(self) -> None:
        """Forget everything."""
        with self._lock:
            self._things.clear()
            self._weight = 0

    def _weight_of(self, thing: T) -> int:
        return 1 if self._weigh is None else self._weigh(thing)

    def __len__(self) -> int:
        """Return how many things are kept."""
        return len(self._things)


_ALL: Final[WeakSet[Bounded[Any]]] = WeakSet()


def forget_everything() -> None:
    """Forget what any of these keep. For tests, whose databases begin anew."""
    for each in list(_ALL):
        each.forget()


def same_for_same(
    most: int,
) -> Callable[[Callable[[*Ts], T]], Callable[[*Ts], T]]:
    """Let a function be called once for the same arguments; at most so many answers are kept.

    Text, numbers and days are the same where they are equal, all else where it is the very same
    object, which is quick to tell even of a result with hundreds of figures. What was handed in
    is held as long as the answer is, so that no other object takes its place in memory.
    """

    def decorate(function: Callable[[*Ts], T]) -> Callable[[*Ts], T]:
        answers: Bounded[tuple[object, T]] = Bounded(most)

        @wraps(function)
        def ask(*handed: *Ts) -> T:
            key = tuple([each if isinstance(each, _PLAIN) else (id(each),) for each in handed])
            found = answers.get(key)
            if found is None:
                found = answers.keep(key, (handed, function(*handed)))
            return found[1]

        return ask

    return decorate


class OneOfEach(Generic[HashableT]):
    """Gives equal things back as one: of two that say the same, the one that came first."""

    def __init__(self, most: int) -> None:
        self._first: Bounded[HashableT] = Bounded(most)

    def of(self, thing: HashableT) -> HashableT:
        """Return the thing, or one equal to it that was here before."""
        return self._first.get(thing) or self._first.keep(thing, thing)
