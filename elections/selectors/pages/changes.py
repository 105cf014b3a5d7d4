"""What the page of all changes of control is made from."""

from __future__ import annotations

from django.urls import reverse

from elections.pages.changes import ChangesMaterial
from elections.selectors.browsing import every_contest
from elections.selectors.kept import kept
from elections.selectors.pages.parties import all_parties
from elections.selectors.places import all_regions


@kept
def changes_material() -> ChangesMaterial:
    """Return every contest with what it did to control. At most seven queries."""
    return ChangesMaterial(
        contests=every_contest(),
        regions=all_regions(),
        parties=all_parties(),
        address=reverse("changes"),
    )
