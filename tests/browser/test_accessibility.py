"""Every kind of public page: axe finds nothing, in light and in dark, and nothing is wider than its window."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import CheckAccessibility, NewPage
from tests.browser.tools import (
    NARROWEST,
    PHONE,
    WIDE,
    Faults,
    assert_axe_finds_nothing,
    assert_fits_sideways,
)

MEDWAY = "/elections/2023-05-04/medway/"
PAGES = [
    "/",
    "/elections/",
    "/elections/2023-05-04/",
    MEDWAY,
    f"{MEDWAY}?baseline=notional",
    "/elections/2023-05-04/maidstone/",
    "/elections/2023-05-04/ashford/",
    "/elections/2022-05-05/cumberland/",
    "/elections/2022-05-05/portsmouth/",
    "/elections/2024-05-02/sunderland/",
    "/elections/2023-05-04/?region=london&change=gain",
    "/map/",
    "/councils/",
    "/councils/?q=car&region=north-west",
    "/councils/medway/",
    "/councils/cumberland/",
    "/councils/maidstone/",
    "/elections/2023-05-04/maidstone/combinations/?with=conservative&with=green",
    "/regions/",
    "/regions/south-east/",
    "/parties/",
    "/parties/labour/",
    "/parties/other/",
    "/sources/",
    "/sources/bbc-2023-medway-2/",
    "/changes/?region=south-east&control=labour",
    "/compare/",
    "/compare/?council=medway&council=south-tyneside",
    "/search/?q=med",
    "/search/?q=medwya",
    "/about/",
    "/about/method/",
    "/about/data/",
    "/about/api/",
]
ERRORS = [
    (f"{MEDWAY}?baseline=last_week", "400"),
    ("/elections/2023-05-04/medwya/", "404"),
    ("/elections/2023-05-04/maidstone/combinations/?with=narnia", "400"),
    ("/no/such/page/", "404"),
]


# The narrowest first: what a script laid out for a narrow window must also make room for itself in a wide one.
WIDTHS = (320, 768, 1280, 2560)


@pytest.mark.parametrize(
    "address",
    [
        page if "q=" in page else pytest.param(page, marks=pytest.mark.database_independent)
        for page in PAGES
    ],
)
def test_axe_finds_nothing_and_the_page_fits_its_window(
    site: str, new_page: NewPage, address: str
) -> None:
    page = new_page(viewport={"width": WIDTHS[0], "height": 800})
    page.goto(f"{site}{address}")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert_fits_sideways(page)
    page.set_viewport_size(WIDE)
    assert_axe_finds_nothing(page)


@pytest.mark.database_independent
@pytest.mark.parametrize(("address", "status"), ERRORS)
def test_axe_finds_nothing_on_a_page_about_an_error(
    site: str, axe: CheckAccessibility, faults: Faults, address: str, status: str
) -> None:
    axe(f"{site}{address}")
    faults.expect(status)


@pytest.mark.database_independent
def test_axe_finds_nothing_on_a_phone(site: str, axe: CheckAccessibility) -> None:
    axe(f"{site}{MEDWAY}", viewport=PHONE)


@pytest.mark.database_independent
def test_axe_finds_nothing_in_an_open_working(site: str, axe: CheckAccessibility) -> None:
    def open_working(page: Page) -> None:
        page.locator("#figure-change-labour").click()

    axe(f"{site}{MEDWAY}", prepare=open_working)


@pytest.mark.database_independent
def test_a_table_of_figures_needs_no_scrolling_at_320_px(site: str, new_page: NewPage) -> None:
    page = new_page(viewport=NARROWEST)
    page.goto(f"{site}/elections/2023-05-04/maidstone/")
    inner, outer = page.evaluate(
        "(e => [e.scrollWidth, e.clientWidth])(document.querySelector('.table-wrap'))"
    )
    assert inner <= outer


@pytest.mark.database_independent
def test_text_keeps_a_readable_length_on_a_very_wide_screen(site: str, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 2560, "height": 1200})
    page.goto(f"{site}{MEDWAY}")
    assert page.evaluate("document.querySelector('.meaning').clientWidth") < 800


@pytest.mark.database_independent
def test_the_skip_link_leads_past_the_head(site: str, page: Page) -> None:
    page.goto(f"{site}{MEDWAY}")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
