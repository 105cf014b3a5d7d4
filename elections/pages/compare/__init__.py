"""Comparisons: two moments of one council, two councils, one region through time."""

from __future__ import annotations
