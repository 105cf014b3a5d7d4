"""The board of the results desk."""

from __future__ import annotations

import hashlib
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from elections.pages.desk.board import board_page
from elections.selectors.desk.board import board_material, board_stamp, newest_election
from elections.views.desk.access import (
    ANY_OF_THEM,
    CHECK,
    COUNCILS,
    ELECTIONS,
    ENTER,
    LOOK,
    PEOPLE,
    PUBLISH,
    desk_page,
)
from elections.views.desk.result import rights_of
from elections.views.public import release

# Where somebody starts who may not open the board.
ELSEWHERE: Final = (
    (PEOPLE, "desk:people"),
    (ELECTIONS, "desk:elections"),
    (COUNCILS, "desk:councils"),
)


@desk_page(ENTER, CHECK, PUBLISH, ELECTIONS, PEOPLE, COUNCILS, LOOK)
@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    """Lead on to where one's work is: the board of the newest election, for whoever may open it.

    Everybody who signs in comes here first, so that nobody of the staff is turned away.
    """
    if any(request.user.has_perm(each) for each in ANY_OF_THEM):
        return _to_newest(request, "desk:board")
    first = (page for permission, page in ELSEWHERE if request.user.has_perm(permission))
    return redirect(next(first, "admin:index"))


@desk_page(ENTER)
@require_safe
def newest_upload(request: HttpRequest) -> HttpResponse:
    """Lead on to where sheets of the newest election are uploaded."""
    return _to_newest(request, "desk:upload")


@desk_page(PUBLISH)
@require_safe
def newest_disputes(request: HttpRequest) -> HttpResponse:
    """Lead on to where sources differ in the newest election."""
    return _to_newest(request, "desk:disputes")


def _to_newest(request: HttpRequest, page: str) -> HttpResponse:
    slug = newest_election(timezone.localdate())
    return redirect(page, election=slug) if slug else render(request, "desk/empty_page.html")


@desk_page(ENTER, CHECK, PUBLISH)
@require_safe
def board(request: HttpRequest, election: str) -> HttpResponse:
    """Show every expected council with its state. Where nothing changed since, 304: two queries.

    Whoever asks to `go` by letters that stand for one council is led to it.

    It is looked at again every few seconds, and may be by many; how long things wait moves it on
    once a minute.
    """
    by, rights, now = request.user.get_username(), rights_of(request), timezone.now()
    asked = request.GET.dict()
    stamp = (*board_stamp(election, now=now), release(), by, rights, sorted(asked.items()))
    etag = f'W/"{hashlib.sha256(repr(stamp).encode()).hexdigest()[:24]}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    material = board_material(election, by=by, rights=rights, now=now)
    page = board_page(material, asked=asked, address=reverse("desk:board", args=[election]))
    if "go" in asked and page.meant:
        return redirect("desk:result", election=election, council=page.meant)
    response = render(request, "desk/board_page.html", {"page": page, "etag": etag})
    response["ETag"] = etag
    return response
