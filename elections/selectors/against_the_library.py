"""Control as the Commons Library publishes it, beside what follows from the seats."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from councils.domain.control import Control, NoCouncilBefore, Undetermined
from elections.against_the_library import Compared, Moment
from elections.domain.baselines import Baseline
from elections.domain.figures import SeatsFigure, Unknown, known_value
from elections.models import Contest
from elections.pages.facts import Result
from elections.selectors.figures import figures_of


def compared_with_library(path: Path) -> tuple[Compared, ...]:
    """Return each council of the Library's file at each moment, in the file's order. Five queries.

    Raises KeyError for a council without a published result on that day.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    contests = Contest.objects.opened().on_days(
        {date.fromisoformat(row["polling_day"]) for row in rows}
    )
    results = figures_of(contests)
    by_name = {
        (str(contest.election.polling_day), contest.council.slug): contest
        for contest in contests.with_names()
    }
    return tuple(
        _compared(by_name[row["polling_day"], row["council"]], moment, row[moment], results)
        for row in rows
        for moment in Moment
    )


def _compared(
    contest: Contest, moment: Moment, theirs: str, results: Mapping[int, Result]
) -> Compared:
    found = results[contest.pk].reconciliation
    before = found.baselines.get(Baseline.LAST_FOUGHT)
    ours: Control
    seats: Mapping[str, SeatsFigure]
    total: SeatsFigure
    if moment is Moment.AFTER:
        change = found.baselines[found.default_baseline].change_of_control
        ours, seats, total = change.after, found.after, found.seats_total
    elif before is not None:
        ours, seats = before.change_of_control.before, before.before
        total = before.seats_total
    else:
        # Nothing is said of a council before: there was none, or nobody says.
        ours = NoCouncilBefore() if contest.is_new else Undetermined()
        seats, total = {}, Unknown()
    numbers = {party: known_value(figure) for party, figure in seats.items()}
    return Compared(
        polling_day=str(contest.election.polling_day),
        council=contest.council.slug,
        name=contest.council.name,
        nation=contest.council.region.nation,
        moment=moment,
        theirs=theirs,
        ours=ours,
        seats={party: number for party, number in numbers.items() if number is not None},
        size=known_value(total),
    )
