"""Medway, May 2023, as three sources told it: rows for tests of services and selectors."""

from __future__ import annotations

from datetime import date
from typing import Any

from elections.models import Claim, Contest
from tests import factories


def medway() -> Contest:
    """Return the contest with its standing facts: 55 seats, and 59 from polling day on."""
    council = factories.council()
    factories.council_size(of=council, seats=55, in_force_from=date(2019, 5, 2))
    factories.council_size(of=council, seats=59, in_force_from=date(2023, 5, 4))
    return factories.contest(
        of=council,
        scope="whole",
        seats_up=59,
        last_fought_on=date(2019, 5, 2),
        facts_source=factories.fact_source(),
    )


def held(contest: Contest, party: str, seats: int, **columns: Any) -> Claim:
    """Return the claim, stored, that a party holds seats after the poll (or at another moment)."""
    moment = columns.pop("moment", "after")
    given = {"reference": f"{party}-{moment}", "kind": "seats_held", "moment": moment}
    return factories.claim(
        contest=contest, party=factories.party(slug=party), value=seats, **(given | columns)
    )


def report_the_result(contest: Contest) -> None:
    """Store what the BBC said of the new council."""
    for party, seats in (("labour", 33), ("conservative", 22), ("independent", 4)):
        held(contest, party, seats)


def report_the_council_before(contest: Contest) -> None:
    """Store what ITV said of the council when last fought."""
    itv = factories.source(slug="itv-medway-2023")
    for party, seats in (("conservative", 33), ("labour", 20), ("independent", 2)):
        held(contest, party, seats, moment="last_fought", source=itv)
