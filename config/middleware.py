"""What no view should ever have to meet."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from config.serving.application import REFUSAL
from elections.api import refusals
from elections.trouble import trouble_of

logger = logging.getLogger(__name__)

NUL = "\x00"


class RequestRefusedMiddleware:
    """Answers with the page for a request that the server has refused before it came to Django."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the page, or the answer. No query."""
        refusal = request.META.get(REFUSAL)
        if refusal is None:
            return self.get_response(request)
        return refusals.refused(request, refusal)


class RefuseNulMiddleware:
    """Answers 400 to an address or a query with a NUL character in it.

    PostgreSQL cannot store one and fails on it wherever it reaches a query; SQLite takes it. No
    honest link holds one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer, or raise BadRequest. No query."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> None:
        """Raise BadRequest for a NUL, here so that the page for bad requests answers."""
        query = request.META.get("QUERY_STRING", "")
        if NUL in request.path_info or NUL in query or "%00" in query:
            raise BadRequest("The address holds a character that no address of this site has.")


class DatabaseAwayMiddleware:
    """Answers 503 where a view fails because the database is away, read-only, full or locked: no fault in the page.

    Where a middleware does, `elections.api.refusals.server_error` is asked, and answers the same.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer. No query."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page that says so. No query."""
        trouble = trouble_of(exception)
        if trouble is None:
            return None
        logger.error("The database is %s: %s", trouble.name, " ".join(str(exception).split()))
        return refusals.in_trouble(request, trouble)
