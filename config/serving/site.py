"""The site put together for its settings: which pool answers what, how long bodies may be, what the page cache knows."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.http import parse_cookie
from django.utils.timezone import localdate

from config.page_cache.cache import PageCache
from config.page_cache.data_version_poller import DatabaseUnavailableError, DataVersionPoller
from config.page_cache.key import Keys
from config.serving.application import Application, Routes, StoredPages
from config.serving.bodies import MB, BodyLimits, RequestRefusal, RequestRefusedError
from config.serving.pools import Pools, Work
from elections.browsing.parameters import PARAMETERS
from elections.selectors.data_version import Edition, current_edition
from elections.services.desk.uploading import MOST_UPLOADED

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

# Addresses that no page is stored of, and the pool that answers them.
BYPASSED: Final = (
    ("/accounts/", Work.SIGN_IN),
    ("/admin/login/", Work.SIGN_IN),
    ("/admin/", Work.STAFF),
    ("/desk/", Work.STAFF),
    ("/healthz", Work.HEALTH),
)
UPLOADS: Final = re.compile(r"/desk/[^/]+/upload/")


def make_application(django: WSGIApplication, *, pools: Pools | None = None) -> Application:
    """Return the site as the settings want it, in front of a WSGI application."""

    pools = pools or Pools()
    stored = None
    if settings.PAGE_CACHE:
        poller = DataVersionPoller(fetch_data_version, executor=pools.executor(Work.DATA_VERSION))
        stored = StoredPages(
            make_page_cache(),
            poller=poller,
            django=django,
            pools=pools,
            is_behind_proxy=settings.BEHIND_PROXY,
        )
    return Application(
        django,
        pools=pools,
        routes=Routes((*BYPASSED, (settings.STATIC_URL, Work.FILES))),
        limits=BodyLimits(
            staff=settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
            # Twice what a file may have: one that is a little too large is told so by the page itself.
            uploads=2 * MOST_UPLOADED,
            is_upload=lambda path: UPLOADS.fullmatch(path) is not None,
        ),
        is_signed_in=is_signed_in,
        stored=stored,
    )


def make_page_cache() -> PageCache:
    """Return an empty page cache that knows which parameters the site's pages read."""

    keys = Keys(
        parameters=PARAMETERS,
        session_cookie=settings.SESSION_COOKIE_NAME,
        past=(settings.STATIC_URL, *(start for start, _ in BYPASSED)),
        proxy_header=("x-forwarded-proto", "https") if settings.BEHIND_PROXY else None,
    )
    return PageCache(keys=keys, limit=settings.PAGE_CACHE_MB * MB)


def fetch_data_version() -> Edition:
    """Return the data version as of today. Queries: 1, or 2. Raises DatabaseUnavailableError.

    Outside of any request of Django's, so what Django does around one is done here: a connection that broke
    is closed, and one that may be kept is kept.
    """

    _close_unusable_connection()
    try:
        return current_edition(localdate())
    except Error as error:
        raise DatabaseUnavailableError(str(error)) from error
    finally:
        _close_unusable_connection()


def is_signed_in(cookies: str) -> bool:
    """Return whether the cookies of a request name the session of somebody who is signed in. Queries: 1."""

    _close_unusable_connection()
    try:
        engine = import_module(settings.SESSION_ENGINE)
        session = engine.SessionStore(parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME))
        return SESSION_KEY in session
    except Error as error:
        raise RequestRefusedError(RequestRefusal.BUSY) from error
    finally:
        _close_unusable_connection()


def _close_unusable_connection() -> None:

    connection = connections[DEFAULT_DB_ALIAS]
    # Whoever opened a transaction around all this has the connection to themselves.
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
