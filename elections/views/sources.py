"""Sources: all of them, and each with its claims."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from elections.pages.sources import source_page, sources_page
from elections.selectors.pages.sources import all_sources, source_material
from elections.views.public import PublicRequest, public_page


@public_page
def sources(request: PublicRequest) -> HttpResponse:
    """List all sources."""
    return render(request, "sources/list_page.html", {"page": sources_page(all_sources())})


@public_page
def source(request: PublicRequest, source: str) -> HttpResponse:
    """Show what a source claims, and what became of it."""
    page = source_page(source_material(source))
    return render(request, "sources/source_page.html", {"page": page})
