"""Questions to the database, answered with plain data. A constant number of queries each."""

from __future__ import annotations
