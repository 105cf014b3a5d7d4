"""Every value that the API's filters may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from councils.models import Council, CouncilAlias
from elections.browsing.criteria import Vocabulary
from elections.models import Election
from elections.selectors.browsing import vocabulary_of_contests
from elections.selectors.kept import kept
from elections.selectors.pages.parties import all_parties


@dataclass(frozen=True, slots=True)
class ContestChoices:
    """What contests may be asked for by: days, councils by every form of their slugs, the rest."""

    days: tuple[date, ...]
    councils: Mapping[str, str]
    vocabulary: Vocabulary


@kept
def contest_choices() -> ContestChoices:
    """Return every value that contests can be asked for by. Five queries."""
    slugs = {row.slug: row.slug for row in Council.objects.in_order_of_name()}
    return ContestChoices(
        days=tuple(row.polling_day for row in Election.objects.newest_first()),
        councils={**CouncilAlias.objects.slugs(), **slugs},
        vocabulary=vocabulary_of_contests(all_parties()),
    )
