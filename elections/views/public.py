"""What all public pages share: how they are kept fresh, and what happens where there is no page."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.timezone import localdate
from django.views.decorators.csrf import csrf_exempt
from django_htmx.middleware import HtmxDetails

from elections.pages.missing import MissingPage
from elections.selectors.data_version import current_edition
from elections.selectors.kept import reading
from elections.selectors.pages.looking_up import ElsewhereError, NotHereError

P = ParamSpec("P")
RequestT = TypeVar("RequestT", bound=HttpRequest)
AnswerT = TypeVar("AnswerT", bound=HttpResponseBase)

READING = ("GET", "HEAD")

# Seconds. A publication is seen through a CDN after five; a while longer it may hand out what it has while it asks for
# what is new, and for a day if we can't be reached.
FOR_CDNS = "max-age=5, stale-while-revalidate=60, stale-if-error=86400"

# What a page is made of beside the data. A new release changes pages that readers hold.
MADE_OF = ("councils", "elections", "static", "templates")
SUFFIXES = frozenset({".css", ".html", ".js", ".py", ".svg"})


class PublicRequest(HttpRequest):
    """A request as the htmx middleware leaves it."""

    htmx: HtmxDetails


@cache
def release() -> str:
    """Return a stamp of the code that makes pages, the same on every process that runs it."""
    stamp = hashlib.sha256()
    root = Path(settings.BASE_DIR)
    for folder in MADE_OF:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in SUFFIXES:
                stamp.update(str(path.relative_to(root)).encode())
                stamp.update(path.read_bytes())
    return stamp.hexdigest()[:12]


def wants_partial(request: PublicRequest) -> bool:
    """Return whether htmx asks for the part that changes, and not for a page of its history."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def say_how_to_keep(response: HttpResponse, request: HttpRequest) -> None:
    """Let a browser keep an answer and ask each time, and a CDN hand it out for some seconds.

    What somebody who is signed in is sent is theirs: no cache in between keeps it.
    """
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        response["Cache-Control"] = "private, no-cache"
        return
    response["Cache-Control"] = "public, no-cache"
    response["CDN-Cache-Control"] = FOR_CDNS


def reading_only(
    view: Callable[Concatenate[RequestT, P], HttpResponse],
) -> Callable[Concatenate[RequestT, P], HttpResponse]:
    """Answer 405, with a page that says so, to whatever is not GET or HEAD.

    Nothing can be written through such a view, so there is no forgery to protect it from; that
    protection would answer first, and speak of rights and forms.
    """

    @csrf_exempt
    @wraps(view)
    def read(request: RequestT, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method in READING:
            return view(request, *args, **kwargs)
        response = render(request, "405.html", status=405)
        response["Allow"] = ", ".join(READING)
        return response

    return read


def public_page(
    view: Callable[Concatenate[PublicRequest, P], HttpResponse],
) -> Callable[Concatenate[PublicRequest, P], HttpResponse]:
    """Let readers keep a page and ask each time whether it is still the one.

    The ETag is the data version with its random id and the newest election, the release, and which of the two
    deliveries it is; only a page that is there has one. One query, which is all that an unchanged page costs.
    """

    @reading_only
    @wraps(view)
    def fresh(request: PublicRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        delivery = "part" if wants_partial(request) else "page"
        edition = current_edition(localdate())
        etag = f'W/"{edition.stamp}-{release()}-{delivery}"'
        response = get_conditional_response(request, etag=etag)
        if response is None:
            with reading(edition):
                response = answered(view, request, *args, **kwargs)
            if response.status_code == 200:
                response["ETag"] = etag
        patch_vary_headers(response, ["HX-Request"])
        say_how_to_keep(response, request)
        return response

    return fresh


def answered(
    view: Callable[Concatenate[RequestT, P], AnswerT],
    request: RequestT,
    *args: P.args,
    **kwargs: P.kwargs,
) -> AnswerT | HttpResponse:
    """Return a view's answer, or the page that says where to go where there is no such thing."""
    try:
        return view(request, *args, **kwargs)
    except NotHereError as missing:
        return not_here(request, missing.page)
    except ElsewhereError as elsewhere:
        return _moved(request, elsewhere.council)


class Narrowed(Protocol):
    """A page of which a part is narrowed down in place."""

    @property
    def is_right(self) -> bool:
        """Return whether everything that was asked for makes sense."""

    @property
    def here(self) -> str:
        """Return the address of exactly this page."""


def narrowed(
    request: PublicRequest, page: Narrowed, *, whole: str, part: str, **more: object
) -> HttpResponse:
    """Return a list narrowed down: the page, or to htmx the part of it that changes.

    400 where something was asked for that is none: the page then says so.
    """
    is_part = wants_partial(request)
    response = render(
        request,
        part if is_part else whole,
        {"page": page, **more},
        status=200 if page.is_right else 400,
    )
    if is_part and request.get_full_path() != page.here:
        # A form sends its empty fields too, and in its own order: one question has one address.
        response["HX-Replace-Url"] = page.here
    return response


def not_here(request: HttpRequest, page: MissingPage) -> HttpResponse:
    """Return the page for something that does not exist, with a way on."""
    return render(request, "404.html", {"page": page}, status=404)


def _moved(request: HttpRequest, council: str) -> HttpResponse:
    """Send a reader on for good to the same page under the council's own slug, query and all."""
    match = request.resolver_match
    if match is None:  # pragma: no cover - a view is only ever reached through an address
        raise ElsewhereError(council)
    address = reverse(match.view_name, kwargs={**match.kwargs, "council": council})
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponseRedirect(f"{address}?{query}" if query else address)
    response.status_code = 301
    return response
