"""All the data as tables to keep, each with what it holds and under which licence."""

from __future__ import annotations
