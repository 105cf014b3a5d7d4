"""Parties: all of them, and one by its slug."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router

from elections.api.answering import Paging, answers, id_in_path
from elections.api.asked import part_of
from elections.api.documents.parties import party_document, party_in_list
from elections.api.schemas.lists import PartyList
from elections.api.schemas.parties import Party
from elections.selectors.register.parties import party_history, party_records

router = Router(tags=["parties"])


@answers(
    router,
    "",
    response=PartyList,
    name="parties",
    operation_id="list_parties",
    summary="All parties",
    parameters=Paging,
)
def parties(request: HttpRequest, asked: Query[Paging]) -> PartyList:
    """Parties, independents, and bundles of parties counted together."""
    found = party_records()
    return PartyList(
        items=[party_in_list(each) for each in found[part_of(asked)]], count=len(found)
    )


@answers(
    router,
    "/{slug}",
    response=Party,
    name="party",
    operation_id="get_party",
    summary="One party",
)
def party(
    request: HttpRequest, slug: str = id_in_path("The party's slug.", example="labour")
) -> Party:
    """A party's score at each election, and the contests it has or had seats in."""
    return party_document(party_history(slug))
