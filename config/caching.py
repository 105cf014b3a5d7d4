"""The page cache as this site has it: what is asked for the data version, and what pages read from addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections

from config.page_cache.key import Keys
from config.page_cache.watch import DatabaseAwayError, Watch
from config.page_cache.wsgi import PageCache
from elections.browsing.parameters import PARAMETERS
from elections.selectors.data_version import Edition, current_edition

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

MB = 1_000_000


def in_front_of(django: WSGIApplication) -> PageCache:
    """Return Django with the page cache in front of it, as the settings say."""
    keys = Keys(
        parameters=PARAMETERS,
        session_cookie=settings.SESSION_COOKIE_NAME,
        past=(settings.STATIC_URL, "/accounts/", "/admin/", "/desk/", "/healthz"),
        proxy_header=settings.SECURE_PROXY_SSL_HEADER,
    )
    limit = settings.PAGE_CACHE_MB * MB
    return PageCache(django, keys=keys, watch=Watch(ask_data_version), limit=limit)


def ask_data_version() -> Edition:
    """Return the data version with its time. Raises DatabaseAwayError if the database does not say. One query.

    Outside of any request of Django's, so what Django does around one is done here: a connection that broke
    is closed, and one that may be kept is kept.
    """
    _tend_the_connection()
    try:
        return current_edition()
    except Error as error:
        raise DatabaseAwayError(str(error)) from error
    finally:
        _tend_the_connection()


def _tend_the_connection() -> None:
    connection = connections[DEFAULT_DB_ALIAS]
    # Whoever opened a transaction around all this has the connection to themselves.
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
