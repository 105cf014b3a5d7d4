"""The board of the results desk."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from elections.pages.desk.board import board_page
from elections.selectors.desk.board import board_material, newest_election
from elections.views.desk.access import CHECK, ENTER, PUBLISH, desk_page
from elections.views.desk.result import rights_of


@desk_page(ENTER, CHECK, PUBLISH)
@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    """Lead on to the board of the newest election."""
    slug = newest_election()
    if not slug:
        return render(request, "desk/empty_page.html")
    return redirect("desk:board", election=slug)


@desk_page(ENTER, CHECK, PUBLISH)
@require_safe
def board(request: HttpRequest, election: str) -> HttpResponse:
    """Show every expected council with its state; to htmx, the part of it that changes."""
    material = board_material(
        election,
        by=request.user.get_username(),
        rights=rights_of(request),
        now=timezone.now(),
    )
    page = board_page(
        material, asked=request.GET.dict(), address=reverse("desk:board", args=[election])
    )
    is_part = bool(request.headers.get("HX-Request"))
    template = "desk/_board.html" if is_part else "desk/board_page.html"
    return render(request, template, {"page": page})
