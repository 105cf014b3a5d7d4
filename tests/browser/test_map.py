"""The map is one stop of the keyboard, tells what is pointed at, changes in place, and works without a script."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import CheckAccessibility, NewPage
from tests.browser.tools import PHONE, assert_fits_sideways

KENT = "/elections/2023-05-04/"


def focused(page: Page) -> str:
    """Return the council whose hexagon has the focus, or nothing."""
    said: str = page.evaluate(
        "document.activeElement?.closest('[data-map] a')?.querySelector('title').textContent ?? ''"
    )
    return said.split(":")[0]


def test_the_keyboard_goes_from_council_to_council_and_past_the_map_in_one_step(
    site: str, page: Page
) -> None:
    page.goto(site + KENT)
    page.locator("#map-largest").focus()
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Past the map"
    page.keyboard.press("Tab")
    # From the north and the west; the rest is no stop of its own.
    first = focused(page)
    assert first
    told = page.locator("#map-told")
    expect(told).to_have_text(re.compile(f"^{first}: "))
    page.keyboard.press("Tab")
    assert focused(page) == ""
    page.keyboard.press("Shift+Tab")
    assert focused(page) == first
    page.keyboard.press("End")
    last = focused(page)
    seen = {last}
    for _ in range(30):
        page.keyboard.press("ArrowUp")
        seen.add(focused(page))
    assert first in seen
    page.locator("[data-map] a", has_text="Maidstone").focus()
    places = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("[data-map] a")].map((a) => {
            const m = a.transform.baseVal.getItem(0).matrix;
            return [a.querySelector("title").textContent.split(":")[0], [m.e, m.f]];
        }))"""
    )
    x, y = places["Maidstone"]
    beside = [name for name, place in places.items() if place == [x + 28, y]]
    page.keyboard.press("ArrowRight")
    assert [focused(page)] == beside
    page.keyboard.press("ArrowLeft")
    assert focused(page) == "Maidstone"
    expect(told).to_contain_text("Maidstone: Conservatives lose to no overall control")
    page.keyboard.press("Enter")
    expect(page).to_have_url(site + KENT + "maidstone/")


def test_the_map_changes_in_place_and_the_keyboard_stays_where_it_was(
    site: str, page: Page
) -> None:
    page.goto(site + KENT)
    medway = page.locator("[data-map] a", has_text="Medway")
    page.locator("#map-change").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(site + KENT + "?map=change")
    expect(page.locator("#map-change")).to_have_attribute("aria-current", "true")
    expect(page.locator("#map-change")).to_be_focused()
    expect(medway.locator("use")).to_have_attribute("href", "#m-labour-gain")
    page.locator("#legend-change-loss_to_noc").click()
    expect(page).to_have_url(site + KENT + "?change=loss_to_noc&map=change")
    expect(medway.locator("use")).to_have_attribute("href", "#m-grey")
    # What came in its place is one stop of the keyboard too.
    assert page.locator('[data-map] a[tabindex="0"]').count() == 1
    medway.hover()
    expect(page.locator("#map-told")).to_contain_text("Medway: Labour gain from the Conservatives")
    page.go_back()
    expect(medway.locator("use")).to_have_attribute("href", "#m-labour-gain")


def test_without_a_script_each_hexagon_is_a_link_and_a_link_leads_past_them(
    site: str, new_page: NewPage
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(site + "/map/")
    page.get_by_role("link", name="Past the map").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(site + "/map/#past-map")
    page.get_by_role("link", name="Largest party").click()
    expect(page).to_have_url(site + "/map/?map=largest")
    link = page.get_by_role(
        "link", name="Medway: Labour gain from the Conservatives; 33 of 59 seats"
    )
    expect(link).to_have_attribute("href", KENT + "medway/")
    expect(page.get_by_text("With the arrow keys")).to_be_hidden()


def test_on_a_phone_hexagons_carry_one_letter_and_nothing_scrolls_sideways(
    site: str, new_page: NewPage
) -> None:
    page = new_page(viewport=PHONE)
    page.goto(site + KENT + "?map=change")
    assert_fits_sideways(page)
    key = page.locator("#m-labour-gain")
    assert key.locator(".letter").evaluate("e => getComputedStyle(e).display") != "none"
    assert key.locator(".code").evaluate("e => getComputedStyle(e).display") == "none"


def test_axe_finds_nothing_on_a_map_in_any_colours(site: str, axe: CheckAccessibility) -> None:
    axe(site + KENT + "?map=change&control=labour")
    axe(site + "/map/?map=largest", viewport=PHONE)
