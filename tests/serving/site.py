"""A site to serve, without Django: what was asked of it, in which pool, and how it answers."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from config.page_cache.cache import PageCache
from config.page_cache.data_version_poller import DataVersionPoller
from config.page_cache.key import Keys
from config.serving.application import REFUSAL, Application, Routes, StoredPages
from config.serving.bodies import BodyLimits
from config.serving.pools import Pools, Work
from tests.page_cache.asking import PAGE

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

ELECTION = "/elections/2023-05-04/"
SIGN_IN = "/accounts/login/"
UPLOAD = "/desk/2023-05-04/upload/"
LIMITS = BodyLimits(staff=100_000, uploads=200_000, is_upload=lambda path: path == UPLOAD)
ROUTES = Routes((("/accounts/", Work.SIGN_IN), ("/desk/", Work.STAFF), ("/healthz", Work.HEALTH)))


@dataclass
class FakeDjango:
    """A WSGI application that notes what it is asked, and by which thread; some addresses can be made to wait."""

    requests: list[tuple[str, str, bytes]] = field(default_factory=list)
    threads: list[str] = field(default_factory=list)
    environs: list[WSGIEnvironment] = field(default_factory=list)
    # Addresses that wait for this.
    waiting: tuple[str, ...] = ()
    go_on: threading.Event = field(default_factory=threading.Event)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer with a page, or with the page for a refusal."""
        if REFUSAL in environ:
            body = b"Refused"
            start_response(f"{environ[REFUSAL]} Refused", [("Content-Length", str(len(body)))])
            return [body]
        path = environ["PATH_INFO"]
        self.requests.append((environ["REQUEST_METHOD"], path, environ["wsgi.input"].read()))
        self.threads.append(threading.current_thread().name)
        self.environs.append(environ)
        if path.startswith(self.waiting or ("-",)):
            assert self.go_on.wait(30)
        headers = PAGE if path.startswith(("/elections/", "/councils/")) else {}
        start_response("200 OK", [*headers.items(), ("ETag", 'W/"1-page"')])
        return [f"<main>{path}</main>".encode()]


def serve(
    django: FakeDjango, *, signed_in: str = "sessionid=staff", pools: Pools | None = None
) -> Application:
    """Return the site in front of it, in real threads unless `pools` says otherwise."""
    pools = pools or Pools(one_thread)
    cache = PageCache(
        keys=Keys(
            parameters=frozenset({"q"}),
            session_cookie="sessionid",
            past=tuple(start for start, _ in ROUTES.work),
        ),
        limit=1_000_000,
    )
    poller = DataVersionPoller(lambda: 1, executor=pools.executor(Work.DATA_VERSION))
    return Application(
        django,
        pools=pools,
        routes=ROUTES,
        limits=LIMITS,
        is_signed_in=lambda cookies: signed_in in cookies,
        stored=StoredPages(cache, poller=poller, django=django, pools=pools),
    )


def one_thread(work: Work) -> Executor:
    """Return a pool of one thread that is named after its work."""
    return ThreadPoolExecutor(1, thread_name_prefix=work.value)
