"""The addresses under /api/v1/."""

from __future__ import annotations

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.urls import reverse
from ninja import NinjaAPI
from ninja.decorators import decorate_view
from ninja.errors import HttpError

from elections.api import schemas
from elections.api.documents import contest_document
from elections.selectors.contests import (
    ContestMovedError,
    NoSuchContestError,
    contest_by_id,
)
from elections.views.public import public_page

api = NinjaAPI(
    title="Overall Control",
    version="1",
    description=(
        "UK council election results: before, after, change of control, and the working behind "
        "every figure. Unknown is never zero."
    ),
    openapi_url="/openapi.json",
    docs_url="/docs",
    # The interactive page draws its icons from data addresses; nothing else may be loaded.
    docs_decorator=csp_update({"img-src": ["data:"]}),
    urls_namespace="api",
)


CONTEST = "/contests/{contest_id}"


# HEAD is no operation of its own in the schema: it answers as GET does, without the body.
@api.api_operation(["HEAD"], CONTEST, url_name="contest", include_in_schema=False)
@api.get(
    CONTEST,
    response={200: schemas.Contest, 404: schemas.Problem},
    tags=["contests"],
    summary="One council at one election",
    url_name="contest",
)
@decorate_view(public_page)
def contest(
    request: HttpRequest, contest_id: str
) -> schemas.Contest | HttpResponsePermanentRedirect:
    """Every figure of a contest by its Democracy Club id, each with its status and its working."""
    try:
        found = contest_by_id(contest_id)
    except ContestMovedError as moved:
        return HttpResponsePermanentRedirect(reverse("api:contest", args=[moved.ballot_id]))
    except NoSuchContestError as error:
        raise HttpError(404, str(error)) from error
    return contest_document(found)
