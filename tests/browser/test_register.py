"""Councils, regions, parties and sources in a browser: found in two steps, by keyboard, on a bad line, on a phone."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Route, expect


def test_councils_are_found_while_typing_over_a_slow_line_and_no_letter_is_lost(
    site: str, page: Page
) -> None:
    def late(route: Route) -> None:
        page.wait_for_timeout(400)
        route.continue_()

    page.goto(site + "/councils/")
    page.route(re.compile(r"\?q="), late)
    page.locator("#q").press_sequentially("south tyneside", delay=80)
    expect(page.locator("#how-many")).to_contain_text("1 of 24", timeout=15_000)
    expect(page.locator("#q")).to_have_value("south tyneside")
    expect(page).to_have_url(site + "/councils/?q=south+tyneside")
    expect(page.locator("#announcer")).to_have_text("1 of 24 councils.")


def test_going_back_from_a_council_finds_the_list_as_it_was(site: str, page: Page) -> None:
    page.goto(site + "/councils/")
    page.locator("#facet-region summary").click()
    page.locator("#choice-region-london").click()
    expect(page.locator("#how-many")).to_contain_text("3 of 24")
    page.get_by_role("link", name="Barnet").click()
    expect(page).to_have_url(site + "/councils/barnet/")
    page.go_back()
    expect(page.locator("#how-many")).to_contain_text("3 of 24")
    expect(page.locator("#choice-region-london")).to_have_attribute("aria-current", "true")


def test_the_keyboard_reaches_search_filters_and_councils_in_order(site: str, page: Page) -> None:
    page.goto(site + "/councils/")
    page.locator("#q").focus()
    reached = []
    for _ in range(6):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent.trim()"))
    assert reached[:4] == ["Search", "Region", "Control after", "Type of council"]
    assert reached[4] == "Allerdale"
