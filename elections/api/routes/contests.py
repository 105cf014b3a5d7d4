"""Contests: those that fit, and one by its id."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from elections.api.answering import answers, as_json, id_in_path, listed
from elections.api.asked import ContestsAsked, contests_wanted, part_of
from elections.api.documents.contests import contest_document, contest_in_list
from elections.api.schemas.contests import Contest
from elections.api.schemas.lists import ContestList
from elections.selectors.contests import contest_by_id, contests_found, contests_of_ids
from elections.selectors.kept import kept_of_each
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
def contests(request: HttpRequest, asked: Query[ContestsAsked]) -> HttpResponse:
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
    items = kept_of_each("contest in a list", found.ids, _in_list)
    return listed([items[each] for each in found.ids], found.count)


def _in_list(ballot_ids: Sequence[str]) -> dict[str, bytes]:
    """Return contests as JSON by their ids, without workings. Six queries, and three where some are awaited."""
    return {
        each.contest.ballot_id: as_json(contest_in_list(each))
        for each in contests_of_ids(ballot_ids)
    }


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
