"""Words for tests of the results desk in a browser: who is there, what they type, how they begin."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

RIGHTS = {
    "ruth": ("enter_result",),
    "omar": ("enter_result", "check_result"),
    "edith": ("enter_result", "check_result", "publish_result"),
    "anna": ("publish_result", "view_auditentry"),
}
BOARD = "/desk/2023-05-04/"
MEDWAY = f"{BOARD}medway/"
ENTRY = f"{MEDWAY}enter/"
# In the order of the page: Labour, Conservative, independents.
SHEET = ("33", "22", "4")

SignIn = Callable[..., Page]


def live(page: Page) -> Page:
    """Wait until a figure has the focus and the page's script listens to it."""
    expect(page.locator("#entry.is-live")).to_be_visible(timeout=20_000)
    expect(page.locator(".entry-row input:focus")).to_be_visible()
    return page


def opened(page: Page) -> Page:
    """Open the entry of Medway with one key, and wait until the first figure has the focus."""
    page.goto(ENTRY)
    expect(page.get_by_role("button", name="Open the entry")).to_be_focused()
    page.keyboard.press("Enter")
    return live(page)


def type_sheet(page: Page, figures: tuple[str, ...] = SHEET) -> None:
    """Type figures from the field that has the focus on, each with Enter."""
    for figure in figures:
        page.keyboard.type(figure)
        page.keyboard.press("Enter")
