"""Regions and nations: all of them, and one by its slug."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router

from elections.api.answering import Paging, answers, id_in_path
from elections.api.asked import part_of
from elections.api.documents.councils import region_document, region_in_list
from elections.api.schemas.councils import Region
from elections.api.schemas.lists import RegionList
from elections.selectors.register.councils import region_history, region_records

router = Router(tags=["regions"])


@answers(
    router,
    "",
    response=RegionList,
    name="regions",
    operation_id="list_regions",
    summary="All regions and nations",
    parameters=Paging,
)
def regions(request: HttpRequest, asked: Query[Paging]) -> RegionList:
    """The nine English regions, then the other nations."""
    found = region_records()
    return RegionList(
        items=[region_in_list(each) for each in found[part_of(asked)]], count=len(found)
    )


@answers(
    router,
    "/{slug}",
    response=Region,
    name="region",
    operation_id="get_region",
    summary="One region or nation",
)
def region(
    request: HttpRequest, slug: str = id_in_path("The region's slug.", example="south-east")
) -> Region:
    """A region with its contests; `/councils?region=` has its councils."""
    return region_document(region_history(slug))
