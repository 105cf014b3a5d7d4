"""Elections: all of them, and one by its polling day."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router

from elections.api.answering import Paging, answers, id_in_path
from elections.api.asked import ElectionAsked, baseline_wanted, part_of
from elections.api.documents.elections import election_document, election_in_list
from elections.api.schemas.elections import Election
from elections.api.schemas.lists import ElectionList
from elections.selectors.register.elections import election_overview, election_summaries

router = Router(tags=["elections"])


@answers(
    router,
    "",
    response=ElectionList,
    name="elections",
    operation_id="list_elections",
    summary="All elections",
    parameters=Paging,
)
def elections(request: HttpRequest, asked: Query[Paging]) -> ElectionList:
    """Every polling day, the newest first, with how many of its contests are how far known."""
    found = election_summaries()
    return ElectionList(
        items=[election_in_list(each) for each in found[part_of(asked)]], count=len(found)
    )


@answers(
    router,
    "/{day}",
    response=Election,
    name="election",
    operation_id="get_election",
    summary="One election",
    parameters=ElectionAsked,
)
def election(
    request: HttpRequest,
    asked: Query[ElectionAsked],
    day: str = id_in_path("The polling day.", example="2023-05-04"),
) -> Election:
    """The scoreboard, how control moved, and what was reported of the whole.

    Changes are counted from each contest's default baseline, or all from the one asked for. Its
    contests are at `contests_url`, counted from the same.
    """
    baseline = baseline_wanted(dict(request.GET.lists()))
    return election_document(election_overview(day), baseline)
