"""Where each council stands on the hexagon maps: rows of hexagons, odd rows half a step to the east."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

# The project's own layout: the published map has no counties. Position east, position north. Those
# that border each other stand beside each other as far as hexagons allow, with London's and other
# cities' places left open; the new Surreys stand below the one they take over from.
COUNTIES: Final = {
    "devon": (0, -1),
    "west-sussex": (3, -1),
    "east-sussex": (4, -1),
    "west-surrey": (3, 0),
    "east-surrey": (4, 0),
    "kent": (5, 0),
    "hampshire": (2, 1),
    "surrey": (3, 1),
    "gloucestershire": (1, 2),
    "oxfordshire": (2, 2),
    "hertfordshire": (4, 2),
    "essex": (5, 2),
    "worcestershire": (1, 3),
    "warwickshire": (2, 3),
    "cambridgeshire": (4, 3),
    "suffolk": (5, 3),
    "staffordshire": (2, 4),
    "leicestershire": (3, 4),
    "lincolnshire": (4, 4),
    "norfolk": (5, 4),
    "derbyshire": (2, 5),
    "nottinghamshire": (3, 5),
    "lancashire": (1, 6),
}


def hexes(layout: Path, slugs: Mapping[str, str]) -> Iterator[tuple[str, str, int, int]]:
    """Yield layout, council, position east and position north; `slugs` are by every GSS code."""
    placed = json.loads(layout.read_text(encoding="utf-8"))["hexes"]
    districts = {slugs[code]: (place["q"], place["r"]) for code, place in placed.items()}
    for name, places in (("counties", COUNTIES), ("districts", districts)):
        for council, (east, north) in sorted(places.items()):
            yield name, council, east, north
