"""Reporters and an editor at the results desk, in a real browser: by keyboard, on a phone, on a bad line, without a script."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Route, expect

from elections.models import AuditEntry, DeskResult
from tests.browser.desk import BOARD, ENTRY, MEDWAY, SignIn, opened, type_sheet
from tests.browser.tools import (
    PATIENCE,
    PHONE,
    WIDE,
    Faults,
    accessibility_faults,
    assert_axe_finds_nothing,
    assert_fits_sideways,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_people_type_a_sheet_by_keyboard_and_an_editor_publishes_it(as_: SignIn) -> None:
    for name in ("ruth", "omar"):
        page = opened(as_(name))
        began = time.monotonic()
        type_sheet(page)
        page.keyboard.press("Alt+Enter")
        expect(page.get_by_text("Medway is handed in.")).to_be_visible()
        # A second or two on a quiet machine. A person needs longer for the keys; the desk must not add to it.
        assert time.monotonic() - began < PATIENCE
    editor = as_("edith")
    editor.goto(MEDWAY)
    button = editor.get_by_role("button", name="Publish")
    button.focus()
    editor.keyboard.press("Enter")
    expect(editor.get_by_text("readers see it now")).to_be_visible()
    assert DeskResult.objects.get().state == "published"


def test_a_figure_is_gone_back_to_a_party_is_found_by_typing_and_the_time_is_four_digits(
    as_: SignIn,
) -> None:
    page = opened(as_("ruth"))
    page.keyboard.type("33")
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Enter")
    expect(page.get_by_label("Labour", exact=True)).to_be_focused()
    page.get_by_role("combobox", name="Another party, 1").focus()
    page.keyboard.type("gre")
    expect(page.get_by_role("option", name="Green")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Seats of another party, 1")).to_be_focused()
    page.keyboard.type("4")
    expect(page.locator(".panel-sum")).to_contain_text("37 of 59 seats")
    expect(page.get_by_role("combobox", name="Another party, 2")).to_be_visible()
    page.get_by_label("Declared at").fill("0310")
    expect(page.locator(".panel-declared")).to_contain_text("03:10, Friday 5 May 2023")
    expect(page.locator("#aloud")).to_contain_text("22 seats to go")
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("combobox", name="Another party, 1")).to_have_value("Green")


def test_an_answer_that_was_lost_is_asked_for_again_with_one_key_and_nothing_is_entered_twice(
    as_: SignIn, faults: Faults
) -> None:
    page = as_("ruth")
    page.clock.install()
    opened(page)
    type_sheet(page)
    expect(page.get_by_text("Saved.")).to_be_visible()
    # A request that hangs: it is said, and not waited for until the line gives up minutes later.
    page.route(f"**{ENTRY}", lambda _: None, times=1)
    page.keyboard.press("Alt+Enter")
    expect(page.get_by_text("Handing in. The line is slow")).to_be_visible()
    page.clock.fast_forward(13_000)
    expect(page.get_by_role("button", name="Send it again")).to_be_focused()

    def lose_the_answer(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort("connectionreset")

    page.route(f"**{ENTRY}", lose_the_answer, times=1)
    with page.expect_event("requestfailed"):
        page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Send it again")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Medway is handed in.").first).to_be_visible()
    assert AuditEntry.objects.filter(action="handed_in").count() == 1
    assert page.evaluate("Object.keys(localStorage).length") == 0
    faults.expect("ERR_CONNECTION_RESET")


def test_what_was_typed_outlives_a_session_that_ran_out(as_: SignIn) -> None:
    page = opened(as_("ruth"))
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    page.keyboard.type("33")
    expect(page.get_by_role("link", name="Sign in again")).to_be_visible()
    page.get_by_role("link", name="Sign in again").click()
    expect(page.get_by_label("Name", exact=True)).to_be_visible()
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.goto(ENTRY)
    expect(page.get_by_label("Labour", exact=True)).to_have_value("33")
    expect(page.locator(".panel-sum")).to_contain_text("33 of 59 seats", timeout=15_000)


def test_the_desk_on_a_phone_hides_nothing_behind_its_panel(as_: SignIn) -> None:
    for scheme in ("light", "dark"):
        page = as_("ruth", viewport=PHONE, has_touch=True, color_scheme=scheme, bypass_csp=True)
        page.goto(ENTRY)
        if scheme == "light":
            page.get_by_role("button", name="Open the entry").click()
        page.get_by_label("Labour", exact=True).fill("33")
        expect(page.locator(".panel-sum")).to_contain_text("33 of 59 seats")
        assert_fits_sideways(page)
        assert not accessibility_faults(page)
        expect(page.get_by_text("Saved.")).to_be_visible()
        for field in page.locator("#entry :is(input, select, textarea):visible").all():
            field.focus()
            foot = page.evaluate("(e => e.getBoundingClientRect().bottom)(document.activeElement)")
            top = page.evaluate("document.getElementById('panel').getBoundingClientRect().top")
            inside = page.evaluate(
                "document.getElementById('panel').contains(document.activeElement)"
            )
            after = page.evaluate(
                "(e => e.getBoundingClientRect().top)(document.activeElement)"
            ) >= page.evaluate("document.getElementById('panel').getBoundingClientRect().bottom")
            assert inside or after or foot <= top, field


def test_a_sheet_is_typed_and_handed_in_without_a_script(as_: SignIn, faults: Faults) -> None:
    page = as_("ruth", java_script_enabled=False)
    page.goto(ENTRY)
    page.get_by_role("button", name="Open the entry").click()
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("alert")).to_contain_text("Nobody has a seat on this sheet")
    faults.expect("409")
    page.get_by_label("Labour", exact=True).fill("33")
    page.get_by_label("Conservative", exact=True).fill("22")
    page.get_by_label("Another party, 1", exact=True).select_option("Green")
    page.get_by_label("Seats of another party, 1").fill("4")
    page.get_by_role("button", name="Check").last.click()
    expect(page.locator(".panel-sum")).to_contain_text("59 of 59 seats")
    for box in page.locator("input[name=ticked]").all():
        box.check()
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("Medway is handed in.")).to_be_visible()


def test_the_board_and_a_result_are_open_to_everybody(as_: SignIn) -> None:
    page = as_("edith", viewport=WIDE)
    for address in (BOARD, MEDWAY):
        page.goto(address)
        assert_fits_sideways(page)
        assert_axe_finds_nothing(page)
