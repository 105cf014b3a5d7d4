"""Councils: those that fit, and one by its slug."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router

from elections.api.answering import answers, id_in_path
from elections.api.asked import CouncilsAsked, criteria_wanted, part_of
from elections.api.documents.councils import council_document, council_in_list
from elections.api.schemas.councils import Council
from elections.api.schemas.lists import CouncilList
from elections.browsing.choices import fitting
from elections.browsing.councils import council_summaries, council_vocabulary
from elections.selectors.register.councils import council_history, councils_material

router = Router(tags=["councils"])


@answers(
    router,
    "",
    response=CouncilList,
    name="councils",
    operation_id="list_councils",
    summary="Councils that fit",
    parameters=CouncilsAsked,
)
def councils(request: HttpRequest, asked: Query[CouncilsAsked]) -> CouncilList:
    """Councils from A to Z. Several values of one parameter mean any; parameters hold together."""
    material = councils_material()
    vocabulary = council_vocabulary(material.regions, material.parties)
    criteria = criteria_wanted(dict(request.GET.lists()), vocabulary)
    found = fitting(council_summaries(material), criteria)
    names = material.parties.names
    return CouncilList(
        items=[council_in_list(each, names) for each in found[part_of(asked)]], count=len(found)
    )


@answers(
    router,
    "/{slug}",
    response=Council,
    name="council",
    operation_id="get_council",
    summary="One council through time",
    redirects=True,
)
def council(
    request: HttpRequest, slug: str = id_in_path("The council's slug.", example="medway")
) -> Council:
    """Sizes with their sources, other names, what came before and after, its contests and years.

    Other forms of its slug in use in the field, as in `folkestone-hythe`, redirect.
    """
    return council_document(council_history(slug))
