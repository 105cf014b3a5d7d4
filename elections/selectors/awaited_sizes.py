"""The sizes that readers see of contests of which nothing is published yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from elections.domain.baselines import AFTER, Moment
from elections.models import Contest, DeskResult
from elections.querysets import ContestQuerySet
from elections.selectors.inputs import standing_facts

Sizes = Mapping[Moment, int]


@dataclass(frozen=True, slots=True)
class AwaitedSizes:
    """What a contest that is awaited says of the council's size, by moment, and whether its entry has begun."""

    contest: Contest
    seats: Sizes
    is_entered: bool

    def differs_from(self, before: AwaitedSizes) -> bool:
        """Return whether a size that readers saw, or that an entry is checked against, is another one now.

        A first size alters nothing that was there, as long as nobody has begun to enter. No query.
        """
        if before.seats == self.seats:
            return False
        return before.is_entered or any(
            self.seats.get(moment) != seats for moment, seats in before.seats.items()
        )


def awaited_sizes(contests: ContestQuerySet, *, today: date) -> dict[int, AwaitedSizes]:
    """Return the sizes of those contests that are over or in their season, and of which nothing is published.

    By the contest's key. Of drafts and rehearsals readers see nothing, and before its season a
    contest is being set up. Four queries.
    """
    awaited = contests.opened().over_or_in_season(today).without_a_publication()
    entered = set(DeskResult.objects.of_contests(awaited).values_list("contest_id", flat=True))
    found = {}
    for contest, facts in standing_facts(awaited):
        sizes: dict[Moment, int] = {
            baseline: number.seats for baseline, number in facts.size_before.items()
        }
        if facts.size_after is not None:
            sizes[AFTER] = facts.size_after.seats
        found[contest.pk] = AwaitedSizes(contest, sizes, contest.pk in entered)
    return found


def changed_sizes(
    before: Mapping[int, AwaitedSizes], after: Mapping[int, AwaitedSizes]
) -> list[tuple[AwaitedSizes, AwaitedSizes]]:
    """Return what differs between two moments, contest by contest. No query."""
    return [
        (before[key], now)
        for key, now in after.items()
        if key in before and now.differs_from(before[key])
    ]
