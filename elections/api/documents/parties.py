"""Parties as documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from elections.api.documents.contests import contest_mention
from elections.api.documents.elections import party_score
from elections.api.schemas import parties as schemas
from elections.browsing.criteria import Facet
from elections.domain.overview.scoreboard import scoreboard
from elections.domain.results import Reconciliation
from elections.pages.register import PartyHistory, PartyRecord


def party_in_list(party: PartyRecord) -> schemas.PartyInList:
    """Return a party as lists have it."""
    return schemas.PartyInList(**_party(party))


def party_document(history: PartyHistory) -> schemas.Party:
    """Return a party with its score at each election and the contests it has seats in."""
    slug, names = history.party.slug, history.parties.names
    return schemas.Party(
        **_party(history.party),
        aliases=list(history.aliases),
        elections=list(_elections(history)),
        contests=[
            contest_mention(each, names)
            for each in history.contests
            if slug in each.values_of(Facet.PARTY)
        ],
    )


def _elections(history: PartyHistory) -> Iterator[schemas.PartyAtElection]:
    results: dict[date, list[Reconciliation | None]] = defaultdict(list)
    for each in history.contests:
        reconciliation = None if each.result is None else each.result.reconciliation
        results[each.contest.election.polling_day].append(reconciliation)
    for day, of_day in results.items():
        for score in scoreboard(of_day).parties:
            if score.party == history.party.slug:
                yield schemas.PartyAtElection(election=day, score=party_score(score))


def _party(party: PartyRecord) -> dict[str, Any]:
    return {
        "slug": party.slug,
        "name": party.name,
        "short_name": party.short_name,
        "group_name": party.group_name,
        "kind": party.kind,
        "ec_id": party.ec_id or None,
        "colours": schemas.Colours(
            own=party.colour or None, light=party.colour_light, dark=party.colour_dark
        ),
        "url": reverse("party", args=[party.slug]),
    }
