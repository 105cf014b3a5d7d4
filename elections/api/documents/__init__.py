"""From what selectors found to JSON documents. No queries: everything is handed in."""

from __future__ import annotations
