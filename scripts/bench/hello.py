"""The yardstick: one view that returns "hello" behind the site's own middleware, without its page cache.

Settings, addresses and application in one module, which only the measurements name; no server of
the site can reach it.
"""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path


def hello(request: HttpRequest) -> HttpResponse:
    """Say hello."""
    return HttpResponse("hello")


urlpatterns = [path("", hello)]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()


def _only_here() -> None:
    from django.conf import settings

    settings.ROOT_URLCONF = __name__


_only_here()
