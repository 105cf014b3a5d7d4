"""Elections: the newest one, one by its day and as a table, and all of them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from elections.pages.contests_csv import contests_csv
from elections.pages.election.listing import election_entries
from elections.pages.election.page import ElectionPage, election_page
from elections.pages.election.shown import shown_contests
from elections.pages.election.wall import wall_page
from elections.selectors.browsing import every_contest
from elections.selectors.pages.elections import (
    all_elections,
    election_material,
    newest_election_material,
)
from elections.selectors.pages.parties import all_parties
from elections.views.downloads import csv_download
from elections.views.making import asked_in, made, made_as_asked
from elections.views.public import PublicRequest, narrowed, public_page


@public_page
def home(request: PublicRequest) -> HttpResponse:
    """Show the newest election. Its filters lead to its own address."""
    material = newest_election_material(localdate())
    return _shown(request, made_as_asked(election_page, material, request), is_home=True)


@public_page
def election(request: PublicRequest, election: str) -> HttpResponse:
    """Show one election, narrowed down and sorted as the query string asks.

    What it asks for and is none is answered 400, with the page, the rest of the filter kept and a
    notice that says what would do.
    """
    return _shown(request, made_as_asked(election_page, election_material(election), request))


@public_page
def wall(request: PublicRequest, election: str) -> HttpResponse:
    """Show what is public of one election in large type, for a screen that nobody touches."""
    page = made(wall_page, election_material(election))
    return render(request, "elections/wall_page.html", {"page": page})


@public_page
def election_csv(request: PublicRequest, election: str) -> HttpResponse:
    """Return the very contests that the page of the same query string shows, in its order.

    A value that is none is answered 400, in words.
    """
    material = election_material(election)
    shown = shown_contests(material, asked_in(request))
    if shown.problems:
        words = "\n".join(problem.message for problem in shown.problems)
        return HttpResponse(f"{words}\n", status=400, content_type="text/plain; charset=utf-8")
    part = "-selection" if shown.criteria.narrows else ""
    site = request.build_absolute_uri("/").rstrip("/")
    return csv_download(
        contests_csv(shown.contests, material.parties, site=site),
        name=f"council-elections-{material.election.slug}{part}.csv",
    )


@public_page
def elections(request: PublicRequest) -> HttpResponse:
    """List all elections, each with who gained and lost at it."""
    entries = election_entries(all_elections(), every_contest(), all_parties())
    return render(request, "elections/list_page.html", {"elections": entries})


def _shown(request: PublicRequest, page: ElectionPage, *, is_home: bool = False) -> HttpResponse:
    return narrowed(
        request,
        page,
        whole="elections/election_page.html",
        part="elections/election_part.html",
        is_home=is_home,
    )
