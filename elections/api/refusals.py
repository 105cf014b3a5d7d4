"""What is answered where no view could: JSON under /api/, a page everywhere else."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse

from elections.api.answering import problem
from elections.trouble import Trouble, trouble_of
from elections.views import service

UNDER = "/api/"


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that neither the API nor any page has."""
    if is_of_the_api(request):
        return problem("There is nothing at this address. /about/api/ lists those there are.", 404)
    return service.page_not_found(request, exception)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be understood."""
    if is_of_the_api(request):
        return problem("This request cannot be understood.", 400)
    return service.bad_request(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when something broke: before a view was reached, that may be the database too."""
    trouble = trouble_of(sys.exception())
    if trouble is not None:
        return in_trouble(request, trouble)
    if is_of_the_api(request):
        return problem("Something broke on our side. Try again in a while.", 500)
    return service.server_error(request)


def in_trouble(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """Answer while the database can't do what is asked of it: 503, and when to try again."""
    session = getattr(request, "session", None)
    if session is not None:
        # Else the session would be stored with the answer, which meets the same trouble after as long a wait.
        session.modified = False
    if is_of_the_api(request):
        message = f"{trouble.heading}. Try again in a moment."
        return service.to_try_again(problem(message, 503))
    return service.in_trouble(request, trouble)


def refused(request: HttpRequest, status: int) -> HttpResponse:
    """Answer a request that the server has refused before it was read."""
    if is_of_the_api(request):
        message = service.REFUSED_PAGES[status].message
        return service.to_try_again(problem(message, status))
    return service.refused(request, status)


def is_of_the_api(request: HttpRequest) -> bool:
    """Return whether an address is under the API's."""
    return request.path_info.startswith(UNDER)
