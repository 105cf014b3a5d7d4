"""The admin: what is stored, to look at, and results, to enter."""

from __future__ import annotations

from elections.admin import desk, stored  # noqa: F401 (registers)
