"""Who may do what at the desk, who they are, and what they are told when somebody was quicker."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address
from typing import Concatenate, Final, ParamSpec

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from elections.services.desk.stepping import Actor
from elections.views.public import answered

P = ParamSpec("P")

ENTER: Final = "elections.enter_result"
CHECK: Final = "elections.check_result"
PUBLISH: Final = "elections.publish_result"
READ_AUDIT: Final = "elections.view_auditentry"
# Whoever has one of these has something to do at the desk.
ANY_OF_THEM: Final = (ENTER, CHECK, PUBLISH)

View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def desk_page(*permissions: str) -> Callable[[View[P]], View[P]]:
    """Let in whoever is signed in and has one of some permissions; nobody keeps a page of the desk.

    Raises PermissionDenied for everybody else who is signed in; sends others to sign in.
    """

    def wrap(view: View[P]) -> View[P]:
        @never_cache
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not any(request.user.has_perm(each) for each in permissions):
                raise PermissionDenied
            return answered(view, request, *args, **kwargs)

        return guarded

    return wrap


def actor_of(request: HttpRequest) -> Actor:
    """Return who asks, and from where: behind a proxy, the address that it saw."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        # The last is the one the proxy itself added; those before it are a visitor's word.
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
    try:
        return Actor(request.user.get_username(), str(ip_address(address)))
    except ValueError:
        return Actor(request.user.get_username())
