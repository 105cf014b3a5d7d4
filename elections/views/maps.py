"""Maps: that of the whole country as a page, and every map as a file to show elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from elections.pages.colours import PartyColour, colour_sheet
from elections.pages.election.page import election_page
from elections.pages.maps.drawing import MapView
from elections.pages.maps.file import MapFile
from elections.pages.maps.page import country_page
from elections.pages.missing import MissingPage
from elections.selectors.pages.elections import election_material
from elections.selectors.pages.looking_up import NotHereError
from elections.selectors.pages.maps import country_material
from elections.selectors.pages.parties import party_colours
from elections.views.making import made_as_asked
from elections.views.public import PublicRequest, narrowed, public_page

ViewT = TypeVar("ViewT", bound=Callable[..., HttpResponse])

# A file has its style sheet in it, and no script: nothing else may come into play.
# The decorator's own types know no view with arguments.
styled_by_itself: Callable[[ViewT], ViewT] = csp_replace({"style-src": [UNSAFE_INLINE]})  # type: ignore[assignment]


@public_page
def country(request: PublicRequest) -> HttpResponse:
    """Show every council on a map, by its newest election, narrowed down as the query string asks."""
    return narrowed(
        request,
        made_as_asked(country_page, country_material(), request),
        whole="maps/map_page.html",
        part="maps/map_part.html",
    )


@styled_by_itself
@public_page
def country_file(request: PublicRequest) -> HttpResponse:
    """Return the map of the country that the page of the same query string shows, as SVG.

    A value that is none is answered 400, in words.
    """
    page = made_as_asked(country_page, country_material(), request)
    return _file(
        request,
        page.map,
        page.filters.problems,
        "Every council by its newest election",
        page.shown_text,
    )


@styled_by_itself
@public_page
def election_file(request: PublicRequest, election: str) -> HttpResponse:
    """Return the map that an election's page of the same query string shows, as SVG.

    A value that is none is answered 400, in words.
    """
    page = made_as_asked(election_page, election_material(election), request)
    return _file(request, page.map, page.filters.problems, page.headline, page.shown_text)


def _file(
    request: PublicRequest,
    drawn: MapView | None,
    problems: tuple[str, ...],
    title: str,
    shown: str,
) -> HttpResponse:
    if problems:
        words = "\n".join(problems)
        return HttpResponse(f"{words}\n", status=400, content_type="text/plain; charset=utf-8")
    if drawn is None:
        raise NotHereError(MissingPage("There is no map of this election yet."))
    site = request.build_absolute_uri("/").rstrip("/")
    file = MapFile(title, f"{drawn.legend_label}: {shown}", drawn, site, _sheet())
    return render(request, "maps/map.svg", {"file": file}, content_type="image/svg+xml")


def _sheet() -> str:
    """Return the style sheet of a file: on white paper, whatever the reader's scheme. One query."""
    light = [PartyColour(each.slug, each.light, each.light) for each in party_colours()]
    return colour_sheet(light) + _marks()


@cache
def _marks() -> str:
    return (Path(settings.BASE_DIR) / "static" / "css" / "marks.css").read_text(encoding="utf-8")
