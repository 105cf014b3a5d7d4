"""Pages about the site itself."""

from __future__ import annotations

from functools import cache

from django.http import HttpResponse
from django.shortcuts import render

from elections.api.routes import schema_of_the_api
from elections.pages.api_guide import ApiGuide, api_guide
from elections.views.public import PublicRequest, public_page


@public_page
def about_api(request: PublicRequest) -> HttpResponse:
    """Say how the API is used, from its own schema."""
    return render(request, "about/api.html", {"page": _guide()})


@cache
def _guide() -> ApiGuide:
    """Return the page, made once: the schema is the same as long as the process lives."""
    return api_guide(schema_of_the_api())
