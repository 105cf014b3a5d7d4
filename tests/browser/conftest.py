"""What browser tests get: a real Chromium, the site with its real data, pages that report what goes wrong on them.

- `site`: the address of the site with the fixtures published; read-only, started once a process.
- `live_server` (pytest-django's) with `published_anew`: the same for a test that writes, on a copy of its own.
- `page`, `new_page(...)`: pages that fail the test for a violated policy, a script error, a failed request.
- `axe(url)`: fails the test for any fault axe-core finds, in light and in dark.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Generator, Iterator
from typing import Any, Protocol

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    ViewportSize,
    expect,
    sync_playwright,
)
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from tests.browser.desk import RIGHTS, SignIn
from tests.browser.tools import PATIENCE, ROOT, WIDE, Faults, assert_axe_finds_nothing

# Playwright's sync API runs an event loop in this thread, in which Django would refuse to touch the database.
# Only these tests run with its guard off, in a process of their own.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# Playwright's five seconds are too few on a machine that does something else as well.
expect.set_options(timeout=PATIENCE * 1000)

SCREENSHOTS = ROOT / ".data" / "screenshots"

# Two pages of Chromium's own that each window loads for its address bar, which no test sees: more work than the
# page under test. The rest is Playwright's list, which this switch takes the place of.
FEATURES_OFF = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "SpareRendererForSitePerProcess",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
)

# Without these Chromium asks its maker's hosts for updates and experiments at every start.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    f"--disable-features={','.join(FEATURES_OFF)}",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)

failed = pytest.StashKey[bool]()


class NewPage(Protocol):
    """Open a page in a context of its own, with any of Playwright's options for contexts."""

    def __call__(self, **options: Any) -> Page: ...


class CheckAccessibility(Protocol):
    """Fail for what axe-core finds at the address; `prepare` may first bring the page into the state meant."""

    def __call__(
        self,
        url: str,
        *,
        viewport: ViewportSize = WIDE,
        prepare: Callable[[Page], object] | None = None,
    ) -> None: ...


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark these as browser tests that use the database, and leave the database-independent ones out on PostgreSQL."""
    # Nobody signs in, writes, searches or sorts there. The tests of pages read every kind of page on both
    # databases, and what a browser makes of a page does not depend on where it was read from.
    if os.environ.get("TEST_SUITE") == "browser-postgres":
        left_out = {item for item in items if item.get_closest_marker("database_independent")}
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]
    for item in items:
        item.add_marker(pytest.mark.browser)
        # The browser's clock goes on.
        item.add_marker(pytest.mark.real_time)
        if item.get_closest_marker("django_db") is None:
            item.add_marker(pytest.mark.django_db)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember whether the test failed, for the fixtures that clean up after it."""
    report = yield
    if report.when == "call":
        item.stash[failed] = report.failed
    return report


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Start Playwright, once a process."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Start the browser that CHROMIUM names (scripts/browser.sh finds one), once a process."""
    flags = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else list(QUIET)
    started = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=flags)
    yield started
    started.close()


@pytest.fixture(scope="session")
def site(articles_on_maps: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Serve the site with the fixtures published, to tests that only read it; return its address.

    After a test that writes, the database behind it is a new copy.
    """
    with django_db_blocker.unblock():
        server = LiveServer("localhost")
        yield server.url
        server.stop()


@pytest.fixture
def published_anew(articles_on_maps: None, live_server: LiveServer) -> str:
    """Serve the site with the fixtures published for this one test, which may write; return its address."""
    return live_server.url


@pytest.fixture
def faults() -> Faults:
    """What goes wrong on the pages of this test; `faults.expect("404")` forgives what it is about."""
    return Faults()


@pytest.fixture
def new_page(browser: Browser, faults: Faults, request: pytest.FixtureRequest) -> Iterator[NewPage]:
    """Open pages that report what goes wrong; at the end nothing may have, and a failure leaves a picture."""
    contexts: list[BrowserContext] = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(**{"viewport": WIDE, "locale": "en-GB", **options})
        contexts.append(context)
        faults.watch(context)
        return context.new_page()

    yield open_page

    if request.node.stash.get(failed, False) or faults.seen:
        take_pictures(request.node.nodeid, contexts)
    for context in contexts:
        context.close()
    assert not faults.seen, "\n".join(faults.seen)


def take_pictures(test: str, contexts: list[BrowserContext]) -> None:
    """Save what the pages look like, under the test's name."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W+", "-", test.removeprefix("tests/browser/"))
    pages = [page for context in contexts for page in context.pages]
    for number, page in enumerate(pages, start=1):
        page.screenshot(path=SCREENSHOTS / f"{name}-{number}.png", full_page=True)


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """Open a page in a wide window."""
    return new_page()


@pytest.fixture
def axe(new_page: NewPage) -> CheckAccessibility:
    """Let a test have axe-core look at an address, in light and in dark."""

    def check(
        url: str,
        *,
        viewport: ViewportSize = WIDE,
        prepare: Callable[[Page], object] | None = None,
    ) -> None:
        page = new_page(viewport=viewport)
        page.goto(url)
        if prepare:
            prepare(page)
        assert_axe_finds_nothing(page)

    return check


@pytest.fixture
def as_(published_anew: str, new_page: NewPage) -> SignIn:
    """Open a page on which one of the three is signed in."""

    def sign_in(name: str, **options: object) -> Page:
        user, _ = User.objects.get_or_create(username=name, defaults={"is_staff": True})
        user.user_permissions.set(Permission.objects.filter(codename__in=RIGHTS[name]))
        client = Client()
        client.force_login(user)
        page = new_page(base_url=published_anew, **options)
        page.context.add_cookies(
            [
                {
                    "name": "sessionid",
                    "value": client.cookies["sessionid"].value,
                    "url": published_anew,
                }
            ]
        )
        return page

    return sign_in
