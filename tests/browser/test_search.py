"""The search at the head of every page: while typing, by keyboard, over a slow line, and without a script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import CheckAccessibility, NewPage


@pytest.mark.parametrize("script", [True, False])
def test_a_resident_finds_their_council_from_the_home_page_in_two_steps(
    site: str, new_page: NewPage, *, script: bool
) -> None:
    page = new_page(java_script_enabled=script)
    page.goto(site + "/")
    page.locator("#find").fill("folkestone & hythe")
    page.keyboard.press("Enter")
    expect(page).to_have_url(site + "/councils/folkestone-and-hythe/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Folkestone and Hythe")


def test_a_council_is_chosen_by_keyboard_while_typing(site: str, page: Page) -> None:
    page.goto(site + "/elections/")
    box = page.get_by_role("combobox", name="Find a council")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("car")
    options = page.get_by_role("listbox", name="Pages found").get_by_role("option")
    expect(options.first).to_contain_text("Carlisle")
    expect(options.first).to_contain_text("now Cumberland")
    expect(page.get_by_role("status").filter(has_text="for “car”.")).to_have_count(1)
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "offered-1")
    expect(options.first).to_have_attribute("aria-selected", "true")
    box.press("End")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("car")
    box.press("ArrowDown")
    box.press("Home")
    box.press("Enter")
    expect(page).to_have_url(site + "/councils/carlisle/")


def test_over_a_slow_line_late_answers_are_dropped_and_no_letter_is_lost(
    site: str, page: Page
) -> None:
    def late(route: Route) -> None:
        # The answer to the first letters comes after all the others'.
        page.wait_for_timeout(900 if route.request.url.endswith("q=south") else 100)
        route.continue_()

    page.goto(site + "/elections/")
    page.route(re.compile(r"/search/\?q="), late)
    box = page.locator("#find")
    box.press_sequentially("south")
    page.wait_for_timeout(200)
    box.press_sequentially(" tyneside")
    expect(page.get_by_role("option")).to_have_text([re.compile("South Tyneside")])
    page.wait_for_timeout(1_000)
    expect(page.get_by_role("option")).to_have_text([re.compile("South Tyneside")])
    expect(box).to_have_value("south tyneside")


@pytest.mark.parametrize(("typed", "options"), [("m", 8), ("med", 4)])
def test_axe_finds_nothing_in_what_is_offered(
    site: str, axe: CheckAccessibility, typed: str, options: int
) -> None:
    def offer(page: Page) -> None:
        page.locator("#find").press_sequentially(typed)
        expect(page.get_by_role("option")).to_have_count(options)
        page.keyboard.press("ArrowDown")

    axe(f"{site}/elections/", prepare=offer)
