"""Elections: the newest one, one by its day, and all of them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from elections.pages.election import election_link, election_page
from elections.selectors.pages.elections import (
    all_elections,
    election_material,
    newest_election_material,
)
from elections.views.public import PublicRequest, public_page


@public_page
def home(request: PublicRequest) -> HttpResponse:
    """Show the newest election."""
    page = election_page(newest_election_material())
    return render(request, "elections/election_page.html", {"page": page, "is_home": True})


@public_page
def election(request: PublicRequest, election: str) -> HttpResponse:
    """Show one election."""
    page = election_page(election_material(election))
    return render(request, "elections/election_page.html", {"page": page})


@public_page
def elections(request: PublicRequest) -> HttpResponse:
    """List all elections."""
    links = [election_link(each) for each in all_elections()]
    return render(request, "elections/list_page.html", {"elections": links})
