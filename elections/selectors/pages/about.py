"""What the pages about the site are made from."""

from __future__ import annotations

from elections.domain.results import ClaimOutcome
from elections.models import ClaimUse, Contest
from elections.pages.about.data import DataMaterial
from elections.pages.about.method import MethodPage, method_page
from elections.selectors.browsing import contests_to_show, every_contest
from elections.selectors.kept import kept
from elections.selectors.pages.parties import all_parties
from elections.selectors.pages.sources import all_sources


@kept
def method_in_readers_words() -> MethodPage:
    """Return the page of the method, with examples of what is here. At most six queries."""
    return method_page(every_contest(), all_parties())


@kept
def data_material() -> DataMaterial:
    """Return what the page of the data is made from. At most ten queries."""
    return DataMaterial(
        sources=all_sources(),
        contests=contests_to_show(Contest.objects.opened().newest_first()),
        outcomes={
            ClaimOutcome(outcome): number
            for outcome, number in ClaimUse.objects.opened().current().numbers_by_outcome().items()
        },
        parties=all_parties(),
    )
