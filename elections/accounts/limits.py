"""How often somebody may fail to sign in: by name and address, and by address alone, each with its own limit.

Only failures count, so an office behind one address signs in as often as it likes. Many failures
from one address with many names are somebody who tries common passwords on everybody.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from axes.signals import user_locked_out
from django.conf import settings
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from elections.pages.words import count
from elections.views.service import too_many_requests

Attempts = QuerySet[AccessAttempt]

NAME_LOCKED: Final = (
    "{limit} wrong passwords for this name. Try again in {wait}: what is tried before that is not"
    " looked at."
)
ADDRESS_LOCKED: Final = (
    "{limit} wrong names or passwords from where you are. Try again in {wait}: what is tried before"
    " that is not looked at."
)
FROM_ELSEWHERE: Final = (
    "From elsewhere, the same name can still sign in. If it was not you who failed, tell an admin of"
    " this site."
)


class SignInLimits(AxesDatabaseHandler):  # type: ignore[misc]
    """Counts failures by name and address, as axes does, and by address alone."""

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        """Return whether a name, or everybody, is locked out from an address. Queries: 2."""
        return super().is_locked(request, credentials) or is_address_locked(request)

    def user_login_failed(
        self,
        sender: Any,
        credentials: dict[str, Any],
        request: Any = None,
        **kwargs: Any,
    ) -> None:
        """Count a failure, and lock the address out once there are too many. Queries: 6 at most."""
        was_locked = request is None or getattr(request, "axes_locked_out", False)
        super().user_login_failed(sender, credentials, request, **kwargs)
        if was_locked or request.axes_locked_out or not is_address_locked(request):
            return
        request.axes_locked_out, request.axes_credentials = True, credentials
        user_locked_out.send(
            "axes",
            request=request,
            username=credentials.get("username"),
            ip_address=request.axes_ip_address,
        )


def is_address_locked(request: Any) -> bool:
    """Return whether there were too many failures from an address, with whatever names. Queries: 1."""
    failures = _from_address(request).aggregate(Sum("failures_since_start"))
    number: int = failures["failures_since_start__sum"] or 0
    return number >= settings.MAX_FAILURES_PER_ADDRESS


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """Return the page for somebody who is locked out, with when to try again. Queries: 2."""
    attempts = _from_address(request)
    if is_address_locked(request):
        words, limit = ADDRESS_LOCKED, settings.MAX_FAILURES_PER_ADDRESS
    else:
        words, limit = NAME_LOCKED, settings.AXES_FAILURE_LIMIT
        attempts = attempts.filter(username=(credentials or {}).get("username"))
    seconds = _seconds_left(attempts, limit=limit, now=timezone.now())
    told = words.format(limit=limit, wait=count(-(-seconds // 60), "minute"))
    return too_many_requests(
        request, title="Too many failed sign-ins", told=told, then=FROM_ELSEWHERE, seconds=seconds
    )


def _from_address(request: Any) -> Attempts:
    attempts: Attempts = AccessAttempt.objects.filter(
        ip_address=request.axes_ip_address, attempt_time__gte=get_cool_off_threshold(request)
    )
    return attempts


def _seconds_left(attempts: Attempts, *, limit: int, now: datetime) -> int:
    """Return after how many seconds enough failures are forgotten. Queries: 1."""
    rows = list(
        attempts.order_by("attempt_time").values_list("failures_since_start", "attempt_time")
    )
    left = sum(failures for failures, _ in rows)
    for failures, at in rows:
        left -= failures
        if left < limit:
            return max(1, int((at + settings.AXES_COOLOFF_TIME - now).total_seconds()) + 1)
    return 1
