"""Many results together: who controls how many councils, and how control moved."""

from __future__ import annotations
