"""The register: councils, regions and parties, and the lists of them."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from elections.pages.compositions_csv import compositions_csv
from elections.pages.council import CouncilPage, council_page, councils_page
from elections.pages.party import party_links, party_page
from elections.pages.region import region_links, region_page
from elections.pages.register import CouncilMaterial
from elections.selectors.register.councils import (
    council_history,
    council_material,
    councils_material,
    region_history,
    region_records,
)
from elections.selectors.register.parties import party_history, party_records
from elections.views.downloads import csv_download
from elections.views.making import made, made_as_asked
from elections.views.public import PublicRequest, narrowed, public_page


@public_page
def councils(request: PublicRequest) -> HttpResponse:
    """List councils, narrowed down as the query string asks."""
    page = made_as_asked(councils_page, councils_material(), request)
    return narrowed(
        request,
        page,
        whole="councils/list_page.html",
        part="councils/list_part.html",
    )


@public_page
def council(request: PublicRequest, council: str) -> HttpResponse:
    """Show a council through its elections and its years."""
    page = made(_council_page, council_material(council), localdate())
    return render(request, "councils/council_page.html", {"page": page})


def _council_page(material: CouncilMaterial, today: date) -> CouncilPage:
    return council_page(material, on=today)


@public_page
def compositions(request: PublicRequest, council: str) -> HttpResponse:
    """Return a council year by year as a table."""
    return csv_download(
        compositions_csv(council_history(council)), name=f"{council}-since-1973.csv"
    )


@public_page
def regions(request: PublicRequest) -> HttpResponse:
    """List all regions and nations."""
    return render(request, "regions/list_page.html", {"regions": region_links(region_records())})


@public_page
def region(request: PublicRequest, region: str) -> HttpResponse:
    """Show what happened in a region at each election."""
    return render(
        request, "regions/region_page.html", {"page": made(region_page, region_history(region))}
    )


@public_page
def parties(request: PublicRequest) -> HttpResponse:
    """List all parties, and what stands in tables like one."""
    return render(request, "parties/list_page.html", {"parties": party_links(party_records())})


@public_page
def party(request: PublicRequest, party: str) -> HttpResponse:
    """Show what a party gained, held and lost."""
    return render(
        request, "parties/party_page.html", {"page": made(party_page, party_history(party))}
    )
