"""Who may do what at the desk, who they are, and what they are told when somebody was quicker."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.cache import never_cache

from elections.accounts.address import address_of
from elections.services.desk.stepping import Actor
from elections.services.staff import (
    CHANGE_COUNCILS,
    CHANGE_ELECTIONS,
    CHANGE_PEOPLE,
    CHANGE_SOURCES,
    CHECK_RESULT,
    ENTER_RESULT,
    LOOK_AT_RESULTS,
    PUBLISH_RESULT,
)
from elections.services.staff import READ_AUDIT as MAY_READ_AUDIT
from elections.views.public import answered

P = ParamSpec("P")

ENTER: Final = ENTER_RESULT
CHECK: Final = CHECK_RESULT
PUBLISH: Final = PUBLISH_RESULT
READ_AUDIT: Final = MAY_READ_AUDIT
PEOPLE: Final = CHANGE_PEOPLE
ELECTIONS: Final = CHANGE_ELECTIONS
COUNCILS: Final = CHANGE_COUNCILS
SOURCES: Final = CHANGE_SOURCES
# Every role has it.
LOOK: Final = LOOK_AT_RESULTS
# Whoever has one of these has something to do at the desk.
ANY_OF_THEM: Final = (ENTER, CHECK, PUBLISH)

View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def desk_page(*permissions: str) -> Callable[[View[P]], View[P]]:
    """Let in whoever is signed in and has one of some permissions; nobody keeps a page of the desk.

    Raises PermissionDenied for everybody else who is signed in; sends others to sign in.
    """

    def wrap(view: View[P]) -> View[P]:
        @never_cache
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not any(request.user.has_perm(each) for each in permissions):
                raise PermissionDenied
            return answered(view, request, *args, **kwargs)

        return guarded

    return wrap


def actor_of(request: HttpRequest) -> Actor:
    """Return who asks, and from where: behind a proxy, the address that it saw."""
    return Actor(request.user.get_username(), address_of(request))
