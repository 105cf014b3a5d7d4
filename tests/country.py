"""More of the country than the articles tell of: their contests over again, under other councils' names."""

from __future__ import annotations

import csv
from copy import copy
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from councils.models import Council, CouncilSize, Hexagon
from elections.models import Claim, Contest, Election
from elections.models.contests import ballot_id_of
from elections.polls import polls_close_at
from elections.services.publishing import Refused, publish_contests

HEXES: Final = Path(__file__).parent.parent / "fixtures" / "country" / "hexes.csv"
AT = datetime(2025, 5, 2, 3, 10, tzinfo=UTC)


def grow(number: int, *, polling_day: date = date(2025, 5, 1)) -> str:
    """Store and publish an election with so many contests more; return its slug.

    Each is one of the published contests with all that sources claim of it, moved to this day with
    every date of its council's, so that the very same figures come out.
    """
    election, _ = Election.objects.get_or_create(
        polling_day=polling_day, defaults={"name": f"Local elections of {polling_day}"}
    )
    told = list(Contest.objects.exclude(election=election).with_names().newest_first())
    there = Contest.objects.filter(election=election).count()
    for place, contest in enumerate(islice(cycle(told), number), start=there + 1):
        _again(contest, election, place)
    # Before its polls close nothing of it is published.
    at = max(AT, polls_close_at(polling_day) + timedelta(hours=5))
    outcomes = publish_contests(
        contests=Contest.objects.filter(election=election), at=at, by="tests", reason="More of it."
    )
    refused = [ballot for ballot, outcome in outcomes.items() if isinstance(outcome, Refused)]
    assert not refused, refused
    return election.slug


def place_on_maps() -> None:
    """Give the councils that are stored their places on the maps, as the country's files do."""
    councils = {council.slug: council for council in Council.objects.all()}
    with HEXES.open(encoding="utf-8", newline="") as file:
        Hexagon.objects.bulk_create(
            Hexagon(
                layout=row["layout"],
                council=councils[row["council"]],
                east=int(row["east"]),
                north=int(row["north"]),
            )
            for row in csv.DictReader(file)
            if row["council"] in councils
        )


def _again(contest: Contest, election: Election, place: int) -> None:
    later = election.polling_day - contest.election.polling_day
    sizes = list(CouncilSize.objects.filter(council=contest.council))
    council = copy(contest.council)
    council.pk, council.slug = None, f"{council.slug}-{election.polling_day.year}-{place}"
    council.name, council.official_name = f"{council.name} {place}", f"{council.name} {place}"
    council.gss_code = f"X{election.polling_day.toordinal() % 10_000:04}{place:04}"
    _store(council)
    for size in sizes:
        again = copy(size)
        again.pk, again.council = None, council
        again.in_force_from = size.in_force_from + later
        _store(again)
    claims = list(Claim.objects.filter(contest=contest).standing())
    moved = copy(contest)
    moved.pk, moved.election, moved.council = None, election, council
    moved.ballot_id = ballot_id_of(council_slug=council.slug, polling_day=election.polling_day)
    moved.last_fought_on = _shifted(contest.last_fought_on, later)
    _store(moved)
    Claim.objects.bulk_create([_said(claim, moved, place) for claim in claims])


def _said(claim: Claim, contest: Contest, place: int) -> Claim:
    said = copy(claim)
    said.pk, said.contest, said.replaces = None, contest, None
    said.reference = f"{claim.reference}-{contest.election.slug}-{place}"
    return said


def _store(row: Council | CouncilSize | Contest) -> None:
    row._state = copy(row._state)
    row._state.adding = True
    row.save()


def _shifted(day: date | None, later: timedelta) -> date | None:
    return None if day is None else day + later
