"""One contest."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from elections.pages.combinations import combinations_page
from elections.pages.contest import contest_page, is_a_baseline
from elections.pages.versions import versions_page
from elections.selectors.pages.contests import (
    contest_figures,
    contest_material,
    version_material,
    versions_material,
)
from elections.views.public import PublicRequest, public_page, wants_partial

PAGE, PART = "contests/contest_page.html", "contests/contest_part.html"


@public_page
def contest(request: PublicRequest, election: str, council: str) -> HttpResponse:
    """Show a contest, counted from the baseline in `?baseline=` or from its default.

    A baseline there is no such thing as is answered 400, with the page and a notice on it.
    """
    asked = request.GET.get("baseline", "")
    page = contest_page(contest_material(election=election, council=council), asked=asked)
    return render(
        request,
        PART if wants_partial(request) else PAGE,
        {"page": page},
        status=200 if is_a_baseline(asked) else 400,
    )


@public_page
def version(request: PublicRequest, election: str, council: str, version: int) -> HttpResponse:
    """Show one version of a result as it was published, and say that it is old where it is."""
    asked = request.GET.get("baseline", "")
    material = version_material(election=election, council=council, version=version)
    return render(
        request,
        PART if wants_partial(request) else "contests/version_page.html",
        {"page": contest_page(material, asked=asked), "version": version},
        status=200 if is_a_baseline(asked) else 400,
    )


@public_page
def versions(request: PublicRequest, election: str, council: str) -> HttpResponse:
    """List all versions of a result, with the figures that changed from each to the next."""
    page = versions_page(versions_material(election=election, council=council))
    return render(request, "contests/versions_page.html", {"page": page})


@public_page
def combinations(request: PublicRequest, election: str, council: str) -> HttpResponse:
    """Show who has a majority together after a contest, and the sum of those in `?with=`.

    Somebody there who holds no seats is answered 400, with the page and a notice on it.
    """
    summary, parties = contest_figures(election=election, council=council)
    page = combinations_page(summary, parties, chosen=request.GET.getlist("with"))
    return render(
        request,
        "councils/combinations_part.html"
        if wants_partial(request)
        else "councils/combinations_page.html",
        {"page": page, "combinations": page.view},
        status=200 if page.is_right else 400,
    )
