"""How every address of the API is answered: kept fresh like a page, by GET and HEAD, in one shape."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.datastructures import MultiValueDict
from ninja import Router, Schema
from ninja.decorators import decorate_view
from ninja.params.functions import Path as PathParameter
from ninja.parser import Parser
from ninja.responses import NinjaJSONEncoder
from pydantic import Field

from elections.api.problems import unknown_parameters
from elections.api.schemas.problems import Problem as ProblemShape
from elections.api.schemas.problems import Refusal
from elections.browsing.criteria import Problem
from elections.views.public import public_page

ViewT = TypeVar("ViewT", bound=Callable[..., Any])
Run = Callable[..., HttpResponse]

MOST_ITEMS = 500
ITEMS = 100


def parameter(default: Any, description: str, *, example: Any, **schema: Any) -> Any:
    """Return a parameter of a query as the schema describes it, in JSON Schema's own words.

    Pydantic checks its type alone, unless `ge` or `le` are given; what its values may be is the
    affair of whoever answers, and of whoever words the answer to a wrong one.
    """
    limits = {name: schema.pop(name) for name in ("ge", "le") if name in schema}

    def describe(described: dict[str, Any]) -> None:
        described |= {"example": example, **schema}
        # What is blank asks for nothing, and is no value that the schema has.
        if default in ("", []):
            described.pop("default")

    return Field(default, description=description, json_schema_extra=describe, **limits)


def id_in_path(description: str, *, example: str) -> Any:
    """Return the part of an address that names one thing, as the schema describes it."""
    return PathParameter(..., description=description, example=example)


# What each answer but the first means, in the schema and on the page about it.
MEANINGS = {
    301: "The address has another form of the slug; the one in `Location` is its own.",
    304: "Nothing has changed since the `ETag` that was sent in `If-None-Match`.",
    400: "The request cannot be understood, as with a NUL character in it.",
    404: "There is no such thing here.",
    422: "A parameter, or a value, that there is not. `detail` names each, and nothing is answered.",
}


class Paging(Schema):
    """Which part of a list is asked for."""

    limit: int = parameter(ITEMS, "How many items at most.", example=20, ge=1, le=MOST_ITEMS)
    offset: int = parameter(0, "How many items to leave out first.", example=0, ge=0)


class BlankIsNothing(Parser):
    """Reads a query as the site's forms send it: what is left empty asks for nothing."""

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """Return what is asked for, without what is blank."""
        asked = MultiValueDict(
            {
                name: [value for value in values if value.strip()]
                for name, values in data.lists()
                if any(value.strip() for value in values)
            }
        )
        parsed: dict[str, Any] = super().parse_querydict(asked, list_fields, request)
        return parsed


def answers(
    router: Router,
    path: str,
    *,
    response: type[Schema],
    name: str,
    operation_id: str,
    summary: str,
    parameters: type[Schema] | None = None,
    redirects: bool = False,
) -> Callable[[ViewT], ViewT]:
    """Let a function answer an address, by GET and HEAD.

    Whoever has the answer already is told so for one query (304). Parameters that the address
    does not take are refused. `redirects` says that the address knows other forms of a slug.
    """
    known = () if parameters is None else tuple(parameters.model_fields)
    shapes: dict[int, type[Schema] | None] = {200: response, 304: None, 400: ProblemShape}
    if redirects:
        shapes[301] = None
    if "{" in path:
        shapes[404] = ProblemShape
    shapes[422] = Refusal

    def register(view: ViewT) -> ViewT:
        decorate_view(_refusing_others(known), public_page)(view)
        # HEAD is no operation of its own in the schema: it answers as GET does, without the body.
        router.api_operation(["HEAD"], path, url_name=name, include_in_schema=False)(view)
        return router.get(
            path,
            response=dict(sorted(shapes.items())),
            url_name=name,
            operation_id=operation_id,
            summary=summary,
            openapi_extra={
                "responses": {
                    status: {"description": meaning}
                    for status, meaning in MEANINGS.items()
                    if status in shapes
                }
            },
        )(view)

    return register


def as_json(item: Schema) -> bytes:
    """Return an item of a list as it is sent, which is as the API sends any document."""
    return _ENCODER.encode(item.model_dump()).encode()


# As the API's own, which is not given a list that was put together from its items.
_ENCODER = NinjaJSONEncoder()


def listed(items: Sequence[bytes], count: int) -> HttpResponse:
    """Answer with a list of items that are JSON already, and how many there are in all.

    That each is of its shape was seen when it was made; to see it again of hundreds takes a
    hundred times as long as to send them.
    """
    body = b'{"items": [%b], "count": %d}' % (b", ".join(items), count)
    return HttpResponse(body, content_type="application/json; charset=utf-8")


def _refusing_others(known: Sequence[str]) -> Callable[[Run], Run]:
    def decorate(run: Run) -> Run:
        @wraps(run)
        def refusing(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponse:
            problems = unknown_parameters(request.GET.dict(), known)
            return refused(problems) if problems else run(request, *args, **kwargs)

        return refusing

    return decorate


def refused(problems: Sequence[Problem]) -> HttpResponse:
    """Answer a request of which some parameter is wrong (422)."""
    detail = [
        {"parameter": each.parameter, "value": each.value, "message": each.message}
        for each in problems
    ]
    return JsonResponse({"detail": detail}, status=422)


def problem(message: str, status: int) -> HttpResponse:
    """Answer a request with what is wrong with it."""
    return JsonResponse({"detail": message}, status=status)
