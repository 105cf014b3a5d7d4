"""Searching the whole site."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from elections.pages.search import search_page
from elections.selectors.pages.search import everything_to_find
from elections.views.public import PublicRequest, public_page, wants_partial


@public_page
def search(request: PublicRequest) -> HttpResponse:
    """Show what `?q=` finds, or go straight to the one page it names.

    To a script that asks while somebody types, return the first few alone. 400 where more was
    typed than any name has.
    """
    page = search_page(everything_to_find(), request.GET.get("q", ""))
    is_part = wants_partial(request)
    if page.leads_to and not is_part:
        return HttpResponseRedirect(page.leads_to)
    return render(
        request,
        "search/_offered.html" if is_part else "search/search_page.html",
        {"page": page},
        status=200 if page.is_right else 400,
    )
