"""What comes before anything else: a password of one's own, then a second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from elections.sealing import UnreadableSecretError
from elections.selectors.people import first_things_of

# Where staff work. Public pages never ask who somebody is: one kept page serves everybody.
GUARDED: Final = ("/desk/", "/admin/")
# Nobody sets up a second factor while somebody else knows their password.
GUARDED_FROM_OTHERS: Final = (*GUARDED, "/accounts/2fa/")
# What everybody still may: leave, and say who they are before the password is changed.
LEAVING: Final = ("/admin/logout/", "/accounts/2fa/again/")
UNAVAILABLE: Final = 503


class FirstThingsMiddleware:
    """Lets nobody into the desk or the admin before they have what they are asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer, or lead on. One query at the desk, none on public pages."""
        path = request.path_info
        if (
            path.startswith(GUARDED_FROM_OTHERS)
            and path not in LEAVING
            and request.user.is_authenticated
        ):
            first = first_things_of(request.user.pk)
            if first.has_given_password:
                return redirect("account_change_password")
            if (
                settings.REQUIRE_SECOND_FACTOR
                and not first.has_second_factor
                and path.startswith(GUARDED)
            ):
                return redirect("mfa_activate_totp")
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say what can be done where a second factor was sealed with a key that is lost."""
        if isinstance(error, UnreadableSecretError):
            answer = render(request, "account/unreadable.html", status=UNAVAILABLE)
            answer["Cache-Control"] = "no-store"
            return answer
        return None
