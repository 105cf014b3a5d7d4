"""What pages are made from, read in one go: a constant number of queries for each page."""

from __future__ import annotations
