"""An election's list is narrowed down in place: by pointer, keyboard and voice, on a bad line and without a script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import CheckAccessibility, NewPage
from tests.browser.tools import NARROWEST, PHONE, Faults

KENT = "/elections/2023-05-04/"
GAINS = "?region=south-east&control=labour&change=gain"


def councils(page: Page) -> list[str]:
    """Return the councils in the table, in order."""
    return page.locator("table.contests tbody th > a").all_inner_texts()


def choose(page: Page, facet: str, value: str) -> None:
    """Open a facet where it is folded, and choose a value of it."""
    fold = page.locator(f"#facet-{facet}")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    page.locator(f"#choice-{facet}-{value}").click()


def test_a_journalist_gets_the_councils_labour_gained_as_a_link_a_table_and_a_csv(
    site: str, page: Page
) -> None:
    page.goto(site + KENT)
    choose(page, "region", "south-east")
    expect(page.locator("#how-many")).to_contain_text("8 of 8 councils")
    choose(page, "control", "labour")
    expect(page.locator("#how-many")).to_contain_text("3 of 8 councils")
    choose(page, "change", "gain")
    expect(page).to_have_url(site + KENT + GAINS)
    assert councils(page) == ["Dover", "Gravesham", "Medway"]
    with page.expect_download() as started:
        page.get_by_role("link", name="Download 3 of 8 councils as CSV").click()
    rows = started.value.path().read_text().splitlines()
    assert [row.split(",")[2] for row in rows[1:]] == ["Dover", "Gravesham", "Medway"]
    # The link alone shows the same to whoever it is sent to.
    page.goto(site + KENT + GAINS)
    assert councils(page) == ["Dover", "Gravesham", "Medway"]


def test_a_screen_reader_hears_how_many_councils_a_filter_left(site: str, page: Page) -> None:
    page.goto(site + KENT)
    announcer = page.locator("#announcer")
    assert announcer.get_attribute("role") == "status"
    choose(page, "change", "gain")
    expect(announcer).to_have_text("3 of 8 councils.")
    page.locator("#q").fill("xyz")
    expect(announcer).to_contain_text("0 of 8 councils. No council fits all of this")


def test_the_keyboard_stays_on_the_choice_and_what_was_opened_stays_open(
    site: str, page: Page
) -> None:
    page.goto(site + KENT)
    page.locator("#facet-change summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    key = focused.get_attribute("id")
    assert key
    assert key.startswith("choice-change-")
    page.keyboard.press("Enter")
    expect(page.locator(f"#{key}")).to_have_attribute("aria-current", "true")
    expect(page.locator(f"#{key}")).to_be_focused()
    page.locator("#facet-type summary").click()
    choose(page, "control", "labour")
    expect(page.locator("#facet-type")).to_have_attribute("open", "")


def test_back_and_forward_go_through_the_filters_without_losing_place(
    site: str, page: Page
) -> None:
    page.goto(site + KENT)
    choose(page, "change", "gain")
    expect(page.locator("#how-many")).to_contain_text("3 of 8")
    choose(page, "control", "labour")
    expect(page).to_have_url(re.compile("control=labour"))
    page.locator("#sort-by-name").click()
    expect(page).to_have_url(re.compile("sort=-name"))
    assert councils(page) == ["Medway", "Gravesham", "Dover"]
    page.go_back()
    expect(page).to_have_url(site + KENT + "?control=labour&change=gain")
    expect(page.locator("table.contests tbody th > a").first).to_have_text("Dover")
    page.go_back()
    expect(page).to_have_url(site + KENT + "?change=gain")
    expect(page.locator("#choice-control-labour")).not_to_have_attribute("aria-current", "true")
    page.go_back()
    expect(page).to_have_url(site + KENT)
    expect(page.locator("#how-many")).to_contain_text("8 councils")
    page.go_forward()
    expect(page.locator("#how-many")).to_contain_text("3 of 8")
    expect(page.locator("#choice-change-gain")).to_have_attribute("aria-current", "true")


def test_typing_over_a_slow_line_loses_no_letter(site: str, page: Page) -> None:
    def late(route: Route) -> None:
        page.wait_for_timeout(400)
        route.continue_()

    page.goto(site + KENT)
    page.route(re.compile(r"\?q="), late)
    page.locator("#q").press_sequentially("tunbridge wells", delay=90)
    expect(page.locator("#how-many")).to_contain_text("1 of 8", timeout=15_000)
    expect(page.locator("#q")).to_have_value("tunbridge wells")
    expect(page.locator("#q")).to_be_focused()
    expect(page).to_have_url(site + KENT + "?q=tunbridge+wells")
    assert councils(page) == ["Tunbridge Wells"]


def test_a_search_keeps_what_is_chosen_and_leaves_one_step_of_history(
    site: str, page: Page
) -> None:
    page.goto(site + KENT)
    choose(page, "change", "gain")
    expect(page.locator("#how-many")).to_contain_text("3 of 8")
    page.locator("#q").press_sequentially("dov", delay=40)
    expect(page).to_have_url(site + KENT + "?change=gain&q=dov")
    page.locator("#q").fill("")
    expect(page).to_have_url(site + KENT + "?change=gain")
    page.go_back()
    expect(page).to_have_url(site + KENT)


def test_a_filter_can_be_taken_away_again(site: str, page: Page) -> None:
    page.goto(site + KENT + GAINS)
    page.locator("#chip-region-south-east").click()
    expect(page).to_have_url(site + KENT + "?control=labour&change=gain")
    page.locator("#clear").click()
    expect(page).to_have_url(site + KENT)
    expect(page.locator("#how-many")).to_contain_text("8 councils")


def test_clearing_empties_the_box_too(site: str, page: Page) -> None:
    page.goto(site + KENT + "?q=med")
    page.locator("#clear").click()
    expect(page.locator("#how-many")).to_contain_text("8 councils")
    expect(page.locator("#q")).to_have_value("")


def test_from_home_a_filter_leads_to_the_election_s_own_address(site: str, page: Page) -> None:
    page.goto(site + "/")
    choose(page, "change", "gain")
    expect(page).to_have_url(site + "/elections/2024-05-02/?change=gain")
    page.go_back()
    expect(page).to_have_url(site + "/")


def test_without_a_script_filters_and_search_load_pages(site: str, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(site + KENT)
    choose(page, "change", "gain")
    expect(page).to_have_url(site + KENT + "?change=gain")
    page.locator("#q").fill("dover")
    page.get_by_role("button", name="Search").first.click()
    expect(page).to_have_url(re.compile(r"change=gain"))
    assert councils(page) == ["Dover"]
    page.locator("#sort-by-name").click()
    assert councils(page) == ["Dover"]


def test_a_wrong_value_is_told_on_the_page(site: str, page: Page, faults: Faults) -> None:
    page.goto(site + KENT + "?region=southeast&change=gain")
    expect(page.get_by_role("alert")).to_contain_text("Did you mean “south-east”?")
    expect(page.locator("#how-many")).to_contain_text("3 of 8")
    faults.expect("400 (Bad Request)")


@pytest.mark.parametrize("viewport", [NARROWEST, PHONE])
@pytest.mark.parametrize("address", ["/", KENT, KENT + GAINS])
def test_nothing_makes_a_phone_scroll_sideways(
    site: str, new_page: NewPage, viewport: dict[str, int], address: str
) -> None:
    page = new_page(viewport=viewport)
    page.goto(site + address)
    for fold in page.locator("details.facet").all():
        if fold.get_attribute("open") is None:
            fold.locator("summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_axe_finds_nothing_with_filters_open_and_set(site: str, axe: CheckAccessibility) -> None:
    def open_all(page: Page) -> None:
        page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")

    axe(site + KENT + GAINS, prepare=open_all)
    axe(site + KENT + "?region=london&change=gain", viewport=PHONE, prepare=open_all)
