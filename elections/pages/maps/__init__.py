"""Maps of councils as hexagons: what each carries, how they are drawn, and the page of all of them."""

from __future__ import annotations
