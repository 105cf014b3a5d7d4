"""Sources: all of them, and one by its slug."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router

from elections.api.answering import Paging, answers, id_in_path
from elections.api.asked import part_of
from elections.api.documents.sources import source_document, sources_in_list
from elections.api.schemas.lists import SourceList
from elections.api.schemas.sources import Source
from elections.selectors.pages.sources import all_sources, source_material

router = Router(tags=["sources"])


@answers(
    router,
    "",
    response=SourceList,
    name="sources",
    operation_id="list_sources",
    summary="All sources",
    parameters=Paging,
)
def sources(request: HttpRequest, asked: Query[Paging]) -> SourceList:
    """Sources of claims, the newest first, then those of standing facts of councils."""
    found = tuple(sources_in_list(all_sources()))
    return SourceList(items=list(found[part_of(asked)]), count=len(found))


@answers(
    router,
    "/{slug}",
    response=Source,
    name="source",
    operation_id="get_source",
    summary="One source",
)
def source(
    request: HttpRequest, slug: str = id_in_path("The source's slug.", example="itv-2023-medway")
) -> Source:
    """Every claim a source makes and what became of it, or the standing facts that it gives."""
    return source_document(source_material(slug))
