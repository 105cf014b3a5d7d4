"""Comparisons."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from elections.pages.compare.page import compare_page
from elections.selectors.pages.compare import compare_material
from elections.views.public import PublicRequest, public_page


@public_page
def compare(request: PublicRequest) -> HttpResponse:
    """Compare two moments of a council, two councils, or a region with itself through time.

    Names as people type them lead to the address with the slugs. What is asked for and is none is
    answered 400, with the page and a notice that says what would do.
    """
    page = compare_page(compare_material(dict(request.GET.lists())))
    if page.is_right and request.GET and request.get_full_path() != page.here:
        return HttpResponseRedirect(page.here)
    return render(
        request,
        "compare/compare_page.html",
        {"page": page},
        status=200 if page.is_right else 400,
    )
