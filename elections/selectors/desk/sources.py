"""Sources as the desk looks them up to correct one."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.urls import reverse

from elections.models import Claim, Source
from elections.pages.desk.sources import A_PAGE, SourcesMaterial
from elections.pages.missing import MissingPage, Suggestion
from elections.selectors.pages.looking_up import NotHereError
from elections.selectors.pages.rows import source_facts


def sources_material(words: str, page: str) -> SourcesMaterial:
    """Return a page of the articles and tables in which words stand, the newest first. Two queries.

    What is no page is the first, and what is past the last is the last.
    """
    found = Source.objects.but_those_made_at_the_desk().telling(words).newest_first()
    shown = Paginator(found, A_PAGE).get_page(page)
    return SourcesMaterial(
        words=words,
        number=shown.paginator.count,
        page=shown.number,
        pages=shown.paginator.num_pages,
        sources=tuple(source_facts(row) for row in shown),
    )


def source_row(slug: str) -> Source:
    """Return one article or table. One query. Raises NotHereError."""
    row = Source.objects.but_those_made_at_the_desk().of_slugs([slug]).first()
    if row is None:
        back = Suggestion("All sources", reverse("desk:sources"))
        told = "No article or table to correct is at this address."
        raise NotHereError(MissingPage(told, (back,)))
    return row


def claims_of(slug: str) -> int:
    """Return how many claims a source makes. One query."""
    return Claim.objects.of_source(slug).standing().count()
