"""The ways to look at a map: what colours it, which of the two layers it shows, and how near."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from elections.browsing.criteria import Switch
from elections.keeping import same_for_same
from elections.pages.facts import MapMaterial
from elections.pages.maps.marks import COLOURING_LABELS, Colouring

LAYER: Final = "layer"
DISTRICTS, COUNTIES = "districts", "counties"
LAYER_LABELS = MappingProxyType({DISTRICTS: "Districts and unitaries", COUNTIES: "County councils"})

COLOURED_BY = Switch(
    "map",
    "way to colour the map",
    {colouring.value: label for colouring, label in COLOURING_LABELS.items()},
    Colouring.CONTROL.value,
)

WHOLE, CLOSE = "whole", "close"
ZOOM = Switch(
    "zoom", "view of the map", {WHOLE: "Whole map", CLOSE: "Those shown, enlarged"}, WHOLE
)


def map_switches(material: MapMaterial, councils: Sequence[str]) -> tuple[Switch, ...]:
    """Return the switches of a map of councils; unasked it shows the layer on which most are.

    A layer on which nobody has a place is none; without any there are no switches.
    """
    if not material.places:
        return ()
    layers = layers_of(material)
    on = {layer: sum(layer in layers.get(each, ()) for each in councils) for layer in LAYER_LABELS}
    drawn = frozenset[str]().union(*layers.values())
    labels = {layer: label for layer, label in LAYER_LABELS.items() if layer in drawn}
    most = max(labels, key=lambda layer: on[layer])
    return COLOURED_BY, Switch(LAYER, "layer of the map", labels, most), ZOOM


@same_for_same(most=4)
def layers_of(material: MapMaterial) -> Mapping[str, frozenset[str]]:
    """Return the layers that each council has a place on, by its slug."""
    layers: dict[str, frozenset[str]] = {}
    for place in material.places:
        layers[place.council] = layers.get(place.council, frozenset()) | {place.layout}
    return layers
