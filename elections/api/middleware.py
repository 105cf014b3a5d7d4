"""What holds for every address under /api/, whoever answers it: who may read it, and by which methods."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from elections.api.answering import problem
from elections.api.refusals import is_of_the_api

READING = ("GET", "HEAD", "OPTIONS")


class ApiMiddleware:
    """Lets pages of any other site read the API, and answers what is no reading in JSON.

    The data is public and the same for everybody, so every answer says `*`, whether or not the
    request names an origin: the answer that a cache keeps then serves all. (django-cors-headers
    writes the header only where an origin is named, and has caches keep one answer for each.)
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the answer, under /api/ for every origin. No query."""
        response = self.get_response(request)
        if is_of_the_api(request):
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = "ETag, As-Of"
        return response

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        """Answer a request to an address of the API that would not read it. No query."""
        if not is_of_the_api(request) or request.method in {"GET", "HEAD"}:
            return None
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
            response["Access-Control-Allow-Methods"] = ", ".join(READING)
            response["Access-Control-Allow-Headers"] = "Accept, Content-Type, If-None-Match"
            response["Access-Control-Max-Age"] = "86400"
        else:
            response = problem("The API is for reading: use GET.", 405)
        response["Allow"] = ", ".join(READING)
        return response
