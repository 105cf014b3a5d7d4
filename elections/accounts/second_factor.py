"""Who has to have a second factor and has none is led to setting it up, before anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from elections.selectors.people import has_second_factor

# Where staff work. Public pages never ask who somebody is: one kept page serves everybody.
GUARDED: Final = ("/desk/", "/admin/")
# What somebody without a second factor still may: leave.
LEAVING: Final = ("/admin/logout/",)


class SecondFactorMiddleware:
    """Lets nobody into the desk or the admin without a second factor, where it is compulsory."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer, or lead on. One query at the desk, none on public pages."""
        if (
            settings.REQUIRE_SECOND_FACTOR
            and request.path_info.startswith(GUARDED)
            and request.path_info not in LEAVING
            and request.user.is_authenticated
            and not has_second_factor(request.user.pk)
        ):
            return redirect("mfa_activate_totp")
        return self.get_response(request)
