"""Pages made once of the same material, and of the same question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, TypeVarTuple

from django.http import HttpRequest, QueryDict

from elections.keeping import same_for_same

MaterialT = TypeVar("MaterialT")
PageT = TypeVar("PageT")
Ts = TypeVarTuple("Ts")
Query = Mapping[str, Sequence[str]]

# Before they are HTML pages are some fifty kilobytes each, and share what they have in common.
MOST_PAGES = 16
# What nobody asks twice is not kept: no link of ours is longer.
LONGEST_KEPT = 300


def made(builder: Callable[[*Ts], PageT], *material: *Ts) -> PageT:
    """Return the page that a builder makes of its material. No query.

    Made once of the same material, which is the same for as long as the data version is.
    """
    page: PageT = _made(builder, *material)
    return page


def made_as_asked(
    builder: Callable[[MaterialT, Query], PageT], material: MaterialT, request: HttpRequest
) -> PageT:
    """Return the page that a builder makes of its material as the query string asks. No query.

    Made once of the same material for each question.
    """
    asked = request.META.get("QUERY_STRING", "")
    if len(asked) > LONGEST_KEPT:
        return builder(material, asked_in(request))
    page: PageT = _made_as_asked(builder, material, asked)
    return page


def asked_in(request: HttpRequest) -> Query:
    """Return what a request's query string asks: all values of each parameter. No query."""
    return dict(request.GET.lists())


@same_for_same(most=MOST_PAGES)
def _made(builder: Callable[..., Any], *material: object) -> Any:
    return builder(*material)


@same_for_same(most=MOST_PAGES)
def _made_as_asked(builder: Callable[..., Any], material: object, asked: str) -> Any:
    return builder(material, dict(QueryDict(asked).lists()))
