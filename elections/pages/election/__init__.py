"""The page of one election, room by room, and the list of all elections."""

from __future__ import annotations
