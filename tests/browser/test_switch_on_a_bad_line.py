"""The switch between baselines where answers come late, out of order, broken, or not at all."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, Route, expect

from tests.browser.conftest import NewPage
from tests.browser.tools import PATIENCE, Faults

pytestmark = pytest.mark.database_independent

MEDWAY = "/elections/2023-05-04/medway/"
SWITCHED = f"**{MEDWAY}?baseline=*"
FAILED = "That could not be loaded. Try again, or reload the page."


class Line:
    """A line to the server that holds every answer to the switch back until it is let through."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.held: list[Route] = []
        page.route(SWITCHED, lambda route: self.held.append(route))

    def wait_for(self, number: int) -> None:
        """Wait until so many requests are held."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if len(self.held) >= number:
                return
            self.page.wait_for_timeout(20)
        raise AssertionError(f"{len(self.held)} requests were sent, not {number}")

    def release(self, at: int) -> None:
        """Let one through, unless the page has called it off."""
        with suppress(Error):
            self.held[at].continue_()
        self.page.wait_for_timeout(300)


def assert_counted_from(page: Page, baseline: str, conservatives: str) -> None:
    """Fail unless the address, the switch and the table are all of one baseline."""
    expect(page.locator(f"#from-{baseline}")).to_have_attribute("aria-current", "true")
    expect(page.locator("#figure-before-conservative")).to_contain_text(conservatives)
    assert page.url.endswith(f"?baseline={baseline}")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_last_choice_stands_whichever_answer_comes_first(
    site: str, page: Page, order: tuple[int, ...]
) -> None:
    page.goto(f"{site}{MEDWAY}")
    line = Line(page)
    for number, baseline in enumerate(("notional", "last_fought"), start=1):
        page.locator(f"#from-{baseline}").click()
        line.wait_for(number)
    for at in order:
        line.release(at)
    assert_counted_from(page, "last_fought", "33")


def test_a_third_choice_stands_too(site: str, page: Page) -> None:
    page.goto(f"{site}{MEDWAY}")
    line = Line(page)
    for number, baseline in enumerate(("notional", "last_fought", "notional"), start=1):
        page.locator(f"#from-{baseline}").click()
        line.wait_for(number)
    for at in (2, 1, 0):
        line.release(at)
    assert_counted_from(page, "notional", "35")


def test_waiting_is_seen_and_said(site: str, page: Page) -> None:
    page.goto(f"{site}{MEDWAY}")
    line = Line(page)
    page.locator("#from-notional").click()
    line.wait_for(1)
    expect(page.locator("#contest-here")).to_have_attribute("aria-busy", "true")
    expect(page.locator("#announcer.shown")).to_have_text("Loading…")
    line.release(0)
    expect(page.locator("#contest-here")).to_have_attribute("aria-busy", "false")
    expect(page.locator("#announcer.shown")).to_have_count(0)


def test_a_broken_answer_leaves_the_page_as_it_was(site: str, page: Page, faults: Faults) -> None:
    page.goto(f"{site}{MEDWAY}")
    page.route(SWITCHED, lambda route: route.fulfill(status=503, body="<p>Away</p>"))
    page.locator("#from-notional").click()
    expect(page.locator("#announcer.shown")).to_have_text(FAILED)
    expect(page.locator("#contest-here")).to_have_attribute("aria-busy", "false")
    assert page.url == f"{site}{MEDWAY}"
    expect(page.locator("#figure-before-conservative")).to_contain_text("33")
    page.unroute(SWITCHED)
    page.locator("#from-notional").click()
    assert_counted_from(page, "notional", "35")
    expect(page.locator("#announcer.shown")).to_have_count(0)
    faults.expect("503")


def test_no_answer_leaves_the_page_as_it_was(site: str, page: Page, faults: Faults) -> None:
    page.goto(f"{site}{MEDWAY}")
    page.context.set_offline(True)
    page.locator("#from-notional").click()
    expect(page.locator("#announcer.shown")).to_have_text(FAILED)
    assert page.url == f"{site}{MEDWAY}"
    expect(page.locator("#figure-before-conservative")).to_contain_text("33")
    faults.expect("fetch")
    faults.expect("INTERNET_DISCONNECTED")


def test_an_address_opens_the_working_it_names(site: str, page: Page) -> None:
    page.goto(f"{site}{MEDWAY}#working-change-labour")
    expect(page.locator("#working-change-labour")).to_be_visible()
    page.evaluate("location.hash = 'working-before-labour'")
    expect(page.locator("#working-before-labour")).to_be_visible()
    expect(page.locator("#working-change-labour")).to_be_hidden()


def test_the_close_button_covers_no_text(site: str, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 360, "height": 300})
    page.goto(f"{site}/elections/2023-05-04/medway/")
    page.locator("#figure-control-after").click()
    working = page.locator("#working-control-after")
    box, strip = working.bounding_box(), working.locator(".close-strip").bounding_box()
    assert box is not None
    assert strip is not None
    # As wide as the box within its border, down to its lower edge, and with a ground of its own.
    assert strip["width"] >= working.evaluate("e => e.clientWidth") - 1
    assert strip["y"] + strip["height"] >= box["y"] + box["height"] - 2
    ground = working.locator(".close-strip").evaluate("e => getComputedStyle(e).backgroundColor")
    assert ground == working.evaluate("e => getComputedStyle(e).backgroundColor")
