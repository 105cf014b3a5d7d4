"""What is answered where no view could: JSON under /api/, a page everywhere else."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from elections.api.answering import problem
from elections.views import service

UNDER = "/api/"
DATABASE_AWAY = (InterfaceError, OperationalError)


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
    if isinstance(sys.exception(), DATABASE_AWAY):
        return database_away(request)
    if is_of_the_api(request):
        return problem("Something broke on our side. Try again in a while.", 500)
    return service.server_error(request)


def database_away(request: HttpRequest) -> HttpResponse:
    """Answer while the database can't be reached."""
    if is_of_the_api(request):
        message = "The database can’t be reached just now. Try again in a moment."
        return service.to_try_again(problem(message, 503))
    return service.database_away(request)


def refused(request: HttpRequest, status: int) -> HttpResponse:
    """Answer a request that the server has refused before it was read."""
    if is_of_the_api(request):
        message = service.REFUSED_PAGES[status].message
        return service.to_try_again(problem(message, status))
    return service.refused(request, status)


def is_of_the_api(request: HttpRequest) -> bool:
    """Return whether an address is under the API's."""
    return request.path_info.startswith(UNDER)
