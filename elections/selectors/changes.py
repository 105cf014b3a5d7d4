"""What the page of all changes of control is made from."""

from __future__ import annotations

from django.urls import reverse

from elections.models import Contest
from elections.pages.changes import ChangesMaterial
from elections.selectors.browsing import all_regions, contests_to_browse
from elections.selectors.kept import kept
from elections.selectors.pages.parties import all_parties


@kept
def changes_material() -> ChangesMaterial:
    """Return every contest with what it did to control. At most nine queries."""
    return ChangesMaterial(
        contests=contests_to_browse(Contest.objects.newest_first()),
        regions=all_regions(),
        parties=all_parties(),
        address=reverse("changes"),
    )
