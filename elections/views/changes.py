"""Changes of control over all elections, as a page and as a table to keep."""

from __future__ import annotations

from django.http import HttpResponse

from elections.pages.changes import changes_page, shown_changes
from elections.pages.contests_csv import contests_csv
from elections.selectors.pages.changes import changes_material
from elections.views.downloads import csv_download
from elections.views.making import made_as_asked
from elections.views.public import PublicRequest, narrowed, public_page


@public_page
def changes(request: PublicRequest) -> HttpResponse:
    """Show which councils changed hands, narrowed down as the query string asks."""
    page = made_as_asked(changes_page, changes_material(), request)
    return narrowed(
        request, page, whole="changes/changes_page.html", part="changes/changes_part.html"
    )


@public_page
def changes_csv(request: PublicRequest) -> HttpResponse:
    """Return the very contests that the page of the same query string shows, in its order.

    A value that is none is answered 400, in words.
    """
    material = changes_material()
    shown = shown_changes(material, dict(request.GET.lists()))
    if shown.problems:
        words = "\n".join(problem.message for problem in shown.problems)
        return HttpResponse(f"{words}\n", status=400, content_type="text/plain; charset=utf-8")
    site = request.build_absolute_uri("/").rstrip("/")
    return csv_download(
        contests_csv(shown.contests, material.parties, site=site),
        name="changes-of-control.csv",
    )
