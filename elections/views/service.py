"""What pages and machines need beside the pages: health, colours, and pages for what goes wrong."""

from __future__ import annotations

import hashlib

from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache

from elections.pages.colours import colour_sheet
from elections.pages.missing import MissingPage
from elections.selectors.data_version import current_data_version
from elections.selectors.pages.parties import party_colours
from elections.views.public import not_here, reading_only, say_how_to_keep

# Seconds after which it is worth asking again while the database is away.
TRY_AGAIN_AFTER = "10"


@reading_only
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Say whether the site is up and its database reachable, with the data version. One query.

    503 where the database is away: the process lives, and cannot show anything.
    """
    try:
        version = current_data_version()
    except Error:
        return JsonResponse(
            {"status": "database away", "database": "away", "data_version": None}, status=503
        )
    return JsonResponse({"status": "up", "database": "reachable", "data_version": version})


@reading_only
def party_stylesheet(request: HttpRequest) -> HttpResponse:
    """Return the stylesheet of the parties' colours. One query.

    Its ETag is its own content: a colour may change without any result being published.
    """
    sheet = colour_sheet(party_colours())
    etag = f'"{hashlib.sha256(sheet.encode()).hexdigest()[:16]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(sheet, content_type="text/css; charset=utf-8")
        response["ETag"] = etag
    say_how_to_keep(response, request)
    return response


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that no page has."""
    return not_here(request, MissingPage("There is no page at this address."))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be understood."""
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that its sender may not make."""
    return render(request, "403.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when something broke: a page that needs no database."""
    return render(request, "500.html", status=500)


def database_away(request: HttpRequest) -> HttpResponse:
    """Answer while the database can't be reached: a page that needs none."""
    return to_try_again(render(request, "503.html", status=503))


def to_try_again(response: HttpResponse) -> HttpResponse:
    """Return an answer that is to be kept by nobody and asked for again soon."""
    response["Retry-After"] = TRY_AGAIN_AFTER
    response["Cache-Control"] = "no-store"
    return response
