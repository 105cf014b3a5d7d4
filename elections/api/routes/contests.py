"""Contests: those that fit, and one by its id."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router

from elections.api.answering import answers, id_in_path
from elections.api.asked import ContestsAsked, contests_wanted, part_of
from elections.api.documents.contests import contest_document, contest_in_list
from elections.api.schemas.contests import Contest
from elections.api.schemas.lists import ContestList
from elections.selectors.contests import contest_by_id, contests_found
from elections.selectors.register.choices import contest_choices

router = Router(tags=["contests"])


@answers(
    router,
    "",
    response=ContestList,
    name="contests",
    operation_id="list_contests",
    summary="Contests that fit",
    parameters=ContestsAsked,
)
def contests(request: HttpRequest, asked: Query[ContestsAsked]) -> ContestList:
    """Contests by the filters of the election page, each without its figures' workings.

    Several values of one parameter mean any of them; parameters hold together.
    """
    choices = contest_choices()
    wanted = contests_wanted(dict(request.GET.lists()), choices)
    found = contests_found(
        days=wanted.days,
        councils=wanted.councils,
        criteria=wanted.criteria,
        vocabulary=choices.vocabulary,
        part=part_of(asked),
    )
    return ContestList(items=[contest_in_list(each) for each in found.documents], count=found.count)


@answers(
    router,
    "/{contest_id}",
    response=Contest,
    name="contest",
    operation_id="get_contest",
    summary="One council at one election",
    redirects=True,
)
def contest(
    request: HttpRequest,
    contest_id: str = id_in_path(
        "Democracy Club's id of a contest.", example="local.medway.2023-05-04"
    ),
) -> Contest:
    """Every figure of a contest by its Democracy Club id, each with its status and its working."""
    return contest_document(contest_by_id(contest_id))
