"""Addresses of signing in: those of allauth that are used here, and no others.

There is no sign-up and no mail, so that nothing of either is here. The libraries behind a second
factor are only imported where somebody comes to its pages: readers' processes stay small.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache


def lazily(place: str) -> Callable[[HttpRequest], HttpResponse]:
    """Return a view that is imported when it is first asked for. Nobody keeps its answers."""

    @never_cache
    def view(request: HttpRequest) -> HttpResponse:
        answer: HttpResponse = import_string(place)(request)
        return answer

    return view


ACCOUNT = "allauth.account.views"
MFA = "allauth.mfa"

urlpatterns = [
    path("login/", lazily(f"{ACCOUNT}.login"), name="account_login"),
    path("logout/", lazily(f"{ACCOUNT}.logout"), name="account_logout"),
    path("inactive/", lazily(f"{ACCOUNT}.account_inactive"), name="account_inactive"),
    path("again/", lazily(f"{ACCOUNT}.reauthenticate"), name="account_reauthenticate"),
    path("password/", lazily(f"{ACCOUNT}.password_change"), name="account_change_password"),
    path("2fa/", lazily(f"{MFA}.base.views.index"), name="mfa_index"),
    path("2fa/code/", lazily(f"{MFA}.base.views.authenticate"), name="mfa_authenticate"),
    path("2fa/again/", lazily(f"{MFA}.base.views.reauthenticate"), name="mfa_reauthenticate"),
    path("2fa/app/", lazily(f"{MFA}.totp.views.activate_totp"), name="mfa_activate_totp"),
    path(
        "2fa/app/remove/", lazily(f"{MFA}.totp.views.deactivate_totp"), name="mfa_deactivate_totp"
    ),
    path(
        "2fa/recovery-codes/",
        lazily(f"{MFA}.recovery_codes.views.view_recovery_codes"),
        name="mfa_view_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/new/",
        lazily(f"{MFA}.recovery_codes.views.generate_recovery_codes"),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/file/",
        lazily(f"{MFA}.recovery_codes.views.download_recovery_codes"),
        name="mfa_download_recovery_codes",
    ),
]
