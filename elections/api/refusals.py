"""What is answered where no view could: JSON under /api/, a page everywhere else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse

from elections.views import service

UNDER = "/api/"


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that neither the API nor any page has."""
    if _is_of_the_api(request):
        return JsonResponse({"detail": "There is nothing at this address."}, status=404)
    return service.page_not_found(request, exception)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be understood."""
    if _is_of_the_api(request):
        return JsonResponse({"detail": "This request cannot be understood."}, status=400)
    return service.bad_request(request, exception)


def _is_of_the_api(request: HttpRequest) -> bool:
    return request.path_info.startswith(UNDER)
