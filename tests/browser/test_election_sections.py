"""An election's page is counted from another baseline in place, and holds on a phone and for every reader."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import CheckAccessibility, NewPage
from tests.browser.tools import NARROWEST, PHONE

KENT = "/elections/2023-05-04/"


def test_the_baseline_is_switched_in_place_by_keyboard_and_back(site: str, page: Page) -> None:
    page.goto(f"{site}{KENT}?change=gain")
    medway = page.locator("table.contests tbody tr", has_text="Medway")
    expect(page.locator("#how-many")).to_contain_text("3 of 8")
    page.locator("#baseline-eve_of_poll").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}{KENT}?change=gain&baseline=last_fought")
    # The articles say what Medway was when last fought, and of no other council.
    expect(page.locator("#how-many")).to_contain_text("1 of 8")
    expect(page.locator("#baseline-last_fought")).to_be_focused()
    expect(page.locator("#baseline-last_fought")).to_have_attribute("aria-current", "true")
    expect(page.locator("#announcer")).to_contain_text(
        "Changes are counted from: When last fought."
    )
    expect(medway.locator("th a")).to_have_attribute("href", f"{KENT}medway/?baseline=last_fought")
    page.go_back()
    expect(page).to_have_url(f"{site}{KENT}?change=gain")
    expect(page.locator("#how-many")).to_contain_text("3 of 8")
    expect(medway.locator("th a")).to_have_attribute("href", f"{KENT}medway/")


def test_no_section_makes_a_phone_scroll_sideways(site: str, new_page: NewPage) -> None:
    for viewport in (NARROWEST, PHONE):
        page = new_page(viewport=viewport)
        for address in (f"{KENT}?baseline=last_fought", "/elections/"):
            page.goto(site + address)
            page.evaluate(
                "document.querySelectorAll('details').forEach((each) => (each.open = true))"
            )
            assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_axe_finds_nothing_in_the_sections_of_a_switched_page(
    site: str, axe: CheckAccessibility
) -> None:
    def open_all(page: Page) -> None:
        page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")

    axe(f"{site}{KENT}?baseline=last_fought", prepare=open_all)
    axe(f"{site}/elections/", viewport=PHONE)
