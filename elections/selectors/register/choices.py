"""Every value that the API's filters may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from elections.browsing.criteria import Vocabulary
from elections.selectors.browsing import vocabulary_of_contests
from elections.selectors.kept import kept
from elections.selectors.pages.elections import all_elections
from elections.selectors.pages.parties import all_parties
from elections.selectors.places import all_places


@dataclass(frozen=True, slots=True)
class ContestChoices:
    """What contests may be asked for by: days, councils by every form of their slugs, the rest."""

    days: tuple[date, ...]
    councils: Mapping[str, str]
    vocabulary: Vocabulary


@kept
def contest_choices() -> ContestChoices:
    """Return every value that contests can be asked for by. Three queries."""
    return ContestChoices(
        days=tuple(each.polling_day for each in all_elections()),
        councils=all_places().slugs,
        vocabulary=vocabulary_of_contests(all_parties()),
    )
