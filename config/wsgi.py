"""What a WSGI server (granian in `make run`) serves: Django, with the page cache in front of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from django.core.wsgi import get_wsgi_application

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def make_application() -> WSGIApplication:
    """Return the site as the settings want it: with the cache, or Django alone."""
    django = get_wsgi_application()

    from django.conf import settings

    from config.caching import in_front_of

    return in_front_of(django) if settings.PAGE_CACHE else django


application = make_application()
