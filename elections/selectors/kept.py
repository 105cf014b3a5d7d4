"""What was read of one data version, kept by a process until that version moves.

Whatever readers see changes together with the data version, so what was read of a version is
true for as long as it is the one that a request has read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from threading import Lock
from typing import Any, Final, ParamSpec, TypeVar, cast

from elections.keeping import Bounded
from elections.selectors.data_version import Edition, is_current

P = ParamSpec("P")
T = TypeVar("T")

# Answers of all kept selectors together: for the whole country there are some 2,000, most of them
# small, and a thousand contests as JSON of six kilobytes each.
MOST_KEPT: Final = 3_000
# Of what there are hundreds of and each is large, as a council with fifty years: three for each.
MOST_OF_FEW: Final = 120

_Key = tuple[str, tuple[object, ...]]


@dataclass(slots=True)
class _Reading:
    """One request's reading: of which edition, and what it was the first to read."""

    edition: Edition
    read: dict[_Key, object] = field(default_factory=dict)
    read_of_few: dict[_Key, object] = field(default_factory=dict)


# Of no edition is ever anything kept.
_NO_EDITION: Final = Edition(-1, None, "")
_READING: ContextVar[_Reading | None] = ContextVar("reading", default=None)


class _Shelf:
    """What is kept of the newest edition that anybody has asked for."""

    def __init__(self, most: int) -> None:
        self._edition: Edition | None = None
        self._kept: Bounded[object] = Bounded(most)
        self._lock = Lock()

    def find(self, edition: Edition, key: _Key) -> object | None:
        """Return what is kept of an edition, or None."""
        return self._kept.get((edition, key))

    def keep(self, edition: Edition, read: dict[_Key, object]) -> None:
        """Keep what was read of an edition, and nothing of any other."""
        with self._lock:
            if self._edition != edition:
                self._kept.forget()
                self._edition = edition
            for key, thing in read.items():
                self._kept.keep((edition, key), thing)


_SHELF: Final = _Shelf(MOST_KEPT)
_SHELF_OF_FEW: Final = _Shelf(MOST_OF_FEW)


@contextmanager
def reading(edition: Edition) -> Iterator[None]:
    """Let kept selectors answer from what is kept of this edition, which was just read.

    What they read anew is kept only if the edition is still the same afterwards: otherwise parts
    of it may be newer. That is one query, and none where nothing was read anew.
    """
    this = _Reading(edition)
    token = _READING.set(this)
    try:
        yield
    finally:
        _READING.reset(token)
    if (this.read or this.read_of_few) and is_current(edition):
        _SHELF.keep(edition, this.read)
        _SHELF_OF_FEW.keep(edition, this.read_of_few)


def kept_of_each(
    name: str, keys: Iterable[str], read: Callable[[Sequence[str]], Mapping[str, T]]
) -> dict[str, T]:
    """Return what `read` returns for each of the keys, which it is asked for once a data version.

    Those that are kept are left out of what it is asked for, and it is not asked for none.
    """
    this = _READING.get() or _Reading(_NO_EDITION)
    found: dict[str, Any] = {}
    for key in keys:
        found[key] = this.read.get((name, (key,))) or _SHELF.find(this.edition, (name, (key,)))
    if missing := [key for key, thing in found.items() if thing is None]:
        for key, thing in read(missing).items():
            found[key] = this.read[name, (key,)] = (thing,)
    return {key: thing[0] for key, thing in found.items() if thing is not None}


def kept(function: Callable[P, T]) -> Callable[P, T]:
    """Let a selector read once for each data version and each of its arguments.

    They have to be hashable, and what it returns must never be changed. Outside `reading` it
    reads every time.
    """
    return _kept(function, _SHELF, lambda this: this.read)


def kept_of_few(function: Callable[P, T]) -> Callable[P, T]:
    """Let a selector read once for those of its arguments that it was asked for last.

    For what there are hundreds of, each large, as councils: all of them would fill the memory.
    """
    return _kept(function, _SHELF_OF_FEW, lambda this: this.read_of_few)


def _kept(
    function: Callable[P, T], shelf: _Shelf, read_by: Callable[[_Reading], dict[_Key, object]]
) -> Callable[P, T]:
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def ask(*args: P.args, **kwargs: P.kwargs) -> T:
        this = _READING.get()
        if this is None:
            return function(*args, **kwargs)
        key: _Key = (name, (*args, *sorted(kwargs.items())))
        read = read_by(this)
        found: Any = read.get(key) or shelf.find(this.edition, key)
        if found is None:
            found = (function(*args, **kwargs),)
            read[key] = found
        return cast(T, found[0])

    return ask
