"""The API put together: its routers, its documentation, and what it answers to what goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from elections.api import problems
from elections.api.answering import BlankIsNothing, problem, refused
from elections.api.routes import contests, councils, elections, parties, regions, sources
from elections.selectors.contests import ContestMovedError, NoSuchContestError
from elections.selectors.pages.looking_up import ElsewhereError, NotHereError
from elections.views.public import public_page

DESCRIPTION = """\
UK council election results: before, after, change of control, and the working behind every figure.

Unknown is never zero: a figure that nobody knows has the status `unknown` and no value, and a sum
says over how many councils it is known. Reading needs no key. Every answer has an `ETag`; ask again
with `If-None-Match`. A parameter or a value that there is not is refused (422), in words.
"""


def _documentation(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep the schema and its interactive page as fresh as pages are.

    That page draws its icons from data addresses; nothing else may be loaded.
    """
    fresh: Callable[..., HttpResponse] = public_page(view)
    allowing: Callable[..., Any] = csp_update({"img-src": ["data:"]})(fresh)
    return allowing


api = NinjaAPI(
    title="Overall Control",
    version="1",
    description=DESCRIPTION,
    openapi_url="/openapi.json",
    docs_url="/docs",
    docs_decorator=_documentation,
    urls_namespace="api",
    parser=BlankIsNothing(),
    openapi_extra={
        "tags": [
            {"name": name, "description": description}
            for name, description in (
                ("elections", "Polling days: how far declared, scoreboard, how control moved."),
                ("contests", "One council at one election: the heart of it."),
                ("councils", "The register: sizes, other names, what came before and after."),
                ("regions", "The nine English regions, and the other nations."),
                ("parties", "Parties, independents, and bundles of parties."),
                ("sources", "What each source said, and what became of it."),
            )
        ],
    },
)

for prefix, router in (
    ("/elections", elections.router),
    ("/contests", contests.router),
    ("/councils", councils.router),
    ("/regions", regions.router),
    ("/parties", parties.router),
    ("/sources", sources.router),
):
    api.add_router(prefix, router)


@api.exception_handler(ValidationError)
def _not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return refused(problems.in_words(error.errors, request.GET.dict()))


@api.exception_handler(problems.RefusedError)
def _refused(request: HttpRequest, error: problems.RefusedError) -> HttpResponse:
    return refused(error.problems)


@api.exception_handler(NoSuchContestError)
def _no_contest(request: HttpRequest, error: NoSuchContestError) -> HttpResponse:
    return problem(str(error), 404)


@api.exception_handler(NotHereError)
def _not_here(request: HttpRequest, error: NotHereError) -> HttpResponse:
    # A page suggests a way on, whatever was asked for; here only what looks like it is meant.
    asked, *names = (
        each.rstrip("/").rpartition("/")[2]
        for each in (request.path, *(near.href for near in error.page.suggestions))
    )
    near = get_close_matches(asked, names, n=1)
    hint = f" Did you mean “{near[0]}”?" if near else ""
    return problem(f"{error.page.message}{hint}", 404)


@api.exception_handler(ContestMovedError)
def _contest_moved(request: HttpRequest, moved: ContestMovedError) -> HttpResponse:
    return HttpResponsePermanentRedirect(reverse("api:contest", args=[moved.ballot_id]))


@api.exception_handler(ElsewhereError)
def _elsewhere(request: HttpRequest, elsewhere: ElsewhereError) -> HttpResponse:
    return HttpResponsePermanentRedirect(reverse("api:council", args=[elsewhere.council]))


def schema_of_the_api() -> dict[str, Any]:
    """Return the API's OpenAPI schema. No query."""
    return dict(api.get_openapi_schema())
