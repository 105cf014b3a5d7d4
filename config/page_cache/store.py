"""Pages in memory, at most so many bytes of them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

from config.page_cache.page import Page

# How much of the memory pages may have that were asked for more than once, before the oldest of them count as new again.
PROTECTED = 0.8
# One page may take this share of the memory at most: a large one would drive out all others.
LARGEST = 0.25


class Store:
    """Pages by their keys, within `limit` bytes.

    A page starts on probation, and is protected once it was asked for again. Room is made by dropping
    what was on probation longest: whoever asks for thousands of things that nobody else wants drives out
    each other's, and none that readers come back to.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._probation: OrderedDict[Hashable, Page] = OrderedDict()
        self._protected: OrderedDict[Hashable, Page] = OrderedDict()
        self._costs: dict[Hashable, int] = {}
        self._cost = 0
        self._protected_cost = 0
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._costs)

    @property
    def cost(self) -> int:
        """Return how many bytes are taken."""
        return self._cost

    def get(self, key: Hashable) -> Page | None:
        """Return the page, which is protected from now on."""
        with self._lock:
            page = self._protected.get(key)
            if page is not None:
                self._protected.move_to_end(key)
                return page
            page = self._probation.pop(key, None)
            if page is not None:
                self._protected[key] = page
                self._protected_cost += self._costs[key]
                self._demote()
            return page

    def put(self, key: Hashable, page: Page) -> bool:
        """Keep a page in the place of an older one, and return whether it is kept: not if it is too large.

        A page that was asked for once has one form; the others come when it is asked for again.
        """
        with self._lock:
            if key not in self._protected:
                page.thinned()
            cost = page.cost
            if cost > self.limit * LARGEST:
                self._drop(key)
                return False
            self._count(key, cost)
            if key in self._protected:
                self._protected[key] = page
                self._demote()
            else:
                self._probation[key] = page
                self._probation.move_to_end(key)
            self._make_room()
            return key in self._costs

    def grown(self, key: Hashable, page: Page) -> None:
        """Count a page anew that was given another form, if it is the one that is kept."""
        with self._lock:
            if self._protected.get(key) is page or self._probation.get(key) is page:
                self._count(key, page.cost)
                self._demote()
                self._make_room()

    def _count(self, key: Hashable, cost: int) -> None:
        change = cost - self._costs.get(key, 0)
        self._costs[key] = cost
        self._cost += change
        if key in self._protected:
            self._protected_cost += change

    def _demote(self) -> None:
        while self._protected_cost > self.limit * PROTECTED and len(self._protected) > 1:
            key, page = self._protected.popitem(last=False)
            self._protected_cost -= self._costs[key]
            self._probation[key] = page

    def _make_room(self) -> None:
        while self._cost > self.limit:
            self._drop(next(iter(self._probation or self._protected)))

    def _drop(self, key: Hashable) -> None:
        cost = self._costs.pop(key, 0)
        self._cost -= cost
        self._probation.pop(key, None)
        if self._protected.pop(key, None) is not None:
            self._protected_cost -= cost
