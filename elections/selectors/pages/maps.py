"""What the map of the country is made from."""

from __future__ import annotations

from django.urls import reverse

from elections.pages.maps.page import CountryMaterial
from elections.selectors.browsing import map_material, newest_contests
from elections.selectors.kept import kept
from elections.selectors.pages.elections import all_elections
from elections.selectors.pages.parties import all_parties
from elections.selectors.places import all_regions


@kept
def country_material() -> CountryMaterial:
    """Return what the map of the country is made from. Nine queries at most, however many councils."""
    return CountryMaterial(
        newest=newest_contests(),
        parties=all_parties(),
        regions=all_regions(),
        elections=all_elections(),
        map=map_material(),
        address=reverse("map"),
    )
