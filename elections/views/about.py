"""Pages about the site itself."""

from __future__ import annotations

from functools import cache

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from elections.api.routes import schema_of_the_api
from elections.pages.about.data import data_page
from elections.pages.api_guide import ApiGuide, api_guide
from elections.pages.downloads.package import NAME
from elections.pages.downloads.tables import BY_NAME
from elections.pages.missing import MissingPage, Suggestion
from elections.selectors.downloads import table_rows, whole_archive
from elections.selectors.pages.about import data_material, method_in_readers_words
from elections.views.downloads import csv_download
from elections.views.public import PublicRequest, not_here, public_page


@public_page
def about(request: PublicRequest) -> HttpResponse:
    """Say what this site is, and how to report an error."""
    return render(request, "about/about_page.html")


@public_page
def method(request: PublicRequest) -> HttpResponse:
    """Say how figures come about, with examples."""
    return render(request, "about/method_page.html", {"page": method_in_readers_words()})


@public_page
def data(request: PublicRequest) -> HttpResponse:
    """List every source with its licence, what they disagree about, and what can be downloaded."""
    return render(request, "about/data_page.html", {"page": data_page(data_material())})


@public_page
def table(request: PublicRequest, table: str) -> HttpResponse:
    """Return one of the tables of all the data as CSV."""
    if table not in BY_NAME:
        ways_on = tuple(
            Suggestion(f"{each}.csv", reverse("data-table", args=[each])) for each in BY_NAME
        )
        return not_here(
            request, MissingPage(f"There is no table \u201c{table[:40]}\u201d.", ways_on)
        )
    return csv_download(table_rows(table, site=_site(request)), name=f"{table}.csv")


@public_page
def archive(request: PublicRequest) -> HttpResponse:
    """Return all tables with their licences as one zip file."""
    return HttpResponse(
        whole_archive(_site(request)),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{NAME}.zip"'},
    )


def _site(request: PublicRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


@public_page
def about_api(request: PublicRequest) -> HttpResponse:
    """Say how the API is used, from its own schema."""
    return render(request, "about/api.html", {"page": _guide()})


@cache
def _guide() -> ApiGuide:
    """Return the page, made once: the schema is the same as long as the process lives."""
    return api_guide(schema_of_the_api())
