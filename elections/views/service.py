"""What pages and machines need beside the pages: health, colours, and pages for what goes wrong."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache

from elections.pages.colours import colour_sheet
from elections.pages.missing import MissingPage
from elections.selectors.data_version import current_data_version
from elections.selectors.database import is_read_only
from elections.selectors.pages.parties import party_colours
from elections.trouble import AWAY, Trouble
from elections.views.public import not_here, reading_only, say_how_to_keep

# Seconds after which it is worth asking again while the database is away.
TRY_AGAIN_AFTER = "10"


@reading_only
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Say whether the site is up and its database reachable, with the data version. Two queries.

    503 where the database is away: the process lives, and cannot show anything. 200 where it is read-only: a
    balancer that took the site away for it would take it from its readers, who miss nothing.
    """
    try:
        version, is_stuck = current_data_version(), is_read_only()
    except Error:
        return JsonResponse(
            {"status": "database away", "database": "away", "data_version": None}, status=503
        )
    status, database = ("read-only", "read-only") if is_stuck else ("up", "reachable")
    return JsonResponse({"status": status, "database": database, "data_version": version})


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


def in_trouble(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """Answer while the database can't do what is asked of it: a page that needs none."""
    page = "503.html" if trouble is AWAY else "503_not_saved.html"
    return to_try_again(render(request, page, {"trouble": trouble}, status=503))


@dataclass(frozen=True, slots=True)
class RefusedPage:
    """What is wrong with a request that was refused unread, and what to do."""

    status: int
    title: str
    message: str
    can_be_sent_again: bool = False


REFUSED_PAGES: Final = {
    page.status: page
    for page in (
        RefusedPage(
            408,
            "This took too long to arrive",
            "The form or file did not arrive in full within 20 seconds, so nothing was saved. Check the connection, and"
            " send it again.",
            can_be_sent_again=True,
        ),
        RefusedPage(
            411,
            "The length is missing",
            "This request does not say how long its content is, so nothing was saved. Send it with a Content-Length"
            " header, as browsers do.",
        ),
        RefusedPage(
            413,
            "This is too large",
            "More was sent than this address takes, so nothing was saved. A file of results may have 2 MB and 6,000"
            " rows: send it in parts, at Upload on the results desk, once you are signed in.",
        ),
        RefusedPage(
            503,
            "The site is busy",
            "More is asked of the site just now than it can answer, so nothing was saved. Try again in a few seconds.",
            can_be_sent_again=True,
        ),
    )
}


def refused(request: HttpRequest, status: int) -> HttpResponse:
    """Answer a request that the server has refused before it was read: a page that needs no database."""
    page = REFUSED_PAGES[status]
    return to_try_again(render(request, "refused.html", {"page": page}, status=status))


def too_many_requests(
    request: HttpRequest,
    *,
    title: str = "Too many tries",
    told: str = "You have sent this form too often within a minute. What you sent last was not looked at.",
    then: str = "Wait a minute, then go back and send it again.",
    seconds: int = 60,
) -> HttpResponse:
    """Answer when somebody has tried something too often: a page that says why and when to go on."""
    words = {"title": title, "told": told, "then": then}
    return to_try_again(render(request, "429.html", words, status=429), after=str(seconds))


def to_try_again(response: HttpResponse, *, after: str = TRY_AGAIN_AFTER) -> HttpResponse:
    """Return an answer that is to be kept by nobody and asked for again soon."""
    response["Retry-After"] = after
    response["Cache-Control"] = "no-store"
    return response
