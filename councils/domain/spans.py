"""Whole numbers known only between two bounds."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A whole number of seats known to lie between two bounds, both included."""

    low: int
    high: int

    @property
    def is_single(self) -> bool:
        """Return whether only one value is left."""
        return self.low == self.high

    def holds(self, value: int) -> bool:
        """Return whether `value` is one of the values left."""
        return self.low <= value <= self.high

    @classmethod
    def of(cls, value: int) -> Span:
        """Return the span that holds `value` alone."""
        return cls(value, value)
