"""The browser tests' own tools: each really catches what it is there to catch."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import CheckAccessibility, NewPage
from tests.browser.tools import NARROWEST, Faults, accessibility_faults, assert_fits_sideways

POLICY = {"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'"}
MADE_UP = "http://localhost/made-up/"


def show(page: Page, body: str, *, lang: str = ' lang="en"') -> None:
    """Show a made-up page under the site's policy, without asking any server."""
    page.route(
        "**/*",
        lambda route: route.fulfill(
            content_type="text/html",
            headers=POLICY,
            body=f"<!doctype html><html{lang}><head><title>Made up</title></head><body>{body}",
        ),
    )
    page.goto(MADE_UP)


def test_an_inline_script_is_noticed_as_a_violated_policy(page: Page, faults: Faults) -> None:
    show(page, "<main><h1>Medway</h1></main><script>document.title = 'run'</script>")
    assert page.title() == "Made up"
    faults.expect("Policy violated: script-src-elem by inline")
    faults.expect("inline script")


def test_an_inline_style_is_noticed_as_a_violated_policy(page: Page, faults: Faults) -> None:
    show(page, "<main><h1 style='color: red'>Medway</h1></main>")
    faults.expect("Policy violated: style-src-attr by inline")
    faults.expect("inline style")


def test_another_host_is_noticed_as_a_violated_policy(page: Page, faults: Faults) -> None:
    show(page, "<main><h1>Medway</h1><img alt='' src='http://elsewhere.example/a.png'></main>")
    faults.expect("Policy violated: img-src by http://elsewhere.example/a.png")
    faults.expect("Loading the image")


def test_a_failing_script_is_noticed(page: Page, faults: Faults) -> None:
    show(page, "<main><h1>Medway</h1></main>")
    page.evaluate("setTimeout(() => { throw new Error('no such council') })")
    faults.wait_for(page, "no such council")
    faults.expect("no such council")


@pytest.mark.parametrize(
    ("reason", "faults_seen"),
    [("new DOMException('an older one', 'AbortError')", 0), ("new TypeError('no line')", 1)],
)
def test_what_htmx_says_is_noticed_unless_a_newer_request_called_an_older_off(
    page: Page, faults: Faults, reason: str, faults_seen: int
) -> None:
    show(page, "<main><h1>Medway</h1></main>")
    page.evaluate(f"console.error('htmx: htmx:error:', {reason})")
    page.evaluate("console.error('the last word')")
    faults.wait_for(page, "the last word")
    faults.expect("the last word")
    assert len(faults.seen) == faults_seen
    faults.seen.clear()


def test_a_page_that_is_not_there_is_noticed(
    page: Page, faults: Faults, live_server: LiveServer
) -> None:
    response = page.goto(f"{live_server}/no/such/page/")
    assert response is not None
    assert response.status == 404
    faults.expect("404")


def test_a_page_without_faults_passes(page: Page) -> None:
    show(page, "<main><h1>Medway</h1></main>")
    assert page.get_by_role("heading").inner_text() == "Medway"


def test_scripts_can_be_turned_off(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    show(page, "<main><noscript><p>Without scripts</p></noscript></main>")
    assert page.locator("noscript p").is_visible()


def test_axe_finds_a_page_without_language_and_a_picture_without_words(new_page: NewPage) -> None:
    page = new_page(bypass_csp=True)
    show(page, "<main><h1>Medway</h1><img src='data:,'></main>", lang="")
    found = " ".join(accessibility_faults(page))
    assert "html-has-lang" in found
    assert "image-alt" in found


def test_axe_fails_a_test_for_what_it_finds(
    axe: CheckAccessibility, live_server: LiveServer
) -> None:
    def lose_the_language(page: Page) -> None:
        page.evaluate("document.documentElement.removeAttribute('lang')")

    with pytest.raises(AssertionError, match="html-has-lang"):
        axe(f"{live_server}/admin/login/", prepare=lose_the_language)


def test_a_page_wider_than_its_window_is_noticed(new_page: NewPage) -> None:
    page = new_page(viewport=NARROWEST)
    show(page, "<main><pre>" + "one long line " * 40 + "</pre></main>")
    with pytest.raises(AssertionError, match="in a window of 320 px"):
        assert_fits_sideways(page)


def test_the_admins_login_works_under_the_policy(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server}/admin/login/")
    assert page.get_by_label("Name", exact=True).is_visible()
