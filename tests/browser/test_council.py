"""A council's page in a browser: what is ticked is added up by keyboard, the years scroll within themselves."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from councils.models import Composition, Council, FactSource, PartySeats
from tests.browser.conftest import CheckAccessibility, NewPage
from tests.browser.tools import PHONE, WIDE, assert_fits_sideways

MAIDSTONE = "/elections/2023-05-04/maidstone/"


def test_parties_are_ticked_by_keyboard_and_added_up_in_place(site: str, page: Page) -> None:
    page.goto(f"{site}{MAIDSTONE}")
    title = page.title()
    page.locator("#with-conservative").focus()
    page.keyboard.press("Space")
    total = page.locator("#combinations .total")
    expect(total).to_contain_text("The Conservatives have 23 of 55 seats: 5 short of the 28")
    expect(page.locator("#with-conservative")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(total).to_contain_text("have 34 of 55 seats together: 6 more than the 28")
    expect(page.locator("#with-liberal-democrats")).to_be_checked()
    expect(page.locator("#announcer")).to_contain_text("have 34 of 55 seats together")
    expect(page).to_have_url(f"{site}{MAIDSTONE}")
    expect(page).to_have_title(title)


def test_without_script_a_form_leads_to_the_sum(site: str, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}/councils/maidstone/")
    page.locator("#with-conservative").check()
    page.locator("#with-green").check()
    page.get_by_role("button", name="Add up").click()
    expect(page).to_have_url(f"{site}{MAIDSTONE}combinations/?with=conservative&with=green")
    expect(page.locator(".total")).to_contain_text("have 26 of 55 seats together: 2 short")
    expect(page.locator("#with-green")).to_be_checked()


@pytest.fixture
def fifty_years(live_server: LiveServer, published_anew: None) -> str:
    """Give Maidstone its seats of fifty years, and return its page's address."""
    source = FactSource.objects.create(
        slug="table", name="Table", publisher="Somebody", retrieved_on=date(2026, 11, 23)
    )
    rows = Composition.objects.bulk_create(
        Composition(
            council=Council.objects.get(slug="maidstone"), year=year, seats=55, source=source
        )
        for year in range(1973, 2027)
    )
    PartySeats.objects.bulk_create(
        PartySeats(composition=row, party=party, seats=seats)
        for row in rows
        for party, seats in (
            ("conservative", 10 + row.year % 25),
            ("labour", 35 - row.year % 25),
            ("other", 10),
        )
    )
    return f"{live_server.url}/councils/maidstone/"


def test_the_years_scroll_within_themselves_open_on_the_newest_and_pass_axe(
    fifty_years: str, new_page: NewPage, axe: CheckAccessibility
) -> None:
    page = new_page(viewport=PHONE)
    page.goto(fifty_years)
    assert_fits_sideways(page)
    region = page.get_by_role("region", name="Seats by party each year, 1973 to 2026")
    region.focus()
    newest = page.locator(".timeline .year-label").last
    expect(newest).to_have_text("2026")
    expect(newest).to_be_in_viewport()
    before = region.evaluate("part => part.scrollLeft")
    page.keyboard.press("ArrowLeft")
    page.wait_for_function(
        "before => document.querySelector('.timeline-scroll').scrollLeft < before", arg=before
    )
    for viewport in (PHONE, WIDE):
        axe(fifty_years, viewport=viewport, prepare=open_the_folds)


def open_the_folds(page: Page) -> None:
    """Open the table of years."""
    page.locator("#years summary").click()
